import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';

// What somebody has put in the place of a file is not followed out of the folder.
const NO_LINK = constants.O_NOFOLLOW ?? 0;
const OWNER_ONLY = 0o600;

/** How a file is opened: `new` must not be there yet, `change` and `read` must. */
export type OpenMode = 'new' | 'change' | 'read';

const flags: Readonly<Record<OpenMode, number>> = {
  new: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | NO_LINK,
  change: constants.O_RDWR | NO_LINK,
  read: constants.O_RDONLY | NO_LINK,
};

/** Opens a regular file, and nothing else: no link, folder, pipe or device. Rejects with the system's error. */
export async function openFile(path: string, mode: OpenMode): Promise<FileHandle> {
  const handle = await open(path, flags[mode] | (constants.O_NONBLOCK ?? 0), OWNER_ONLY);
  try {
    if ((await handle.stat()).isFile()) return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  throw Object.assign(new Error(`${path} is no file.`), { code: 'ENOTFILE' });
}

/** Reads until the buffer is full or the file ends; says how much was read. */
export async function readFully(handle: FileHandle, into: Uint8Array, position: number): Promise<number> {
  let done = 0;
  while (done < into.length) {
    const { bytesRead } = await handle.read(into, done, into.length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}

/** Writes all of the buffers, one behind the other. */
export async function writeFully(handle: FileHandle, buffers: readonly Uint8Array[], position: number): Promise<void> {
  const size = buffers.reduce((sum, { length }) => sum + length, 0);
  const { bytesWritten } = await handle.writev(buffers, position);
  if (bytesWritten === size) return;
  // A full disk takes a part first; only what comes after it is told the reason.
  const rest = Buffer.concat(buffers).subarray(bytesWritten);
  let done = 0;
  while (done < rest.length) {
    done += (await handle.write(rest, done, rest.length - done, position + bytesWritten + done)).bytesWritten;
  }
}

/** Makes the entries of a folder durable. Windows has no such thing. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What is at a path, links not followed; `undefined`: nothing. Rejects with the system's error. */
export async function statusOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
