import { createHash } from 'node:crypto';
import type { Clock } from '../../../../core/index.js';
import {
  type Announcement,
  type FileFacts,
  type FileOwner,
  type FileReader,
  type FileStore,
  type FileStoreLimits,
  fileError,
  type StoredFile,
  type Upload,
  type UploadHold,
} from '../../../../plugins/file-transfer/file-store/index.js';

/** Where a test holds up what a disk would take time for. Default: nothing is held up. */
export interface Pace {
  /** Before each write takes effect; rejecting is a disk that fails. */
  readonly write?: () => Promise<void>;
  /** Before each read gives its bytes. */
  readonly read?: () => Promise<void>;
  /** Before each file is opened. */
  readonly open?: () => Promise<void>;
}

/** A vault in memory, and what is in it. */
export interface MemoryFileStore extends FileStore {
  /** Files that are kept. */
  readonly kept: ReadonlyMap<string, { readonly file: StoredFile; readonly bytes: Uint8Array }>;
  /** Uploads that have begun and not ended. */
  readonly unfinished: () => number;
  /** Readers that are open. */
  readonly readers: () => number;
}

type Lost = Parameters<Upload['claim']>[0];

interface Entry {
  readonly facts: FileFacts;
  readonly owner: FileOwner;
  readonly bytes: Uint8Array;
  written: number;
  expected: number;
  holder: { readonly lost: Lost } | undefined;
  last: Promise<unknown>;
  movedAt: number;
}

/** Like the vault on disk, as far as its interface tells; writes take effect in their order, however they are held up. */
export function createMemoryFileStore(limits: FileStoreLimits, clock: Clock, pace: Pace = {}): MemoryFileStore {
  const uploads = new Map<string, Entry>();
  const kept = new Map<string, { readonly file: StoredFile; readonly bytes: Uint8Array }>();
  const pending = new Map<string, string>();
  const outcomes = new Map<string, { readonly id: string; readonly message: Announcement }>();
  let count = 0;
  let readers = 0;

  function used(user?: string): number {
    const own = ({ owner }: { readonly owner: FileOwner }) => user === undefined || owner.user === user;
    const under = [...uploads.values()].filter(own).reduce((sum, { facts }) => sum + facts.size, 0);
    return [...kept.values()].filter(({ file }) => own(file)).reduce((sum, { file }) => sum + file.size, under);
  }

  function holdOf(id: string, entry: Entry, holder: NonNullable<Entry['holder']>): UploadHold {
    const check = () => {
      if (!uploads.has(id)) throw fileError('FILE_ABORTED');
      if (entry.holder !== holder) throw fileError('FILE_TAKEN_OVER');
    };
    return {
      get expected() {
        return entry.expected;
      },
      async write(offset, bytes) {
        check();
        if (offset !== entry.expected) throw fileError('FILE_OFFSET', { offset: entry.expected });
        if (offset + bytes.length > entry.facts.size) throw fileError('FILE_TOO_LARGE');
        entry.expected += bytes.length;
        entry.movedAt = clock.now();
        const done = entry.last.then(async () => {
          try {
            await pace.write?.();
          } catch {
            entry.expected = entry.written;
            throw fileError('FILE_STORE_FAILED');
          }
          if (offset !== entry.written) throw fileError('FILE_STORE_FAILED');
          entry.bytes.set(bytes, offset);
          entry.written += bytes.length;
          return entry.written;
        });
        entry.last = done.catch(() => undefined);
        return done;
      },
      async finish() {
        check();
        await entry.last;
        const { facts, owner, bytes } = entry;
        if (entry.written < facts.size) throw fileError('FILE_INCOMPLETE', { offset: entry.expected });
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        uploads.delete(id);
        if (facts.sha256 !== undefined && facts.sha256 !== sha256) throw fileError('FILE_CHECKSUM');
        const file: StoredFile = { ...facts, id: `file-${++count}`, sha256, owner, at: clock.now() };
        kept.set(file.id, { file, bytes });
        pending.set(file.id, id);
        return file;
      },
      async abort() {
        check();
        uploads.delete(id);
      },
      release() {
        if (entry.holder === holder) entry.holder = undefined;
      },
    };
  }

  const seen = (): StoredFile[] => [...kept.values()].map(({ file }) => file).filter(({ id }) => !pending.has(id));

  function uploadOf(id: string, entry: Entry): Upload {
    return {
      id,
      facts: entry.facts,
      owner: entry.owner,
      offset: entry.written,
      expiresAt: entry.movedAt + limits.uploadMs,
      movedAt: entry.movedAt,
      held: entry.holder !== undefined,
      claim(lost) {
        const before = entry.holder;
        const holder = { lost };
        entry.holder = holder;
        before?.lost('FILE_TAKEN_OVER');
        return holdOf(id, entry, holder);
      },
    };
  }

  function readerOf(file: StoredFile, bytes: Uint8Array): FileReader {
    let isOpen = true;
    readers++;
    return {
      file,
      async read(offset, length, into) {
        await pace.read?.();
        if (!isOpen) throw fileError('FILE_STORE_FAILED');
        const part = bytes.slice(offset, offset + length);
        if (into === undefined || into.length < part.length) return part;
        into.set(part);
        return into.subarray(0, part.length);
      },
      async close() {
        if (isOpen) readers--;
        isOpen = false;
      },
    };
  }

  return {
    kept,
    unfinished: () => uploads.size,
    uploads: () => [...uploads].map(([id, entry]) => uploadOf(id, entry)),
    async drop(id) {
      const entry = uploads.get(id);
      uploads.delete(id);
      entry?.holder?.lost('FILE_ABORTED');
      return entry !== undefined;
    },
    isPending: (id) => pending.has(id),
    pending: async () =>
      [...pending].map(([id, upload]) => ({ file: (kept.get(id) as { file: StoredFile }).file, upload })),
    async markAnnounced(id, message) {
      const upload = pending.get(id);
      pending.delete(id);
      if (upload !== undefined && message !== undefined) outcomes.set(upload, { id, message });
    },
    async outcome(upload) {
      const { id = '', message } = outcomes.get(upload) ?? {};
      const file = kept.get(id)?.file;
      return file === undefined || message === undefined ? undefined : { file, message };
    },
    guestBytes: () => 0,
    readers: () => readers,
    path: ({ sha256 }) => `/vault/${sha256}`,
    async begin(facts, owner) {
      const own = [...uploads.values()].filter((entry) => entry.owner.user === owner.user);
      if (own.length >= limits.userUploads) throw fileError('FILE_TOO_MANY', { limit: limits.userUploads });
      if (used(owner.user) + facts.size > limits.userBytes) throw fileError('FILE_QUOTA', { whose: 'user' });
      if (used() + facts.size > limits.totalBytes) throw fileError('FILE_QUOTA', { whose: 'total' });
      const entry: Entry = {
        facts,
        owner,
        bytes: new Uint8Array(facts.size),
        written: 0,
        expected: 0,
        holder: undefined,
        last: Promise.resolve(),
        movedAt: clock.now(),
      };
      const id = `upload-${++count}`;
      uploads.set(id, entry);
      return uploadOf(id, entry);
    },
    upload(id) {
      const entry = uploads.get(id);
      return entry && uploadOf(id, entry);
    },
    file: async (id) => (pending.has(id) ? undefined : kept.get(id)?.file),
    async files(room, { before, limit }) {
      const all = seen().reverse();
      const from = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
      return all
        .slice(from)
        .filter(({ owner }) => owner.room === room)
        .slice(0, limit);
    },
    async newest({ room, limit }) {
      const all = seen().filter(({ owner }) => (room ?? owner.room) === owner.room);
      return { files: all.reverse().slice(0, limit), total: all.length };
    },
    bytes: () => used(),
    async open(id) {
      await pace.open?.();
      const found = kept.get(id);
      if (found === undefined || pending.has(id)) throw fileError('FILE_UNKNOWN');
      return readerOf(found.file, found.bytes);
    },
    async remove(id) {
      pending.delete(id);
      return kept.delete(id);
    },
    async sweep() {
      let dropped = 0;
      for (const [id, entry] of uploads) {
        if (entry.movedAt + limits.uploadMs > clock.now()) continue;
        uploads.delete(id);
        entry.holder?.lost('FILE_EXPIRED');
        dropped++;
      }
      return dropped;
    },
    async close() {
      uploads.clear();
    },
  };
}
