import { type FileHandle, mkdir, readdir, rename, rm } from 'node:fs/promises';

import { join } from 'node:path';
import { openFile, readFully, statusOf, syncFolder } from './disk.js';
import { fileError, storeFailed } from './errors.js';
import type { FileReader, StoredFile } from './file-store.js';

const HASH = /^[0-9a-f]{64}$/;
const PAIR = /^[0-9a-f]{2}$/;
const OWNER_ONLY = 0o700;

/** Contents by their SHA-256: `ab/cd/abcd…`, one copy each, however many files have them. */
export interface Blobs {
  /** One more file has these contents, which are there already. */
  count(sha256: string): void;
  /** Where contents are, or would be. */
  path(sha256: string): string;
  /** Whether contents are there. Rejects with the system's error. */
  has(sha256: string): Promise<boolean>;
  /** Moves a file's contents into the blob folder and counts the file. Rejects with the system's error. */
  put(path: string, sha256: string): Promise<void>;
  /** One file fewer has these contents; with the last they go. Rejects with the system's error. */
  drop(sha256: string): Promise<void>;
  /** Opens contents to be read. Rejects with the system's error. */
  open(sha256: string): Promise<FileHandle>;
  /** Drops contents that no file has. Resolves to how many there were. */
  sweep(goesOn: () => boolean): Promise<number>;
}

/** Opens the blobs in an existing folder. */
export function openBlobs(folder: string): Blobs {
  const counts = new Map<string, number>();
  let last: Promise<unknown> = Promise.resolve();

  const folderOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256.slice(2, 4));
  const pathOf = (sha256: string): string => join(folderOf(sha256), sha256);

  // One at a time: contents that come must not meet the removal of the same.
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }

  function count(sha256: string): void {
    counts.set(sha256, (counts.get(sha256) ?? 0) + 1);
  }

  async function discount(sha256: string): Promise<void> {
    const left = (counts.get(sha256) ?? 0) - 1;
    if (left > 0) {
      counts.set(sha256, left);
    } else {
      counts.delete(sha256);
      await rm(pathOf(sha256), { force: true });
    }
  }

  return {
    count,
    path: pathOf,
    async has(sha256) {
      return (await statusOf(pathOf(sha256)))?.isFile() ?? false;
    },
    put: (path, sha256) =>
      inTurn(async () => {
        const made = await mkdir(folderOf(sha256), { recursive: true, mode: OWNER_ONLY });
        // Replaces equal contents if present: open readers keep reading the replaced file.
        await rename(path, pathOf(sha256));
        try {
          await syncFolder(folderOf(sha256));
          if (made !== undefined) await Promise.all([join(folder, sha256.slice(0, 2)), folder].map(syncFolder));
        } catch (error) {
          // Back to where they came from, so that the upload can be finished again.
          if (!counts.has(sha256)) await rename(pathOf(sha256), path).catch(() => undefined);
          throw error;
        }
        count(sha256);
      }),
    drop: (sha256) => inTurn(() => discount(sha256)),
    open: (sha256) => openFile(pathOf(sha256), 'read'),
    async sweep(goesOn) {
      let dropped = 0;
      for (const path of await foldersIn(folder)) {
        for (const inner of await foldersIn(path)) {
          if (!goesOn()) return dropped;
          for (const name of await readdir(inner)) {
            if (!HASH.test(name) || pathOf(name) !== join(inner, name)) continue;
            await inTurn(async () => {
              if (counts.has(name)) return;
              await rm(join(inner, name), { force: true });
              dropped++;
            });
          }
        }
      }
      return dropped;
    },
  };
}

/** The folders of two digits. Links are none: what they lead to is not ours. */
async function foldersIn(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && PAIR.test(entry.name)).map(({ name }) => join(path, name));
}

/** Creates a reader of an open file; `closed` is called once. */
export function createReader(file: StoredFile, handle: FileHandle, closed: (reader: FileReader) => void): FileReader {
  let closing: Promise<void> | undefined;
  const reader: FileReader = {
    file,
    async read(offset, length, into) {
      for (const number of [offset, length]) {
        if (!Number.isSafeInteger(number) || number < 0) throw new TypeError(`${number} is no number of bytes.`);
      }
      if (closing !== undefined) throw fileError('FILE_STORE_FAILED', { reason: 'closed' });
      const wanted = Math.min(length, file.size - offset);
      if (wanted <= 0) return new Uint8Array(0);
      const reused = into !== undefined && into.length >= wanted;
      const bytes = reused ? into.subarray(0, wanted) : Buffer.allocUnsafeSlow(wanted);
      const read = await readFully(handle, bytes, offset).catch((error: unknown) => Promise.reject(storeFailed(error)));
      if (read < wanted) throw fileError('FILE_STORE_FAILED', { reason: 'short' });
      return bytes;
    },
    close() {
      // Reads that are under way come first.
      closing ??= handle.close().catch(() => undefined);
      closed(reader);
      return closing;
    },
  };
  return reader;
}
