import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { openFile, readFully, writeFully } from './disk.js';
import { fileError, storeFailed } from './errors.js';

/** Limit of bytes that wait or are being written. */
export const backlogBytes = 4 * 1024 * 1024;
// Each piece that waits costs memory of its own, however few its bytes.
const BACKLOG_PIECES = 8192;
const BATCH_BYTES = 1024 * 1024;
const READ_BYTES = 256 * 1024;

/** A file that grows at its end, and the SHA-256 of what is in it. */
export interface Writer {
  /** Number of bytes in the file. */
  readonly written: number;
  /** Those, and the ones that are under way. */
  readonly expected: number;
  /**
   * Adds bytes behind all others; resolves to the length of the file when they are in it.
   * @throws ChatError `FILE_BACKLOG`; `FILE_STORE_FAILED`, and then all that was under way is not in the file.
   */
  add(bytes: Uint8Array): Promise<number>;
  /** Reckons what the hash has missed, as after a restart. @throws ChatError `FILE_STORE_FAILED` */
  catchUp(): Promise<void>;
  /** The hash of what is in the file, in small hexadecimal digits. @throws ChatError `FILE_STORE_FAILED` */
  digest(): Promise<string>;
  /** Resolves when all of it is on the disk, come what may. @throws ChatError `FILE_STORE_FAILED` */
  sync(): Promise<void>;
  /** Closes the file once nothing is under way; the next use opens it again. */
  rest(): Promise<void>;
  /** Writes what is under way, reckons nothing more and closes the file. */
  end(): Promise<void>;
  /** Refuses all that waits with an error and closes the file. */
  drop(error: Error): Promise<void>;
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly resolve: (length: number) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Writes to a file that is there and has `length` bytes. One write is under way at a time, with all that came in the
 * meantime; while the disk works on one, the hash of the one before is reckoned.
 */
export function createWriter(path: string, length: number): Writer {
  const file = sharedFile(path);
  const hash = createHash('sha256');
  let hashed = 0;
  let written = length;
  let expected = length;
  let waiting: Piece[] = [];
  let pumping: Promise<void> | undefined;
  let catching: Promise<void> | undefined;
  let ended = false;

  /** Those that are written together: up to a batch's bytes, one at least. */
  function nextBatch(): readonly Piece[] {
    let bytes = 0;
    let count = 0;
    for (const piece of waiting) {
      bytes += piece.bytes.length;
      if (count > 0 && bytes > BATCH_BYTES) break;
      count++;
    }
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return batch;
  }

  function write(batch: readonly Piece[], position: number): Promise<void> {
    const buffers = batch.map(({ bytes }) => bytes);
    return file.use((handle) => writeFully(handle, buffers, position));
  }

  function follow(batch: readonly Piece[], position: number): void {
    if (hashed !== position) return;
    for (const { bytes } of batch) hash.update(bytes);
    hashed = written;
  }

  async function pump(): Promise<void> {
    let batch = nextBatch();
    let writing = write(batch, written);
    try {
      while (batch.length > 0) {
        await writing;
        const done = batch;
        const position = written;
        written += sizeOf(done);
        batch = nextBatch();
        // The disk first: it works while this thread is busy with the hash.
        if (batch.length > 0) writing = write(batch, written);
        follow(done, position);
        for (const { resolve } of done) resolve(written);
      }
    } catch (error) {
      const lost = [...batch, ...waiting];
      waiting = [];
      expected = written;
      for (const { reject } of lost) reject(storeFailed(error));
    } finally {
      // Cleared in the step in which the queue is empty: the next call starts a new pump.
      pumping = undefined;
    }
  }

  async function idle(): Promise<void> {
    while (pumping !== undefined) await pumping;
  }

  async function readOn(): Promise<void> {
    const buffer = Buffer.allocUnsafeSlow(Math.min(READ_BYTES, written - hashed));
    while (hashed < written) {
      if (ended) throw fileError('FILE_STORE_FAILED', { reason: 'closed' });
      const wanted = buffer.subarray(0, written - hashed);
      const read = await file.use((handle) => readFully(handle, wanted, hashed));
      if (read < wanted.length) throw fileError('FILE_STORE_FAILED', { reason: 'short' });
      hash.update(wanted);
      hashed += read;
    }
  }

  async function catchUp(): Promise<void> {
    if (hashed === written) return;
    catching ??= readOn().finally(() => {
      catching = undefined;
    });
    await catching.catch((error: unknown) => Promise.reject(storeFailed(error)));
  }

  async function rest(): Promise<void> {
    await idle();
    await file.rest();
  }

  async function end(): Promise<void> {
    ended = true;
    await catching?.catch(() => undefined);
    await rest();
  }

  return {
    get written() {
      return written;
    },
    get expected() {
      return expected;
    },
    add(bytes) {
      if (bytes.length === 0) return Promise.resolve(written);
      if (expected - written + bytes.length > backlogBytes || waiting.length >= BACKLOG_PIECES) {
        return Promise.reject(fileError('FILE_BACKLOG', { limit: backlogBytes }));
      }
      expected += bytes.length;
      return new Promise((resolve, reject) => {
        waiting.push({ bytes, resolve, reject });
        pumping ??= pump();
      });
    },
    catchUp,
    async digest() {
      await idle();
      await catchUp();
      return hash.copy().digest('hex');
    },
    async sync() {
      await idle();
      await file.use((handle) => handle.sync()).catch((error: unknown) => Promise.reject(storeFailed(error)));
    },
    rest,
    end,
    async drop(error) {
      const pieces = waiting;
      waiting = [];
      for (const { reject } of pieces) reject(error);
      await end();
    },
  };
}

function sizeOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/** A file that is opened on first use and stays open until it is released. */
export interface SharedFile {
  /** Works with the file. Rejects with the system's error when it cannot be opened, or with that of the work. */
  use<T>(work: (handle: FileHandle) => Promise<T>): Promise<T>;
  /** Closes the file once no work uses it; the next use opens it again. Never rejects. */
  rest(): Promise<void>;
}

/** A file that is there, to be read and written. */
export function sharedFile(path: string): SharedFile {
  let opened: Promise<FileHandle> | undefined;
  let users = 0;
  let resting: (() => void)[] = [];

  function close(): void {
    const closing = opened;
    const waiting = resting;
    opened = undefined;
    resting = [];
    const done = (): void => {
      for (const resolve of waiting) resolve();
    };
    if (closing === undefined) done();
    // A failed close loses no data: callers that need durability have synced.
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
