import type { Position, User } from './item.js';

/** A JSON object with unvalidated fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** Checks whether a value is a JSON object. */
export const isJsonObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns a string, or `undefined`. */
export const readText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Returns a number from 0 on, or `undefined`. */
export const readAmount = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;

/** Returns an integer from 0 on, or `undefined`. */
export const readInteger = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) ? readAmount(value) : undefined;

/** Returns the JSON objects of an array; anything else is dropped. */
export const readObjects = (value: unknown): readonly Fields[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

/** Reads a position from the fields `epoch` and `offset`. */
export function readPosition({ epoch, offset }: Fields): Position | undefined {
  const at = readInteger(offset);
  return typeof epoch === 'string' && at !== undefined ? { epoch, offset: at } : undefined;
}

/** Reads a position from a JSON object. */
export const readOptionalPosition = (value: unknown): Position | undefined =>
  isJsonObject(value) ? readPosition(value) : undefined;

/** Reads a user from a JSON object. */
export function readUser(value: unknown): User | undefined {
  if (!isJsonObject(value)) return undefined;
  const { id, nick } = value;
  return typeof id === 'string' && typeof nick === 'string' ? { id, nick } : undefined;
}
