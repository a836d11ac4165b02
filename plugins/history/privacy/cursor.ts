import {
  type Archive,
  ChatError,
  type Entry,
  isJsonObject,
  type Json,
  type JsonObject,
  type Refusal,
  refuse,
  type Session,
  type Writings,
} from '../../../core/index.js';
import { optionalText, userOf } from '../fields.js';

/** Progress through the messages of a user. */
export interface Cursor {
  /** The broker's own; `undefined`: from the beginning. */
  readonly part: string | undefined;
  /** Where in that part to go on; `undefined`: at its beginning. */
  readonly after: EntryPlace | undefined;
}

/** A place in the order of {@link inOrder}. */
export interface EntryPlace {
  readonly room: string;
  readonly offset: number;
}

/** The place before everything. */
export const start: Cursor = { part: undefined, after: undefined };

/** A cursor as clients carry it: opaque. */
export function cursorText({ part, after }: Cursor): string {
  return Buffer.from(JSON.stringify({ part, after })).toString('base64url');
}

/** A cursor that a client brings back. @throws ChatError `CHAT_BAD_COMMAND` */
export function cursorFrom(text: string | undefined): Cursor {
  if (text === undefined) return start;
  const { part, after } = parsed(text);
  const isPart = part === undefined || typeof part === 'string';
  const place = after === undefined ? undefined : placeFrom(after);
  if (!isPart || (after !== undefined && place === undefined)) throw unknown();
  return { part, after: place };
}

/** Part of what a user wrote. @throws ChatError `CHAT_BAD_COMMAND` where the broker has never given such a place. */
export async function writingsOf(archive: Archive, user: string, part: string | undefined): Promise<Writings> {
  try {
    return await archive.writings(user, part);
  } catch (error) {
    // For the broker that is misuse; but it is the client who brings the place back.
    throw part !== undefined && error instanceof TypeError ? unknown() : error;
  }
}

/** Entries by room and offset: the same order whatever the broker's is, so that one can go on in it. */
export function inOrder(entries: readonly Entry[], after: EntryPlace | undefined): Entry[] {
  const rest = after === undefined ? entries : entries.filter((entry) => compare(placeOf(entry), after) > 0);
  return [...rest].sort((one, other) => compare(placeOf(one), placeOf(other)));
}

/** Where an entry stands in that order. */
export function placeOf({ message, position }: Entry): EntryPlace {
  return { room: message.room, offset: position.offset };
}

function compare(one: EntryPlace, other: EntryPlace): number {
  if (one.room !== other.room) return one.room < other.room ? -1 : 1;
  return one.offset - other.offset;
}

function parsed(text: string): { readonly [name: string]: Json } {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (isJsonObject(value)) return value;
  } catch {
    // Reported below.
  }
  throw unknown();
}

function placeFrom(value: Json): EntryPlace | undefined {
  if (!isJsonObject(value)) return undefined;
  const { room, offset } = value;
  return typeof room === 'string' && Number.isSafeInteger(offset) ? { room, offset: Number(offset) } : undefined;
}

function unknown(): ChatError {
  const details = { details: { field: 'cursor' } };
  return new ChatError('CHAT_BAD_COMMAND', 'The field cursor must be that of an earlier reply.', details);
}

/** Whose writings are meant, and how far they have been gone through. */
export interface SubjectInput {
  /** The id of a user; `undefined`: the caller. */
  readonly user: string | undefined;
  readonly cursor: Cursor;
}

/** What the fields say of it. @throws ChatError `CHAT_BAD_COMMAND` */
export function subjectIn(fields: JsonObject): SubjectInput {
  return { user: optionalText(fields, 'user', 1_000), cursor: cursorFrom(optionalText(fields, 'cursor', 4_000)) };
}

/** The id of the user that a session means, or a refusal `HISTORY_NOT_OPERATOR`. */
export function subjectOf(
  session: Session,
  user: string | undefined,
  isOperator: (session: Session) => boolean,
): string | Refusal {
  const { id } = userOf(session);
  if (user === undefined || user === id || isOperator(session)) return user ?? id;
  return refuse('HISTORY_NOT_OPERATOR', 'Only operators may do that for others.');
}
