import type { FileHandle } from 'node:fs/promises';
import { openFile } from './disk.js';

/** A file that is opened by whoever uses it first, and stays open until that is no longer needed. */
export interface SharedFile {
  /** Works with the file. Rejects with the system's error when it cannot be opened, or with that of the work. */
  use<T>(work: (handle: FileHandle) => Promise<T>): Promise<T>;
  /** Closes it as soon as nobody uses it; the next use opens it again. Never rejects. */
  rest(): Promise<void>;
}

/** A file that is there, to be read and written. */
export function sharedFile(path: string): SharedFile {
  let opened: Promise<FileHandle> | undefined;
  let users = 0;
  let resting: (() => void)[] = [];

  function close(): void {
    const closing = opened;
    const told = resting;
    opened = undefined;
    resting = [];
    const done = (): void => {
      for (const tell of told) tell();
    };
    if (closing === undefined) done();
    // Nothing is lost with one that does not close well: whoever needs its bytes on the disk has synced them.
    else closing.then((handle) => handle.close()).then(done, done);
  }

  return {
    async use(work) {
      users++;
      try {
        opened ??= openFile(path, 'change').catch((error: unknown) => {
          opened = undefined;
          throw error;
        });
        return await work(await opened);
      } finally {
        users--;
        if (users === 0 && resting.length > 0) close();
      }
    },
    rest() {
      return new Promise((resolve) => {
        resting.push(resolve);
        if (users === 0) close();
      });
    },
  };
}
