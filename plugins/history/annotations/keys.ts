import { createHash } from 'node:crypto';
import type { Store } from '../../../core/index.js';

/** Longer names are kept as their hash: five of them must fit into a key. */
const READABLE = 64;
/** Digits of the highest offset. */
const DIGITS = 16;

/** A name as part of a key, without a slash: readable where it is short, else its SHA-256. */
function part(name: string): string {
  // A name with half a character in it cannot be escaped.
  const readable = /\p{Cs}/u.test(name) ? undefined : encodeURIComponent(name);
  if (readable !== undefined && readable.length <= READABLE) return readable;
  return `%~${createHash('sha256').update(JSON.stringify(name)).digest('base64url')}`;
}

const place = (offset: number): string => String(offset).padStart(DIGITS, '0');

/** Under what the plugin keeps things. Keys of one room's notes are in the order of the offsets. */
export const keys = {
  /** How far a room's log is taken in. */
  mark: (room: string): string => `mark/${part(room)}`,
  /** All marks. */
  marks: 'mark/',
  /** What is known of one message. */
  note: (room: string, offset: number): string => `note/${part(room)}/${place(offset)}`,
  /** All notes of a room. */
  notes: (room: string): string => `note/${part(room)}/`,
  /** A user's reaction to a message. */
  reactor: (room: string, offset: number, emoji: string, user: string): string =>
    `who/${part(room)}/${place(offset)}/${part(emoji)}/${part(user)}`,
  /** Who has reacted to a message, with one emoji or with any. */
  reactorsTo: (room: string, offset: number, emoji?: string): string =>
    `who/${part(room)}/${place(offset)}/${emoji === undefined ? '' : `${part(emoji)}/`}`,
  /** Who has reacted to anything in a room. */
  reactors: (room: string): string => `who/${part(room)}/`,
  /** That a session is about to delete something. */
  erasing: (room: string, session: string): string => `erasing/${part(room)}/${part(session)}`,
  /** All deletions that are under way. */
  erasings: 'erasing/',
  /** A user's read marker of a room. */
  seen: (user: string, room: string): string => `seen/${part(user)}/${part(room)}`,
  /** Prefix of all read markers. */
  allSeen: 'seen/',
};

/** The offset in a key that begins with `prefix`: one of `keys.notes` or `keys.reactors`. */
export function offsetIn(key: string, prefix: string): number {
  return Number(key.slice(prefix.length, prefix.length + DIGITS));
}

/** Keys per step. */
const STEP = 500;

/** Forgets what is known of a room's messages that are not kept any more. @param oldest The first that is kept. */
export async function pruneAnnotations(store: Store, room: string, oldest: number): Promise<void> {
  for (const prefix of [keys.notes(room), keys.reactors(room)]) await sweepBelow(store, prefix, oldest);
}

/** Forgets all that is known of a room's messages: its log was begun anew. */
export async function deleteAnnotations(store: Store, room: string): Promise<void> {
  await pruneAnnotations(store, room, Number.POSITIVE_INFINITY);
}

async function sweepBelow(store: Store, prefix: string, oldest: number): Promise<void> {
  for (let full = true; full; ) {
    const rows = await store.list({ prefix, limit: STEP });
    const stale = rows.filter(({ key }) => offsetIn(key, prefix) < oldest);
    await Promise.all(stale.map(({ key }) => store.delete(key)));
    full = stale.length === STEP;
  }
}
