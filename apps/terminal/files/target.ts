import { constants, copyFile, type FileHandle, link, open, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pathOf } from '../input/paths.js';
import { numberedName, safeName } from './safe-name.js';

/** Files of one name beside one another at most. */
const MOST_NUMBERS = 1_000;

/** A file that is being written beside its place, and comes there when it is whole. */
export interface Target {
  write(part: Uint8Array): Promise<void>;
  /** Puts it in its place. Never over a file that is there. @returns what it is called now */
  keep(): Promise<string>;
  /** Removes what was written. Never rejects. */
  drop(): Promise<void>;
}

/** Where a file is to be. */
interface Place {
  readonly folder: string;
  readonly name: string;
  /** Whether the name may be changed where it is taken: it may not where somebody has chosen it. */
  readonly isFree: boolean;
}

/**
 * Begins a file.
 * @param offered the name that it was given by whoever sent it
 * @param path a folder, or the file's own place; default: the current folder
 * @throws Error where nothing can be written there, or the place is taken
 */
export async function openTarget(offered: string, path: string | undefined): Promise<Target> {
  const place = await placeFor(offered, path);
  const [part, handle] = await openPart(place);
  return {
    async write(bytes) {
      for (let from = 0; from < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, from, bytes.length - from);
        from += bytesWritten;
      }
    },
    async keep() {
      await handle.close();
      const kept = await moved(part, place);
      await unlink(part);
      return kept;
    },
    async drop() {
      await handle.close().catch(() => {});
      await unlink(part).catch(() => {});
    },
  };
}

async function placeFor(offered: string, path: string | undefined): Promise<Place> {
  const name = safeName(offered);
  if (path === undefined) return { folder: process.cwd(), name, isFree: true };
  const full = pathOf(path);
  const found = await stat(full).catch(() => undefined);
  if (found?.isDirectory() === true) return { folder: full, name, isFree: true };
  if (found !== undefined || path.endsWith('/'))
    throw new Error(found ? `${path} is there already` : `there is no ${path}`);
  return { folder: dirname(full), name: basename(full), isFree: false };
}

/** `wx`: what is there, also a link that leads elsewhere, is never written to. */
async function openPart({ folder, name }: Place): Promise<readonly [string, FileHandle]> {
  for (let number = 1; number <= MOST_NUMBERS; number++) {
    const part = join(folder, `${numberedName(name, number)}.part`);
    try {
      return [part, await open(part, 'wx', 0o644)];
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error(`there are too many files called ${name}`);
}

async function moved(part: string, { folder, name, isFree }: Place): Promise<string> {
  for (let number = 1; number <= (isFree ? MOST_NUMBERS : 1); number++) {
    const kept = numberedName(name, number);
    try {
      await placed(part, join(folder, kept));
      return kept;
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error(`${name} is there already`);
}

/** A second name for the same bytes; where a file system has no such thing, a copy. Neither writes over what is there. */
async function placed(part: string, to: string): Promise<void> {
  try {
    await link(part, to);
  } catch (error) {
    if (isTaken(error)) throw error;
    await copyFile(part, to, constants.COPYFILE_EXCL);
  }
}

const isTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST';
