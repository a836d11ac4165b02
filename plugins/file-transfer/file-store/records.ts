import { isJsonObject, type Json, type JsonObject, type Store } from '../../../core/index.js';
import { storeFailed } from './errors.js';
import type { Announcement, FileFacts, FileOwner, StoredFile } from './file-store.js';

/** An upload, as it is kept in the store. */
export interface UploadRecord {
  readonly id: string;
  readonly facts: FileFacts;
  readonly owner: FileOwner;
}

/** A record of nothing but what belongs into one. */
export function recordOf(id: string, { name, size, type, sha256 }: FileFacts, owner: FileOwner): UploadRecord {
  const { user, nick, room, network, guest } = owner;
  return {
    id,
    facts: { name, size, type, ...(sha256 !== undefined && { sha256 }) },
    owner: { user, nick, room, ...(network !== undefined && { network }), ...(guest === true && { guest }) },
  };
}

/** A file, as it is kept in the store. */
export interface FileRecord {
  readonly file: StoredFile;
  /** The upload that it came by: gone once the file is in its place. */
  readonly upload: string;
  /** Whether it is not announced yet. In the record itself, so that there is no moment between the file and the mark. */
  readonly pending: boolean;
  /** The message that has announced it. Absent: pending, in no log, or of an earlier version. */
  readonly message?: Announcement | undefined;
}

/** the file store's part of a store: `upload/ID` and `file/ID`. Everything throws ChatError `FILE_STORE_FAILED`. */
export interface Records {
  putUpload(record: UploadRecord): Promise<void>;
  putFile(record: FileRecord): Promise<void>;
  file(id: string): Promise<FileRecord | undefined>;
  deleteUpload(id: string): Promise<void>;
  deleteFile(id: string): Promise<void>;
  /** All of them. What cannot be read any more is passed over. */
  uploads(): AsyncIterable<UploadRecord>;
  /** All of them, in the order of their ids. What cannot be read any more is passed over. */
  files(): AsyncIterable<FileRecord>;
  /** Moves the marks of an earlier version, which kept them under `pending/ID`, into the records of the files. */
  takeOverMarks(): Promise<void>;
}

const PAGE = 500;
const MARKS = 'pending/';
const ID = /^[A-Za-z0-9_-]{1,128}$/;

/** The records in a store. */
export function openRecords(store: Store): Records {
  async function* all<T>(prefix: string, read: (id: string, value: JsonObject) => T | undefined): AsyncIterable<T> {
    let after: string | undefined;
    while (true) {
      const query = { prefix, limit: PAGE, ...(after !== undefined && { after }) };
      const page = await guarded(() => store.list(query));
      for (const { key, value } of page) {
        const id = key.slice(prefix.length);
        // The id of an upload is the name of a file: nothing but ours.
        const record = ID.test(id) && isJsonObject(value) ? read(id, value) : undefined;
        if (record !== undefined) yield record;
      }
      after = page.at(-1)?.key;
      if (after === undefined) return;
    }
  }

  return {
    putUpload: ({ id, facts, owner }) => guarded(() => store.put(`upload/${id}`, { ...facts, ...owner })),
    putFile: ({ file: { id, owner, ...facts }, upload, pending, message }) =>
      guarded(() =>
        store.put(`file/${id}`, {
          ...facts,
          ...owner,
          upload,
          ...(pending && { pending }),
          ...(message && { message: { ...message } }),
        }),
      ),
    async file(id) {
      const value = await guarded(() => store.get(`file/${id}`));
      return isJsonObject(value) ? fileOf(id, value) : undefined;
    },
    deleteUpload: (id) => guarded(() => store.delete(`upload/${id}`)),
    deleteFile: (id) => guarded(() => store.delete(`file/${id}`)),
    uploads: () => all('upload/', uploadOf),
    files: () => all('file/', fileOf),
    takeOverMarks: () =>
      guarded(async () => {
        for (;;) {
          const marks = await store.list({ prefix: MARKS, limit: PAGE });
          if (marks.length === 0) return;
          for (const { key } of marks) {
            const file = `file/${key.slice(MARKS.length)}`;
            const value = await store.get(file);
            if (isJsonObject(value)) await store.put(file, { ...value, pending: true });
            await store.delete(key);
          }
        }
      }),
  };
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeFailed(error);
  }
}

function uploadOf(id: string, value: JsonObject): UploadRecord | undefined {
  const { name, size, type, sha256, user, nick, room, network, guest } = value;
  if (!isText(name) || !isSize(size) || !isText(type) || !isText(user) || !isText(nick) || !isText(room))
    return undefined;
  const owner = { user, nick, room, ...(isText(network) && { network }), guest: guest === true };
  return recordOf(id, { name, size, type, ...(isText(sha256) && { sha256 }) }, owner);
}

function fileOf(id: string, value: JsonObject): FileRecord | undefined {
  const record = uploadOf(id, value);
  const { sha256, at, upload, pending, message } = value;
  if (record === undefined || !isText(sha256) || !isSize(at) || !isText(upload)) return undefined;
  const file = { id, ...record.facts, sha256, owner: record.owner, at };
  return {
    file,
    upload,
    pending: pending === true,
    message: isJsonObject(message) ? announcementOf(message) : undefined,
  };
}

function announcementOf({ id, epoch, offset, at }: JsonObject): Announcement | undefined {
  return isText(id) && isText(epoch) && isSize(offset) && isSize(at) ? { id, epoch, offset, at } : undefined;
}

const isText = (value: Json | undefined): value is string => typeof value === 'string';
const isSize = (value: Json | undefined): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
