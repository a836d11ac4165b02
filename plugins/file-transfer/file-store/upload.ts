import { rm } from 'node:fs/promises';
import type { Clock } from '../../../core/index.js';
import { fileError, storeFailed } from './errors.js';
import type { FileFacts, LostCode, StoredFile, Upload, UploadHold } from './file-store.js';
import type { Usage } from './quota.js';
import { createWriter, type Writer } from './writer.js';

/** What an upload is made of. */
export interface LiveUploadOptions {
  readonly id: string;
  readonly facts: FileFacts;
  /** What it takes of the quotas. */
  readonly usage: Usage;
  /** Its file, which is there. */
  readonly path: string;
  /** Number of bytes in the file. */
  readonly length: number;
  readonly clock: Clock;
  /** For how long it waits for its next byte, in milliseconds. */
  readonly uploadMs: number;
  /** For how long it waits for its first byte, in milliseconds. */
  readonly emptyMs: number;
  /** Puts the whole file in its place; on the disk it is already. */
  readonly keep: (sha256: string) => Promise<StoredFile>;
  /** The upload is given up, and its file is gone. */
  readonly forget: () => Promise<void>;
}

/** An upload, as the file store has it. */
export interface LiveUpload extends Upload {
  /** Whether it can go on: neither ended nor expired, nor about to be kept. */
  readonly open: boolean;
  /** Whether nothing has come for too long. One that is being finished does not expire. */
  readonly stale: boolean;
  /** Drops the upload and notifies its holder. */
  end(code: 'FILE_EXPIRED' | 'FILE_ABORTED'): Promise<void>;
  /** Releases the holder once pending bytes are written. */
  close(): Promise<void>;
}

interface Holder {
  readonly lost: (code: LostCode) => void;
}

type State = 'open' | 'keeping' | 'kept' | 'closed' | LostCode;

/** An upload that goes on at the end of its file. */
export function createUpload(parts: LiveUploadOptions): LiveUpload {
  const { id, facts, usage, clock } = parts;
  const { owner } = usage;
  const writer: Writer = createWriter(parts.path, parts.length);
  let state: State = 'open';
  let holder: Holder | undefined;
  let finishing = 0;
  let keeping: Promise<unknown> = Promise.resolve();
  let movedAt = clock.monotonic();

  const endsAt = (): number =>
    movedAt + (writer.written > 0 ? parts.uploadMs : Math.min(parts.emptyMs, parts.uploadMs));
  const stale = (): boolean => finishing === 0 && clock.monotonic() >= endsAt();

  function check(mine: Holder): void {
    if (state === 'kept') throw fileError('FILE_UNKNOWN');
    if (state === 'closed') throw fileError('FILE_STORE_FAILED', { reason: 'closed' });
    if (state !== 'open' && state !== 'keeping') throw fileError(state);
    if (holder !== mine) throw fileError('FILE_TAKEN_OVER');
  }

  /** Deletes the bytes. The holder that asked for it is not notified. */
  async function giveUp(code: LostCode, by?: Holder): Promise<void> {
    const previous = holder === by ? undefined : holder;
    state = code;
    holder = undefined;
    previous?.lost(code);
    await writer.drop(fileError(code));
    // What stays is swept at the next start.
    await rm(parts.path, { force: true }).catch(() => undefined);
    await parts.forget();
  }

  async function finish(mine: Holder): Promise<StoredFile> {
    check(mine);
    if (writer.expected !== facts.size) throw fileError('FILE_INCOMPLETE', { offset: writer.expected });
    finishing++;
    try {
      const sha256 = await writer.digest();
      check(mine);
      if (writer.written !== facts.size) throw fileError('FILE_INCOMPLETE', { offset: writer.expected });
      if (facts.sha256 !== undefined && facts.sha256 !== sha256) {
        await giveUp('FILE_ABORTED', mine);
        throw fileError('FILE_CHECKSUM');
      }
      const keep = kept(mine, sha256);
      keeping = keep.catch(() => undefined);
      return await keep;
    } finally {
      finishing--;
      movedAt = clock.monotonic();
    }
  }

  async function kept(mine: Holder, sha256: string): Promise<StoredFile> {
    state = 'keeping';
    try {
      await writer.sync();
    } catch (error) {
      // The contents on disk are unknown then, and a second sync would not report the error again.
      await giveUp('FILE_ABORTED', mine);
      throw error;
    }
    try {
      await writer.rest();
      const file = await parts.keep(sha256);
      state = 'kept';
      return file;
    } catch (error) {
      state = 'open';
      throw storeFailed(error);
    }
  }

  function holdOf(mine: Holder): UploadHold {
    let ending: Promise<StoredFile> | undefined;
    return {
      get expected() {
        return writer.expected;
      },
      async write(offset, bytes) {
        check(mine);
        if (stale()) {
          await giveUp('FILE_EXPIRED', mine);
          throw fileError('FILE_EXPIRED');
        }
        if (offset !== writer.expected) throw fileError('FILE_OFFSET', { offset: writer.expected });
        if (offset + bytes.length > facts.size) throw fileError('FILE_TOO_LARGE', { limit: facts.size });
        try {
          usage.to(offset + bytes.length);
        } catch (error) {
          // A file that cannot be completed must not take quota.
          await giveUp('FILE_QUOTA', mine);
          throw error;
        }
        movedAt = clock.monotonic();
        try {
          return await writer.add(bytes);
        } catch (error) {
          usage.to(writer.expected);
          throw error;
        }
      },
      finish() {
        ending ??= finish(mine).finally(() => {
          ending = undefined;
        });
        return ending;
      },
      async abort() {
        await keeping;
        if (state !== 'open') return;
        check(mine);
        await giveUp('FILE_ABORTED', mine);
      },
      release() {
        if (holder !== mine) return;
        holder = undefined;
        // Without a holder the file need not stay open.
        void writer.rest();
      },
    };
  }

  /** A failure here is retried, and reported, when the file is finished. */
  async function catchUp(): Promise<void> {
    await writer.catchUp().catch(() => undefined);
    if (holder === undefined) await writer.rest();
  }

  return {
    id,
    facts,
    owner,
    get offset() {
      return writer.written;
    },
    get movedAt() {
      return clock.now() + movedAt - clock.monotonic();
    },
    get held() {
      return holder !== undefined;
    },
    get expiresAt() {
      return clock.now() + endsAt() - clock.monotonic();
    },
    get open() {
      return state === 'open' && !stale();
    },
    get stale() {
      return state === 'open' && stale();
    },
    claim(lost) {
      const mine: Holder = { lost };
      if (state !== 'open') return holdOf(mine);
      const before = holder;
      holder = mine;
      before?.lost('FILE_TAKEN_OVER');
      void catchUp();
      return holdOf(mine);
    },
    end: (code) => giveUp(code),
    async close() {
      await keeping;
      if (state === 'open') state = 'closed';
      await writer.end();
    },
  };
}
