import { mkdir, readdir, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { statusOf } from './disk.js';
import { storeFailed } from './errors.js';

/** Where a vault has its files. */
export interface VaultFolders {
  /** Uploads, under their ids. */
  readonly incoming: string;
  /** Contents of files, under their hashes. */
  readonly blobs: string;
}

const OWNER_ONLY = 0o700;
const UPLOAD = /^[A-Za-z0-9_-]{20,128}$/;

/**
 * Makes the folders, for this user only. `dir` itself may be a link, what is in it may not.
 * @throws ChatError `FILE_STORE_FAILED`
 */
export async function makeFolders(dir: string): Promise<VaultFolders> {
  const folders = { incoming: join(dir, 'incoming'), blobs: join(dir, 'blobs') };
  try {
    await mkdir(dir, { recursive: true, mode: OWNER_ONLY });
    for (const path of [folders.incoming, folders.blobs]) {
      await mkdir(path, { recursive: true, mode: OWNER_ONLY });
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
export async function arrived(path: string, size: number): Promise<number | undefined> {
  const there = await statusOf(path);
  if (!there?.isFile()) return undefined;
  if (there.size <= size) return there.size;
  await truncate(path, size);
  return size;
}

/**
 * Removes the files of uploads that nobody knows of. Others are not ours, and stay. Rejects with the system's error.
 */
export async function sweepIncoming(folder: string, known: (id: string) => boolean): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() && UPLOAD.test(entry.name) && !known(entry.name)) await rm(join(folder, entry.name));
  }
}
