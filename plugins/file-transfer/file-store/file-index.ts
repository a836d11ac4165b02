import type { FileOwner } from './file-store.js';
import type { FileRecord } from './records.js';

/** What must be known of every file at any time; the rest is in the store. */
export interface IndexEntry {
  readonly id: string;
  readonly owner: FileOwner;
  /** The upload that it came by. */
  readonly upload: string;
  readonly size: number;
  readonly sha256: string;
  readonly at: number;
}

/** Which files there are, in memory: some 500 bytes each. */
export interface FileIndex {
  /** An id of 24 characters or more for a file of this moment: later ones come first in order. */
  newId(now: number, secret: string): string;
  add(entry: IndexEntry): void;
  get(id: string): IndexEntry | undefined;
  /** The file that an upload has become. */
  byUpload(upload: string): IndexEntry | undefined;
  /** Takes it out; `undefined`: it was not there. */
  remove(id: string): IndexEntry | undefined;
  /** The ids of a room, newest first, those older than `before` where it is given. */
  inRoom(room: string, before: string | undefined): Iterable<string>;
  /** The ids of a room, or of all, newest first, and how many there are. */
  newest(room: string | undefined): { readonly ids: Iterable<string>; readonly total: number };
  entries(): Iterable<IndexEntry>;
}

// Nine digits of base 36 last until the year 5188.
const TIME_DIGITS = 9;
const END_OF_TIME = 36 ** TIME_DIGITS - 1;

/** What the catalogue has of a file. */
export function entryOf({ file: { id, owner, size, sha256, at }, upload }: FileRecord): IndexEntry {
  return { id, owner, upload, size, sha256, at };
}

/** An empty catalogue. */
export function createFileIndex(): FileIndex {
  const byId = new Map<string, IndexEntry>();
  const byUpload = new Map<string, IndexEntry>();
  // The oldest first, so that a new one goes to the end.
  const byRoom = new Map<string, string[]>();
  const all: string[] = [];
  let latest = 0;

  return {
    newId(now, secret) {
      // Two of one millisecond are in order too, and a clock that is put back changes nothing.
      latest = Math.max(now, latest + 1);
      return (END_OF_TIME - latest).toString(36).padStart(TIME_DIGITS, '0') + secret;
    },
    add(entry) {
      byId.set(entry.id, entry);
      byUpload.set(entry.upload, entry);
      const { room } = entry.owner;
      const ids = byRoom.get(room) ?? [];
      ids.splice(position(ids, entry.id), 0, entry.id);
      all.splice(position(all, entry.id), 0, entry.id);
      byRoom.set(room, ids);
      latest = Math.max(latest, timeOf(entry.id));
    },
    get: (id) => byId.get(id),
    byUpload: (upload) => byUpload.get(upload),
    remove(id) {
      const entry = byId.get(id);
      if (entry === undefined) return undefined;
      byId.delete(id);
      byUpload.delete(entry.upload);
      const { room } = entry.owner;
      const ids = byRoom.get(room) ?? [];
      ids.splice(position(ids, id), 1);
      all.splice(position(all, id), 1);
      if (ids.length === 0) byRoom.delete(room);
      return entry;
    },
    inRoom(room, before) {
      const ids = byRoom.get(room) ?? [];
      return backwards(ids, before === undefined ? ids.length : position(ids, before));
    },
    newest(room) {
      const ids = room === undefined ? all : (byRoom.get(room) ?? []);
      return { ids: backwards(ids, ids.length), total: ids.length };
    },
    entries: () => byId.values(),
  };
}

/** Yields the first `count` ids, newest first. */
function* backwards(ids: readonly string[], count: number): Iterable<string> {
  for (let at = count; at > 0; at--) yield ids[at - 1] as string;
}

/** Returns the index at which an id is, or belongs: the number of older ids. */
function position(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] as string) > id) low = middle + 1;
    else high = middle;
  }
  return low;
}

function timeOf(id: string): number {
  const time = Number.parseInt(id.slice(0, TIME_DIGITS), 36);
  return Number.isSafeInteger(time) ? END_OF_TIME - time : 0;
}
