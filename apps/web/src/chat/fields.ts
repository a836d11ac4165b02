import type { Position, User } from './item.js';

/** An object of JSON, its fields not yet checked. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object of JSON. */
export const isJsonObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text, or `undefined`. */
export const readText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A number from 0 on, or `undefined`. */
export const readAmount = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;

/** A whole number from 0 on, or `undefined`. */
export const readInteger = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) ? readAmount(value) : undefined;

/** The objects in a list; whatever else is in it, or is no list, counts for nothing. */
export const readObjects = (value: unknown): readonly Fields[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

/** The place that `epoch` and `offset` of an object say, or `undefined`. */
export function readPosition({ epoch, offset }: Fields): Position | undefined {
  const at = readInteger(offset);
  return typeof epoch === 'string' && at !== undefined ? { epoch, offset: at } : undefined;
}

/** A place, or `undefined`. */
export const readOptionalPosition = (value: unknown): Position | undefined =>
  isJsonObject(value) ? readPosition(value) : undefined;

/** Somebody, or `undefined`. */
export function readUser(value: unknown): User | undefined {
  if (!isJsonObject(value)) return undefined;
  const { id, nick } = value;
  return typeof id === 'string' && typeof nick === 'string' ? { id, nick } : undefined;
}
