import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { MemoryStore, type Store } from '../../../../../core/index.js';
import {
  createFileStore,
  type FileFacts,
  type FileOwner,
  type FileStore,
  type FileStoreLimits,
  type StoredFile,
  type Upload,
  type UploadHold,
} from '../../../../../plugins/file-transfer/file-store/index.js';
import { manualClock } from '../../../../../testkit/clock/index.js';

export const ann: FileOwner = { user: 'u-ann', nick: 'Ann', room: 'lobby' };
export const bob: FileOwner = { user: 'u-bob', nick: 'Bob', room: 'lobby' };

const PIECE = 1024 * 1024;

export const generous: FileStoreLimits = {
  fileBytes: 64 * 1024 * 1024,
  userBytes: 128 * 1024 * 1024,
  networkBytes: 256 * 1024 * 1024,
  guestBytes: 256 * 1024 * 1024,
  totalBytes: 256 * 1024 * 1024,
  userUploads: 10,
  networkUploads: 100,
  guestUploads: 100,
  uploads: 100,
  uploadMs: 60_000,
  emptyMs: 60_000,
  keepMs: undefined,
};

/** A folder and a store that outlive a vault. */
export interface Place {
  readonly dir: string;
  readonly store: Store;
  readonly clock: ReturnType<typeof manualClock>;
  /**
   * A vault in it; an earlier one that was not closed is like one whose process was killed. Its files are announced as soon as
   * they are finished.
   */
  open(limits?: Partial<FileStoreLimits>): Promise<FileStore>;
  /** The same, whose files are pending until the test announces them. */
  openPending(limits?: Partial<FileStoreLimits>): Promise<FileStore>;
  /** The files below a part of the folder, by their paths in it. */
  list(part: 'incoming' | 'blobs'): Promise<readonly string[]>;
}

export async function place(store: Store = new MemoryStore()): Promise<Place> {
  const dir = await mkdtemp(join(tmpdir(), 'partyline-vault-'));
  const clock = manualClock();
  const vaults: FileStore[] = [];
  onTestFinished(async () => {
    await Promise.all(vaults.map((fileStore) => fileStore.close()));
    await rm(dir, { recursive: true, force: true });
  });
  async function openPending(limits: Partial<FileStoreLimits> = {}): Promise<FileStore> {
    const fileStore = await createFileStore({ dir, store, clock, limits: { ...generous, ...limits } });
    vaults.push(fileStore);
    return fileStore;
  }

  return {
    dir,
    store,
    clock,
    open: async (limits) => announcing(await openPending(limits)),
    openPending,
    async list(part) {
      const entries = await readdir(join(dir, part), { recursive: true, withFileTypes: true });
      return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    },
  };
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function facts(size: number, more: Partial<FileFacts> = {}): FileFacts {
  return { name: 'cat.png', type: 'image/png', size, ...more };
}

export const bytesOf = (length: number): Uint8Array => randomBytes(length);

export const nobody = (): void => {};

/** The message that a test takes for a file's announcement. */
export const message = { id: 'm', epoch: 'e', offset: 1, at: 0 };

/** A vault whose files are announced as soon as they are finished. */
function announcing(fileStore: FileStore): FileStore {
  const made = new WeakMap<Upload, Upload>();

  function wrap(upload: Upload): Upload {
    const known = made.get(upload) ?? Object.create(upload, { claim: { value: claim, writable: true } });
    made.set(upload, known);
    return known;

    function claim(lost: Parameters<Upload['claim']>[0]): UploadHold {
      const hold = upload.claim(lost);
      let ending: Promise<StoredFile> | undefined;
      const finish = async (): Promise<StoredFile> => {
        const file = await hold.finish();
        await fileStore.markAnnounced(file.id, message);
        return file;
      };
      return Object.create(hold, {
        finish: {
          value: () => {
            ending ??= finish().finally(() => {
              ending = undefined;
            });
            return ending;
          },
        },
      });
    }
  }

  return {
    ...fileStore,
    begin: async (wanted, owner) => wrap(await fileStore.begin(wanted, owner)),
    upload(id) {
      const upload = fileStore.upload(id);
      return upload && wrap(upload);
    },
  };
}

/** Uploads a whole file. */
export async function kept(
  fileStore: FileStore,
  bytes: Uint8Array,
  owner: FileOwner = ann,
  more: Partial<FileFacts> = {},
): Promise<StoredFile> {
  const upload = await fileStore.begin(facts(bytes.length, more), owner);
  const hold = upload.claim(nobody);
  for (let at = 0; at < bytes.length; at += PIECE) await hold.write(at, bytes.subarray(at, at + PIECE));
  return hold.finish();
}

/** Everything that is in a file. */
export async function contents(fileStore: FileStore, id: string): Promise<Uint8Array> {
  const reader = await fileStore.open(id);
  const bytes = await reader.read(0, reader.file.size + 1);
  await reader.close();
  return bytes;
}

/** The upload of that id, which must be there. */
export function found(fileStore: FileStore, id: string): Upload {
  const upload = fileStore.upload(id);
  if (upload === undefined) throw new Error('The upload is not there.');
  return upload;
}

/** The code and details of what a promise rejects with. */
export async function failure(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.then(
    () => new Error('It did not fail.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error) || !('code' in error)) throw error;
  return { code: error.code, ...('details' in error && error.details !== undefined && { details: error.details }) };
}
