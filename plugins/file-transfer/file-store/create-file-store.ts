import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Clock, createKeyedMutex, type Random, retentionTime, type Store } from '../../../core/index.js';
import { createReader, openBlobs } from './blobs.js';
import { makeFolders, openFile, receivedLength, sweepIncoming } from './disk.js';
import { fileError, storeFailed } from './errors.js';
import { createFileIndex, entryOf, type IndexEntry } from './file-index.js';
import type {
  Announcement,
  FileOwner,
  FileReader,
  FileStore,
  FileStoreLimits,
  PendingFile,
  StoredFile,
} from './file-store.js';
import { checkFacts, checkLimits } from './names.js';
import { createQuota, type Usage } from './quota.js';
import { type FileRecord, openRecords, recordOf, type UploadRecord } from './records.js';
import { createUpload, type LiveUpload } from './upload.js';

/** What a file store needs. */
export interface FileStoreOptions {
  /** Folder of the file store, created if missing. Used by one file store at a time. */
  readonly dir: string;
  /** How much it keeps. Lower ones than before drop nothing. */
  readonly limits: FileStoreLimits;
  /** Where it keeps facts, under `file/` and `upload/`. Bytes in the folder that it does not know are swept. */
  readonly store: Store;
  /** What expiry goes by. */
  readonly clock: Clock;
  /** Where secret ids come from. Default: the operating system. */
  readonly random?: Pick<Random, 'secret'>;
}

const systemRandom = { secret: (): string => randomBytes(24).toString('base64url') };

/**
 * Opens the file store in a folder: uploads that were under way go on where they were, and have their whole time again.
 * @throws TypeError for limits that make no sense.
 * @throws ChatError `FILE_STORE_FAILED` when the folder or the store cannot be used.
 */
export async function createFileStore({
  dir,
  limits,
  store,
  clock,
  random = systemRandom,
}: FileStoreOptions): Promise<FileStore> {
  checkLimits(limits);
  const { incoming, blobs: blobFolder } = await makeFolders(resolve(dir));
  const records = openRecords(store);
  const blobs = openBlobs(blobFolder);
  const quota = createQuota(limits);
  const catalogue = createFileIndex();
  const uploads = new Map<string, LiveUpload>();
  const readers = new Set<FileReader>();
  /** Files that are not visible yet. */
  const hidden = new Set<string>();
  /** Files whose records say that they are pending, whatever is known by now. */
  const unmarked = new Set<string>();
  /** The ids of the files that uploads are to become: an attempt that failed is done again under the same one. */
  const attempted = new Map<string, string>();
  /** Changes of one file's record follow one another: what is noted late must not bring a removed record back. */
  const mutex = createKeyedMutex();
  let sweeping: Promise<number> | undefined;
  let blobsSwept = false;
  let closed = false;

  const pathOf = (upload: string): string => join(incoming, upload);
  const now = retentionTime(clock);
  const expired = ({ at }: { readonly at: number }): boolean =>
    limits.keepMs !== undefined && now() >= at + limits.keepMs;

  function mustBeOpen(): void {
    if (closed) throw fileError('FILE_STORE_FAILED', { reason: 'closed' });
  }

  function live(record: UploadRecord, usage: Usage, length: number): LiveUpload {
    const { id, facts } = record;
    const { uploadMs, emptyMs } = limits;
    return createUpload({
      id,
      facts,
      usage,
      path: pathOf(id),
      length,
      clock,
      uploadMs,
      emptyMs,
      keep: (sha256) => keep(record, usage, sha256),
      async forget() {
        uploads.delete(id);
        usage.free();
        const file = attempted.get(id);
        attempted.delete(id);
        // First: without its upload, what is left of an attempt would look like a file.
        if (file !== undefined) await records.deleteFile(file);
        await records.deleteUpload(id);
      },
    });
  }

  /** The file comes first: a record without one would be an upload that has ended. */
  async function make(record: UploadRecord): Promise<void> {
    await (await openFile(pathOf(record.id), 'new')).close();
    try {
      await records.putUpload(record);
    } catch (error) {
      await rm(pathOf(record.id), { force: true }).catch(() => undefined);
      throw error;
    }
  }

  /** The record comes first: were this the end, the next start would find either contents or an upload that goes on. */
  async function keep({ id: upload, facts, owner }: UploadRecord, usage: Usage, sha256: string): Promise<StoredFile> {
    const at = clock.now();
    const id = attempted.get(upload) ?? catalogue.newId(at, random.secret());
    attempted.set(upload, id);
    const file: StoredFile = { id, ...facts, sha256, owner, at };
    const record: FileRecord = { file, upload, pending: true };
    await records.putFile(record);
    try {
      await blobs.put(pathOf(upload), sha256);
    } catch (error) {
      // What fails here is overwritten by the next attempt, or goes with the upload.
      await records.deleteFile(id).catch(() => undefined);
      throw storeFailed(error);
    }
    attempted.delete(upload);
    hidden.add(id);
    unmarked.add(id);
    catalogue.add(entryOf(record));
    uploads.delete(upload);
    usage.land();
    // It is kept, whatever becomes of this: the next start deletes it otherwise.
    await records.deleteUpload(upload).catch(() => undefined);
    return file;
  }

  async function announced(id: string, message: Announcement | undefined): Promise<void> {
    hidden.delete(id);
    await mutex(id, async () => {
      const record = await records.file(id);
      if (record === undefined || catalogue.get(id) === undefined) return;
      await records.putFile({ ...record, pending: false, message });
      unmarked.delete(id);
    });
  }

  async function pending(): Promise<readonly PendingFile[]> {
    const found = await Promise.all([...unmarked].map((id) => records.file(id)));
    return found.filter((record) => record !== undefined);
  }

  async function drop(id: string): Promise<boolean> {
    const entry = catalogue.remove(id);
    if (entry === undefined) return false;
    try {
      await mutex(id, () => deleteRecord(id));
    } catch (error) {
      catalogue.add(entry);
      throw error;
    }
    hidden.delete(id);
    unmarked.delete(id);
    quota.freeFile(entry.owner, entry.size);
    // What is left over is swept at the next start.
    await blobs.drop(entry.sha256).catch(() => undefined);
    return true;
  }

  /** A store that fails may have deleted the record all the same. */
  async function deleteRecord(id: string): Promise<void> {
    try {
      await records.deleteFile(id);
    } catch (error) {
      const isGone = await records.file(id).then(
        (record) => record === undefined,
        () => false,
      );
      if (!isGone) throw error;
    }
  }

  function has(id: string): boolean {
    const entry = catalogue.get(id);
    return entry !== undefined && !hidden.has(id) && !expired(entry);
  }

  async function fileOf(id: string): Promise<StoredFile | undefined> {
    return has(id) ? (await records.file(id))?.file : undefined;
  }

  async function some(all: Iterable<string>, limit: number): Promise<readonly StoredFile[]> {
    const ids: string[] = [];
    for (const id of all) {
      if (ids.length >= limit) break;
      if (has(id)) ids.push(id);
    }
    const found = await Promise.all(ids.map((id) => records.file(id)));
    return found.filter((record) => record !== undefined).map(({ file }) => file);
  }

  /** Ends uploads without a connection, the one that has waited longest first, until there is room for one more. */
  async function makeRoom(owner: FileOwner): Promise<void> {
    for (let whose = quota.crowded(owner); whose !== undefined; whose = quota.crowded(owner)) {
      // Uploads of guests make room for all users; uploads of accounts never make room for guests.
      const isLess = owner.guest === true || whose === 'guests';
      const idle = [...uploads.values()].filter(({ open, held }) => open && !held);
      const guests = idle.filter((upload) => upload.owner.guest === true);
      const [first, ...others] = isLess || guests.length > 0 ? guests : idle;
      if (first === undefined) return;
      const longest = others.reduce((one, other) => (other.movedAt < one.movedAt ? other : one), first);
      // Its place is free even where the store fails: the next start finds a record without a file.
      await longest.end('FILE_EXPIRED').catch(() => undefined);
    }
  }

  async function sweep(): Promise<number> {
    const ended = [...uploads.values()].filter(({ stale }) => stale).map((upload) => upload.end('FILE_EXPIRED'));
    const old = [...catalogue.entries()].filter(expired);
    let dropped = ended.length;
    // One that cannot be dropped keeps nothing else from being dropped.
    const failed = (await Promise.allSettled(ended)).filter(({ status }) => status === 'rejected');
    for (const { id } of old) {
      try {
        if (await drop(id)) dropped++;
      } catch (reason) {
        failed.push({ status: 'rejected', reason });
      }
    }
    const [first] = failed;
    if (first?.status === 'rejected') throw first.reason;
    if (!blobsSwept) {
      await blobs.sweep(() => !closed).catch((error: unknown) => Promise.reject(storeFailed(error)));
      blobsSwept = true;
    }
    return dropped;
  }

  async function load(): Promise<void> {
    await records.takeOverMarks();
    const begun = new Map<string, UploadRecord>();
    for await (const record of records.uploads()) begun.set(record.id, record);
    const kept: IndexEntry[] = [];
    for await (const record of records.files()) {
      const { file, upload } = record;
      const isPending = record.pending || (begun.has(upload) && record.message === undefined);
      // Only what was just being kept when the process ended can be without its contents.
      if (isPending && !(await blobs.has(file.sha256))) {
        await records.deleteFile(file.id);
        continue;
      }
      // An earlier version kept no mark in the record.
      if (isPending && !record.pending) await records.putFile({ ...record, pending: true });
      if (begun.delete(upload)) await records.deleteUpload(upload);
      kept.push(entryOf(record));
      blobs.count(file.sha256);
      quota.restoreFile(file.owner, file.size);
      if (!isPending) continue;
      hidden.add(file.id);
      unmarked.add(file.id);
    }
    // They came newest first, and are put behind each other.
    for (const entry of kept.reverse()) catalogue.add(entry);
    for (const record of begun.values()) {
      const length = await receivedLength(pathOf(record.id), record.facts.size);
      if (length === undefined) {
        await records.deleteUpload(record.id);
        continue;
      }
      uploads.set(record.id, live(record, quota.restoreUpload(record.owner, length), length));
    }
    await sweepIncoming(incoming, (id) => uploads.has(id));
  }

  await load().catch((error: unknown) => Promise.reject(storeFailed(error)));

  return {
    async begin(facts, owner) {
      checkFacts(facts);
      mustBeOpen();
      await makeRoom(owner);
      const usage = quota.open(owner, facts.size);
      const record = recordOf(random.secret(), facts, owner);
      try {
        await make(record);
      } catch (error) {
        usage.free();
        throw storeFailed(error);
      }
      const upload = live(record, usage, 0);
      uploads.set(record.id, upload);
      return upload;
    },
    upload(id) {
      const upload = uploads.get(id);
      return upload?.open ? upload : undefined;
    },
    uploads: () => [...uploads.values()].filter(({ open }) => open),
    async drop(id) {
      const upload = uploads.get(id);
      if (upload?.open !== true) return false;
      await upload.end('FILE_ABORTED');
      return true;
    },
    isPending: (id) => hidden.has(id),
    pending,
    markAnnounced: announced,
    async outcome(upload) {
      const { id = '' } = catalogue.byUpload(upload) ?? {};
      const record = has(id) ? await records.file(id) : undefined;
      return record?.message === undefined ? undefined : { file: record.file, message: record.message };
    },
    file: fileOf,
    files: (room, { before, limit }) => some(catalogue.inRoom(room, before), limit),
    async newest({ room, limit }) {
      const { ids, total } = catalogue.newest(room);
      return { files: await some(ids, limit), total };
    },
    bytes: () => quota.total,
    guestBytes: () => quota.guests,
    async open(id) {
      mustBeOpen();
      const file = await fileOf(id);
      if (file === undefined) throw fileError('FILE_UNKNOWN');
      try {
        const handle = await blobs.open(file.sha256);
        const reader = createReader(file, handle, () => readers.delete(reader));
        readers.add(reader);
        if (closed) await reader.close();
        return reader;
      } catch (error) {
        // It may have been removed in between.
        throw has(id) ? storeFailed(error) : fileError('FILE_UNKNOWN');
      }
    },
    path: ({ sha256 }) => blobs.path(sha256),
    remove: drop,
    sweep() {
      sweeping ??= sweep().finally(() => {
        sweeping = undefined;
      });
      return sweeping;
    },
    async close() {
      closed = true;
      await Promise.all([...uploads.values()].map((upload) => upload.close()));
      await Promise.all([...readers].map((reader) => reader.close()));
      await sweeping?.catch(() => undefined);
    },
  };
}
