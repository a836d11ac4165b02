import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { storeFailed } from './errors.js';

// Symbolic links are never followed out of the folder.
const NO_LINK = constants.O_NOFOLLOW ?? 0;
const FILE_MODE = 0o600;

/** How a file is opened: `new` must not be there yet, `change` and `read` must. */
export type OpenMode = 'new' | 'change' | 'read';

const flags: Readonly<Record<OpenMode, number>> = {
  new: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | NO_LINK,
  change: constants.O_RDWR | NO_LINK,
  read: constants.O_RDONLY | NO_LINK,
};

/** Opens a regular file, and nothing else: no link, folder, pipe or device. Rejects with the system's error. */
export async function openFile(path: string, mode: OpenMode): Promise<FileHandle> {
  const handle = await open(path, flags[mode] | (constants.O_NONBLOCK ?? 0), FILE_MODE);
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
  // A full disk first accepts a part; only the next write reports the reason.
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

/** Where a file store has its files. */
export interface FileStoreFolders {
  /** Uploads, under their ids. */
  readonly incoming: string;
  /** Contents of files, under their hashes. */
  readonly blobs: string;
}

const FOLDER_MODE = 0o700;
const UPLOAD = /^[A-Za-z0-9_-]{20,128}$/;

/**
 * Makes the folders, for this user only. `dir` itself may be a link, what is in it may not.
 * @throws ChatError `FILE_STORE_FAILED`
 */
export async function makeFolders(dir: string): Promise<FileStoreFolders> {
  const folders = { incoming: join(dir, 'incoming'), blobs: join(dir, 'blobs') };
  try {
    await mkdir(dir, { recursive: true, mode: FOLDER_MODE });
    for (const path of [folders.incoming, folders.blobs]) {
      await mkdir(path, { recursive: true, mode: FOLDER_MODE });
      if (!(await statusOf(path))?.isDirectory())
        throw Object.assign(new Error(`${path} is no folder.`), { code: 'ENOTDIR' });
    }
    return folders;
  } catch (error) {
    throw storeFailed(error);
  }
}

/**
 * How much of an upload is in its file, which is cut where it is longer than it may be; `undefined`: there is no such
 * file. Rejects with the system's error.
 */
export async function receivedLength(path: string, size: number): Promise<number | undefined> {
  const there = await statusOf(path);
  if (!there?.isFile()) return undefined;
  if (there.size <= size) return there.size;
  await truncate(path, size);
  return size;
}

/**
 * Removes the files of unknown uploads. Other files are left alone. Rejects with the system's error.
 */
export async function sweepIncoming(folder: string, known: (id: string) => boolean): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() && UPLOAD.test(entry.name) && !known(entry.name)) await rm(join(folder, entry.name));
  }
}
