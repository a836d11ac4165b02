import { ChatError, hasVisible, type JsonObject, limitsWith, nickName, roomName } from '../../../core/index.js';
import { LONGEST_SECONDS } from '../durations.js';
import { EVERYWHERE } from '../roles.js';
import type { Named } from '../targets.js';

/** A hub may allow longer names than usual. Of one that is too long for it there is nothing to be found. */
const limits = limitsWith({ roomCharacters: 1_000, roomBytes: 4_000, nickCharacters: 1_000, nickBytes: 4_000 });
const MOST_REASON = 200;
const MOST_ID = 1_024;

function bad(name: string, what: string): ChatError {
  return new ChatError('CHAT_BAD_COMMAND', `The field ${name} must be ${what}.`, { details: { field: name } });
}

/** A room. @throws ChatError `CHAT_BAD_COMMAND`, `CHAT_NAME_INVALID` */
export function roomIn(fields: JsonObject): string {
  return roomName(textIn(fields, 'room'), limits);
}

/** A room, or `*` for all of them. @throws ChatError `CHAT_BAD_COMMAND`, `CHAT_NAME_INVALID` */
export function placeIn(fields: JsonObject): string {
  return fields.room === EVERYWHERE ? EVERYWHERE : roomIn(fields);
}

/** A text. @throws ChatError `CHAT_BAD_COMMAND` */
export function textIn(fields: JsonObject, name: string, most = MOST_ID): string {
  const value = fields[name];
  if (typeof value !== 'string' || value.length > most) throw bad(name, `a text of at most ${most} characters`);
  return value;
}

/** A text, or nothing. @throws ChatError `CHAT_BAD_COMMAND` */
export function optionalTextIn(fields: JsonObject, name: string, most = MOST_ID): string | undefined {
  return fields[name] === undefined ? undefined : textIn(fields, name, most);
}

/** A whole number, or nothing. @throws ChatError `CHAT_BAD_COMMAND` */
export function optionalCountIn(fields: JsonObject, name: string, low: number, high: number): number | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (Number.isSafeInteger(value) && Number(value) >= low && Number(value) <= high) return Number(value);
  throw bad(name, `a whole number from ${low} to ${high}`);
}

/** One of some words. @throws ChatError `CHAT_BAD_COMMAND` */
export function oneOfIn<T extends string>(fields: JsonObject, name: string, all: readonly T[]): T {
  const found = all.find((word) => word === fields[name]);
  if (found === undefined) throw bad(name, `one of ${all.join(', ')}`);
  return found;
}

/** Somebody, named in one of several ways. @throws ChatError `CHAT_BAD_COMMAND`, `CHAT_NAME_INVALID` */
export function namedIn(fields: JsonObject, ways: readonly (keyof Named)[]): Named {
  const given = ways.filter((way) => fields[way] !== undefined);
  const [way] = given;
  if (way === undefined || given.length > 1) {
    throw new ChatError('CHAT_BAD_COMMAND', `Say who is meant with one of the fields ${ways.join(', ')}.`, {
      details: { field: ways[0] ?? '' },
    });
  }
  const value = textIn(fields, way);
  return { [way]: way === 'nick' ? nickName(value, limits) : value };
}

/** For how long, in seconds; `undefined`: it does not end by itself. @throws ChatError `CHAT_BAD_COMMAND` */
export function secondsIn(fields: JsonObject): number | undefined {
  return optionalCountIn(fields, 'seconds', 1, LONGEST_SECONDS);
}

/** A reason in one line; `undefined`: none. @throws ChatError `CHAT_BAD_COMMAND`, `CHAT_TEXT_INVALID` */
export function reasonIn(fields: JsonObject): string | undefined {
  const text = optionalTextIn(fields, 'reason', MOST_REASON);
  const line = text?.replace(/\s+/gu, ' ').trim().normalize('NFC');
  if (line !== undefined && /[\p{Cc}\p{Cs}]/u.test(line)) {
    throw new ChatError('CHAT_TEXT_INVALID', 'The reason has control characters.');
  }
  if (line === undefined || line === '') return undefined;
  if (!hasVisible(line)) throw new ChatError('CHAT_TEXT_INVALID', 'The reason has nothing to see.');
  return line;
}
