import { ChatError, type JsonObject } from '../../core/index.js';

import type { Address } from './address.js';

/** Ids of files and transfers are far shorter. */
const ID_CHARACTERS = 128;

/** A field that is missing or wrong: `CHAT_BAD_COMMAND`. */
export function bad(field: string, what: string): ChatError {
  return new ChatError('CHAT_BAD_COMMAND', `The field ${field} must be ${what}.`, { details: { field } });
}

/** A text of 1 to `most` characters. @throws ChatError `CHAT_BAD_COMMAND` */
export function textIn(fields: JsonObject, name: string, most: number): string {
  const value = fields[name];
  if (typeof value === 'string' && value !== '' && value.length <= most) return value;
  throw bad(name, `a text of 1 to ${most} characters`);
}

/** The same, or nothing. @throws ChatError `CHAT_BAD_COMMAND` */
export function optionalTextIn(fields: JsonObject, name: string, most: number): string | undefined {
  return fields[name] === undefined ? undefined : textIn(fields, name, most);
}

/** The id of a file or a transfer. @throws ChatError `CHAT_BAD_COMMAND` */
export function idIn(fields: JsonObject, name: string): string {
  return textIn(fields, name, ID_CHARACTERS);
}

/** A whole number from `low` to `high`. @throws ChatError `CHAT_BAD_COMMAND` */
export function countIn(fields: JsonObject, name: string, low: number, high: number): number {
  const value = fields[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= low && value <= high) return value;
  throw bad(name, `a whole number from ${low} to ${high}`);
}

/** The same, or nothing. @throws ChatError `CHAT_BAD_COMMAND` */
export function optionalCountIn(fields: JsonObject, name: string, low: number, high: number): number | undefined {
  return fields[name] === undefined ? undefined : countIn(fields, name, low, high);
}

/** A place in a file, in bytes. @throws ChatError `CHAT_BAD_COMMAND` */
export function offsetIn(fields: JsonObject): number {
  return countIn(fields, 'offset', 0, Number.MAX_SAFE_INTEGER);
}

/** Limit for names of rooms and users. Names of direct conversations contain two ids. */
const NAME_CHARACTERS = 512;

/** A room or a nick, and not both. @throws ChatError `CHAT_BAD_COMMAND` */
export function addressIn(fields: JsonObject): Address {
  if (fields.to === undefined) return { room: textIn(fields, 'room', NAME_CHARACTERS) };
  if (fields.room !== undefined) throw bad('to', 'without the field room');
  return { to: textIn(fields, 'to', NAME_CHARACTERS) };
}
