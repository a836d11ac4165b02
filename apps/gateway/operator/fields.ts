import { ChatError, type JsonObject, type Limits, roomName, type Session } from '../../../core/index.js';
import type { SessionStats } from './session-stats.js';

const MAX_TEXT_CHARACTERS = 65_536;

function invalidField(field: string, what: string): ChatError {
  return new ChatError('CHAT_BAD_COMMAND', `The field ${field} must be ${what}.`, { details: { field } });
}

/** Reads a required string. @throws ChatError `CHAT_BAD_COMMAND` */
export function readText(body: JsonObject, field: string, most = MAX_TEXT_CHARACTERS): string {
  const value = body[field];
  if (typeof value === 'string' && value.length <= most) return value;
  throw invalidField(field, most === MAX_TEXT_CHARACTERS ? 'a string' : `a string of at most ${most} characters`);
}

/** Reads an optional string. @throws ChatError `CHAT_BAD_COMMAND` */
export function readOptionalText(body: JsonObject, field: string, most?: number): string | undefined {
  return body[field] === undefined ? undefined : readText(body, field, most);
}

/** Reads a boolean. @throws ChatError `CHAT_BAD_COMMAND` */
export function readBoolean(body: JsonObject, field: string): boolean {
  const value = body[field];
  if (typeof value === 'boolean') return value;
  throw invalidField(field, 'true or false');
}

/** Reads one of several words. @throws ChatError `CHAT_BAD_COMMAND` */
export function readEnum<T extends string>(body: JsonObject, field: string, words: readonly T[]): T {
  const found = words.find((word) => word === body[field]);
  if (found === undefined) throw invalidField(field, `one of ${words.join(', ')}`);
  return found;
}

/** Reads an integer or returns the default. @throws ChatError `CHAT_BAD_COMMAND` */
export function readInteger(body: JsonObject, field: string, least: number, most: number, usual: number): number {
  const value = body[field] ?? usual;
  if (Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most) return Number(value);
  throw invalidField(field, `an integer from ${least} to ${most}`);
}

/** Finds the session with the id in `session`; `undefined` if it has ended. @throws ChatError `CHAT_BAD_COMMAND` */
export function findSession(body: JsonObject, stats: SessionStats): Session | undefined {
  const id = readText(body, 'session');
  for (const session of stats.sessions) if (session.id === id) return session;
  return undefined;
}

/** Returns the display name of a session. */
export function sessionName({ user, info }: Session): string {
  return user?.nick ?? info.remoteAddress ?? info.transport;
}

/** The parameters of a query. */
export type QueryParams = URLSearchParams;

const MAX_PARAM_CHARACTERS = 1_024;

function invalidParam(field: string, what: string): ChatError {
  return new ChatError('CHAT_BAD_COMMAND', `${field} must be ${what}.`, { details: { field } });
}

/** Reads an integer or returns the default. @throws ChatError `CHAT_BAD_COMMAND` */
export function integerParam<T extends number | undefined>(
  query: QueryParams,
  field: string,
  least: number,
  most: number,
  usual: T,
): number | T {
  const given = query.get(field);
  if (given === null || given === '') return usual;
  const value = Number(given);
  if (/^\d{1,16}$/.test(given) && value >= least && value <= most) return value;
  throw invalidParam(field, `an integer from ${least} to ${most}`);
}

/** Reads a string, by default `''`. @throws ChatError `CHAT_BAD_COMMAND` */
export function textParam(query: QueryParams, field: string): string {
  const given = query.get(field) ?? '';
  if (given.length <= MAX_PARAM_CHARACTERS) return given;
  throw invalidParam(field, `a string of at most ${MAX_PARAM_CHARACTERS} characters`);
}

/** Reads one of several words or returns the default. @throws ChatError `CHAT_BAD_COMMAND` */
export function enumParam<T extends string>(query: QueryParams, field: string, words: readonly T[], usual: T): T {
  const given = textParam(query, field);
  if (given === '') return usual;
  const found = words.find((word) => word === given);
  if (found === undefined) throw invalidParam(field, `one of ${words.join(', ')}`);
  return found;
}

/** The target of a message or file: a room, a user, or all rooms. */
export type MessageTarget = { readonly room: string } | { readonly to: string } | { readonly everywhere: true };

/** Reads `room`, `to`, or neither. @throws ChatError `CHAT_BAD_COMMAND`, `CHAT_NAME_INVALID` */
export function readMessageTarget(body: JsonObject, limits: Limits): MessageTarget {
  const room = readOptionalText(body, 'room');
  const to = readOptionalText(body, 'to');
  const everywhere = body.everywhere === true;
  if ([room !== undefined, to !== undefined, everywhere].filter(Boolean).length > 1) {
    const text = 'Give only one of room, to and everywhere.';
    throw new ChatError('CHAT_BAD_COMMAND', text, { details: { field: 'room' } });
  }
  if (room !== undefined) return { room: roomName(room, limits) };
  return to === undefined ? { everywhere: true } : { to: to.trim() };
}
