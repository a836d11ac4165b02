import {
  ChatError,
  fold,
  isJsonObject,
  type Json,
  type JsonObject,
  type Position,
  type Session,
} from '../../core/index.js';

/** What is wrong with a field. */
export function bad(name: string, what: string): ChatError {
  return new ChatError('CHAT_BAD_COMMAND', `The field ${name} must be ${what}.`, { details: { field: name } });
}

/** A text that must be there. @throws ChatError `CHAT_BAD_COMMAND` */
export function text(fields: JsonObject, name: string, characters: number): string {
  const value = optionalText(fields, name, characters);
  if (value === undefined) throw bad(name, 'a text');
  return value;
}

/** A text that may be there. @throws ChatError `CHAT_BAD_COMMAND` */
export function optionalText(fields: JsonObject, name: string, characters: number): string | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.length <= characters) return value;
  throw bad(name, `a text of at most ${characters} characters`);
}

/** Yes or no. @throws ChatError `CHAT_BAD_COMMAND` */
export function flag(fields: JsonObject, name: string, otherwise: boolean): boolean {
  const value = fields[name] ?? otherwise;
  if (typeof value === 'boolean') return value;
  throw bad(name, 'true or false');
}

/** A whole number from 1 to `high`. @throws ChatError `CHAT_BAD_COMMAND` */
export function count(fields: JsonObject, name: string, high: number, otherwise: number): number {
  const value = fields[name] ?? otherwise;
  if (Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= high) return Number(value);
  throw bad(name, `a whole number from 1 to ${high}`);
}

/** A place in a room's log that may be there. @throws ChatError `CHAT_BAD_COMMAND` */
export function optionalPosition(fields: JsonObject, name: string): Position | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  const place = isJsonObject(value) ? parsePosition(value) : undefined;
  if (place === undefined) throw bad(name, 'a place: an epoch and an offset');
  return place;
}

/** The place that `epoch` and `offset` say, or none where neither is there. @throws ChatError `CHAT_BAD_COMMAND` */
export function positionOf(fields: JsonObject): Position | undefined {
  if (fields.epoch === undefined && fields.offset === undefined) return undefined;
  const place = parsePosition(fields);
  if (place === undefined) throw bad('offset', 'a place, together with epoch');
  return place;
}

function parsePosition({ epoch, offset }: { readonly [name: string]: Json }): Position | undefined {
  const fits = typeof epoch === 'string' && epoch.length <= 64 && Number.isSafeInteger(offset) && Number(offset) >= 0;
  return fits ? { epoch, offset: Number(offset) } : undefined;
}

/**
 * The room or conversation of two that a session asks about, by the name under which it is kept.
 * @throws ChatError `CHAT_NOT_IN_ROOM`
 */
export function roomHere(session: Session, wanted: string): string {
  const { rooms } = session;
  if (rooms.includes(wanted)) return wanted;
  const name = fold(wanted.trim().replace(/^#/, ''));
  if (rooms.includes(name)) return name;
  throw new ChatError('CHAT_NOT_IN_ROOM');
}

/** Who asks. @throws ChatError `CHAT_LOGIN_REQUIRED` */
export function userOf({ user }: Session): { readonly id: string; readonly nick: string } {
  if (user === undefined) throw new ChatError('CHAT_LOGIN_REQUIRED');
  return user;
}
