import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Clock, type Random, retentionTime, type Store } from '../../../core/index.js';
import { type CatalogueEntry, createCatalogue, entryOf } from './catalogue.js';
import { checkFacts, checkLimits } from './check-facts.js';
import { openFile } from './disk.js';
import { fileError, storeFailed } from './errors.js';
import { arrived, makeFolders, sweepIncoming } from './folders.js';
import { quotaWith } from './quota.js';
import { readerOf } from './reader.js';
import { recordOf, recordsIn, type UploadRecord } from './records.js';
import { shelfIn } from './shelf.js';
import { type LiveUpload, uploadOf } from './upload.js';
import type { FileReader, StoredFile, Vault, VaultLimits } from './vault.js';

/** What a vault needs. */
export interface VaultOptions {
  /** A folder of the vault's own, made where it is not there. One vault at a time has it. */
  readonly dir: string;
  /** How much it keeps. Lower ones than before drop nothing. */
  readonly limits: VaultLimits;
  /** Where it keeps facts, under `file/` and `upload/`. Bytes in the folder that it does not know are swept. */
  readonly store: Store;
  /** What expiry goes by. */
  readonly clock: Clock;
  /** Where secret ids come from. Default: the operating system. */
  readonly random?: Pick<Random, 'secret'>;
}

const systemRandom = { secret: (): string => randomBytes(24).toString('base64url') };

/**
 * Opens the vault in a folder: uploads that were under way go on where they were, and have their whole time again.
 * @throws TypeError for limits that make no sense.
 * @throws ChatError `FILE_STORE_FAILED` when the folder or the store cannot be used.
 */
export async function createVault({ dir, limits, store, clock, random = systemRandom }: VaultOptions): Promise<Vault> {
  checkLimits(limits);
  const { incoming, blobs } = await makeFolders(resolve(dir));
  const records = recordsIn(store);
  const shelf = shelfIn(blobs);
  const quota = quotaWith(limits);
  const catalogue = createCatalogue();
  const uploads = new Map<string, LiveUpload>();
  const readers = new Set<FileReader>();
  let sweeping: Promise<number> | undefined;
  let shelfSwept = false;
  let closed = false;

  const pathOf = (upload: string): string => join(incoming, upload);
  const now = retentionTime(clock);
  const expired = ({ at }: { readonly at: number }): boolean =>
    limits.keepMs !== undefined && now() >= at + limits.keepMs;

  function mustBeOpen(): void {
    if (closed) throw fileError('FILE_STORE_FAILED', { reason: 'closed' });
  }

  function live({ id, facts, owner }: UploadRecord, length: number): LiveUpload {
    return uploadOf({
      id,
      facts,
      owner,
      path: pathOf(id),
      length,
      clock,
      uploadMs: limits.uploadMs,
      keep: (sha256) => keep({ id, facts, owner }, sha256),
      async forget() {
        uploads.delete(id);
        quota.free(owner.user, facts.size, 'upload');
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
  async function keep({ id: upload, facts, owner }: UploadRecord, sha256: string): Promise<StoredFile> {
    const at = clock.now();
    const file: StoredFile = { id: catalogue.newId(at, random.secret()), ...facts, sha256, owner, at };
    await records.putFile({ file, upload });
    try {
      await shelf.put(pathOf(upload), sha256);
    } catch (error) {
      await records.deleteFile(file.id);
      throw storeFailed(error);
    }
    catalogue.add(entryOf(file));
    uploads.delete(upload);
    quota.landed(owner.user);
    // It is kept, whatever becomes of this: the next start deletes it otherwise.
    await records.deleteUpload(upload).catch(() => undefined);
    return file;
  }

  async function drop(id: string): Promise<boolean> {
    const entry = catalogue.remove(id);
    if (entry === undefined) return false;
    try {
      await records.deleteFile(id);
    } catch (error) {
      catalogue.add(entry);
      throw error;
    }
    quota.free(entry.user, entry.size, 'file');
    // What is left over is swept at the next start.
    await shelf.drop(entry.sha256).catch(() => undefined);
    return true;
  }

  function has(id: string): boolean {
    const entry = catalogue.get(id);
    return entry !== undefined && !expired(entry);
  }

  async function fileOf(id: string): Promise<StoredFile | undefined> {
    return has(id) ? records.file(id) : undefined;
  }

  async function some(all: Iterable<string>, limit: number): Promise<readonly StoredFile[]> {
    const ids: string[] = [];
    for (const id of all) {
      if (ids.length >= limit) break;
      if (has(id)) ids.push(id);
    }
    const files = await Promise.all(ids.map((id) => records.file(id)));
    return files.filter((file) => file !== undefined);
  }

  async function sweep(): Promise<number> {
    let dropped = 0;
    for (const upload of [...uploads.values()].filter(({ stale }) => stale)) {
      await upload.end('FILE_EXPIRED');
      dropped++;
    }
    for (const { id } of [...catalogue.entries()].filter(expired)) if (await drop(id)) dropped++;
    if (!shelfSwept) {
      await shelf.sweep(() => !closed).catch((error: unknown) => Promise.reject(storeFailed(error)));
      shelfSwept = true;
    }
    return dropped;
  }

  async function load(): Promise<void> {
    const begun = new Map<string, UploadRecord>();
    for await (const record of records.uploads()) begun.set(record.id, record);
    const kept: CatalogueEntry[] = [];
    for await (const { file, upload } of records.files()) {
      // Only what was just being kept when the process ended can be without its contents.
      if (begun.has(upload) && !(await shelf.has(file.sha256))) {
        await records.deleteFile(file.id);
        continue;
      }
      if (begun.delete(upload)) await records.deleteUpload(upload);
      kept.push(entryOf(file));
      shelf.count(file.sha256);
      quota.restore(file.owner.user, file.size, 'file');
    }
    // They came newest first, and are put behind each other.
    for (const entry of kept.reverse()) catalogue.add(entry);
    for (const record of begun.values()) {
      const length = await arrived(pathOf(record.id), record.facts.size);
      if (length === undefined) {
        await records.deleteUpload(record.id);
        continue;
      }
      uploads.set(record.id, live(record, length));
      quota.restore(record.owner.user, record.facts.size, 'upload');
    }
    await sweepIncoming(incoming, (id) => uploads.has(id));
  }

  await load().catch((error: unknown) => Promise.reject(storeFailed(error)));

  return {
    async begin(facts, owner) {
      checkFacts(facts);
      mustBeOpen();
      quota.reserve(owner.user, facts.size);
      const record = recordOf(random.secret(), facts, owner);
      try {
        await make(record);
      } catch (error) {
        quota.free(owner.user, facts.size, 'upload');
        throw storeFailed(error);
      }
      const upload = live(record, 0);
      uploads.set(record.id, upload);
      return upload;
    },
    upload(id) {
      const upload = uploads.get(id);
      return upload?.open ? upload : undefined;
    },
    file: fileOf,
    files: (room, { before, limit }) => some(catalogue.inRoom(room, before), limit),
    async newest({ room, limit }) {
      const { ids, total } = catalogue.newest(room);
      return { files: await some(ids, limit), total };
    },
    bytes: () => quota.total,
    async open(id) {
      mustBeOpen();
      const file = await fileOf(id);
      if (file === undefined) throw fileError('FILE_UNKNOWN');
      try {
        const handle = await shelf.open(file.sha256);
        const reader = readerOf(file, handle, () => readers.delete(reader));
        readers.add(reader);
        if (closed) await reader.close();
        return reader;
      } catch (error) {
        // It may have been removed in between.
        throw has(id) ? storeFailed(error) : fileError('FILE_UNKNOWN');
      }
    },
    path: ({ sha256 }) => shelf.path(sha256),
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
