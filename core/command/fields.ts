import { ChatError } from '../errors.js';
import { isJsonObject, type Json, type JsonObject } from '../json.js';
import type { Limits } from '../limits.js';
import type { Position } from '../message/message.js';
import { utf8Length } from '../message/utf8.js';

export function badField(name: string, what: string): ChatError {
  return new ChatError('CHAT_BAD_COMMAND', `The field ${name} must be ${what}.`, { details: { field: name } });
}

/** A text that must be there. @throws ChatError `CHAT_BAD_COMMAND` */
export function text(fields: JsonObject, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw badField(name, 'a text');
  return value;
}

/** A text that may be there. @throws ChatError `CHAT_BAD_COMMAND` */
export function optionalText(fields: JsonObject, name: string, characters: number): string | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value.length > characters)
    throw badField(name, `a text of at most ${characters} characters`);
  return value;
}

/** Yes or no, or nothing. @throws ChatError `CHAT_BAD_COMMAND` */
export function optionalFlag(fields: JsonObject, name: string): boolean | undefined {
  const value = fields[name];
  if (value !== undefined && typeof value !== 'boolean') throw badField(name, 'true or false');
  return value;
}

/** A whole number from `low` to `high`, or nothing. @throws ChatError `CHAT_BAD_COMMAND` */
export function optionalCount(fields: JsonObject, name: string, low: number, high: number): number | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (Number.isSafeInteger(value) && Number(value) >= low && Number(value) <= high) return Number(value);
  throw badField(name, `a whole number from ${low} to ${high}`);
}

/** A place in a room's log, or nothing. @throws ChatError `CHAT_BAD_COMMAND` */
export function optionalPosition(fields: JsonObject, name: string): Position | undefined {
  const value = fields[name];
  return value === undefined ? undefined : position(value, name);
}

/** Places in rooms' logs, by the rooms' names; the last ones where there are more than `most`. @throws ChatError `CHAT_BAD_COMMAND` */
export function positions(fields: JsonObject, name: string, most: number): ReadonlyMap<string, Position> {
  const value = fields[name] ?? {};
  if (!isJsonObject(value)) throw badField(name, 'an object');
  // More than one can be in: whoever is refused could not come back at all.
  const rooms = Object.entries(value).slice(-most);
  return new Map(rooms.map(([room, place]) => [room, position(place, name)]));
}

function position(value: Json, name: string): Position {
  if (isJsonObject(value)) {
    const { epoch, offset } = value;
    const fits = typeof epoch === 'string' && epoch.length <= 64 && Number.isSafeInteger(offset) && Number(offset) >= 0;
    if (fits) return { epoch, offset: Number(offset) };
  }
  throw badField(name, 'made of places: an epoch and an offset');
}

/** A value of the plugin's or client's own, small enough. @throws ChatError `CHAT_BAD_COMMAND` */
export function optionalData(fields: JsonObject, name: string, limits: Limits): Json | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (!isNestedWithin(value, limits.dataDepth)) throw badField(name, `nested at most ${limits.dataDepth} deep`);
  if (utf8Length(JSON.stringify(value)) > limits.dataBytes)
    throw badField(name, `at most ${limits.dataBytes} bytes of JSON`);
  return value;
}

/** Deeper values can be read, but not written again by everything that handles them. */
function isNestedWithin(value: Json, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((inner: Json) => isNestedWithin(inner, depth - 1));
}

/** An object of the client's own, small enough. @throws ChatError `CHAT_BAD_COMMAND` */
export function optionalObject(fields: JsonObject, name: string, limits: Limits): JsonObject | undefined {
  const value = optionalData(fields, name, limits);
  if (value !== undefined && !isJsonObject(value)) throw badField(name, 'an object');
  return value;
}
