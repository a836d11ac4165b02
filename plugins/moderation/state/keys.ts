import { createHash } from 'node:crypto';
import type { Lists } from './entries.js';

const MOST_PART = 200;

/** Heads of rooms begin so. */
export const HEADS = 'room/';

/** The key of what is kept of a room besides its lists. */
export function headKey(room: string): string {
  return HEADS + part(room);
}

/** What the keys of all entries of a room begin with. */
export function entriesPrefix(room: string): string {
  return `in/${part(room)}/`;
}

/** The key of one entry. */
export function entryKey(room: string, list: keyof Lists, id: string): string {
  return `${entriesPrefix(room)}${list}/${part(id)}`;
}

/** Which list the key of an entry is of. */
export function listIn(room: string, key: string): keyof Lists {
  return key.slice(entriesPrefix(room).length).split('/', 1)[0] as keyof Lists;
}

/** A name as part of a key. Names may be longer than keys; `=` is in no name that is written as it is. */
function part(name: string): string {
  const written = /\p{Cs}/u.test(name) ? '' : encodeURIComponent(name);
  if (written !== '' && written.length <= MOST_PART) return written;
  return `=${createHash('sha256').update(JSON.stringify(name)).digest('base64url')}`;
}
