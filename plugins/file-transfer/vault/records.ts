import { isJsonObject, type Json, type JsonObject, type Store } from '../../../core/index.js';
import { storeFailed } from './errors.js';
import type { FileFacts, FileOwner, StoredFile } from './vault.js';

/** An upload, as it is kept in the store. */
export interface UploadRecord {
  readonly id: string;
  readonly facts: FileFacts;
  readonly owner: FileOwner;
}

/** A record of nothing but what belongs into one. */
export function recordOf(id: string, { name, size, type, sha256 }: FileFacts, owner: FileOwner): UploadRecord {
  const { user, nick, room } = owner;
  return { id, facts: { name, size, type, ...(sha256 !== undefined && { sha256 }) }, owner: { user, nick, room } };
}

/** A file, as it is kept in the store. */
export interface FileRecord {
  readonly file: StoredFile;
  /** The upload that it came by: gone once the file is in its place. */
  readonly upload: string;
}

/** The vault's part of a store: `upload/ID` and `file/ID`. Everything throws ChatError `FILE_STORE_FAILED`. */
export interface Records {
  putUpload(record: UploadRecord): Promise<void>;
  putFile(record: FileRecord): Promise<void>;
  file(id: string): Promise<StoredFile | undefined>;
  deleteUpload(id: string): Promise<void>;
  deleteFile(id: string): Promise<void>;
  /** All of them. What cannot be read any more is passed over. */
  uploads(): AsyncIterable<UploadRecord>;
  /** All of them, in the order of their ids. What cannot be read any more is passed over. */
  files(): AsyncIterable<FileRecord>;
}

const PAGE = 500;
const ID = /^[A-Za-z0-9_-]{1,128}$/;

/** The records in a store. */
export function recordsIn(store: Store): Records {
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
    putFile: ({ file: { id, owner, ...facts }, upload }) =>
      guarded(() => store.put(`file/${id}`, { ...facts, ...owner, upload })),
    async file(id) {
      const value = await guarded(() => store.get(`file/${id}`));
      return isJsonObject(value) ? fileOf(id, value)?.file : undefined;
    },
    deleteUpload: (id) => guarded(() => store.delete(`upload/${id}`)),
    deleteFile: (id) => guarded(() => store.delete(`file/${id}`)),
    uploads: () => all('upload/', uploadOf),
    files: () => all('file/', fileOf),
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
  const { name, size, type, sha256, user, nick, room } = value;
  if (!isText(name) || !isSize(size) || !isText(type) || !isText(user) || !isText(nick) || !isText(room))
    return undefined;
  return recordOf(id, { name, size, type, ...(isText(sha256) && { sha256 }) }, { user, nick, room });
}

function fileOf(id: string, value: JsonObject): FileRecord | undefined {
  const record = uploadOf(id, value);
  const { sha256, at, upload } = value;
  if (record === undefined || !isText(sha256) || !isSize(at) || !isText(upload)) return undefined;
  return { file: { id, ...record.facts, sha256, owner: record.owner, at }, upload };
}

const isText = (value: Json | undefined): value is string => typeof value === 'string';
const isSize = (value: Json | undefined): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
