import type { Person, Place } from './item.js';

/** An object of JSON, its fields not yet checked. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object of JSON. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text, or `undefined`. */
export const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A number from 0 on, or `undefined`. */
export const amountIn = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;

/** A whole number from 0 on, or `undefined`. */
export const wholeIn = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) ? amountIn(value) : undefined;

/** The objects in a list; whatever else is in it, or is no list, counts for nothing. */
export const objectsIn = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

/** The place that `epoch` and `offset` of an object say, or `undefined`. */
export function placeIn({ epoch, offset }: Fields): Place | undefined {
  const at = wholeIn(offset);
  return typeof epoch === 'string' && at !== undefined ? { epoch, offset: at } : undefined;
}

/** A place, or `undefined`. */
export const optionalPlace = (value: unknown): Place | undefined => (isFields(value) ? placeIn(value) : undefined);

/** Somebody, or `undefined`. */
export function personIn(value: unknown): Person | undefined {
  if (!isFields(value)) return undefined;
  const { id, nick } = value;
  return typeof id === 'string' && typeof nick === 'string' ? { id, nick } : undefined;
}
