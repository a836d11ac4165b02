import type { JsonObject } from '../json.js';

/** A number in a frame that JavaScript would change. */
export interface LossyNumber {
  /** The field of the frame that it is in. */
  readonly field: string;
  /** As it was written. */
  readonly literal: string;
}

/** The smallest normal double (IEEE 754). Below it digits are lost. */
const SMALLEST_NORMAL = 2.2250738585072014e-308;
/** As many significant digits as tell every double from all others. */
const DOUBLE_DIGITS = 17;

// Only these can lose something: 16 digits or more, an exponent, a negative zero.
const suspicious = /[\d.]{16}|\d[eE]|-0/;
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|[{}[\],:]/gs;

/**
 * Finds the first number of a frame whose value JSON.parse does not keep: a whole number beyond ±(2^53 − 1), one that is too
 * large or too small for a double or has more digits than one, and a negative zero (RFC 8259, section 6). Numbers that are
 * merely written differently, such as 1.10 or 1e3, are kept.
 * @param frame A text that JSON.parse has read as an object.
 * @param fields What it read.
 */
export function lossyNumber(frame: string, fields: JsonObject): LossyNumber | undefined {
  if (isPlain(fields) || !suspicious.test(frame)) return undefined;
  let depth = 0;
  let field = '';
  let text = '';
  for (const [found] of frame.matchAll(token)) {
    if (found === '{' || found === '[') depth++;
    else if (found === '}' || found === ']') depth--;
    else if (found === ':' && depth === 1) field = JSON.parse(text) as string;
    else if (found.startsWith('"')) text = found;
    else if (found !== ',' && found !== ':' && !isKept(found)) return { field, literal: found };
  }
  return undefined;
}

/** Whether nothing can be lost in any field. Most frames are a message without data, of which only the `ref` can be a number. */
function isPlain(fields: JsonObject): boolean {
  if (fields.type === 'say' && fields.data === undefined) return !mayHaveLost(fields.ref);
  return typeof fields.data !== 'number' && !Object.values(fields).some(mayHaveLost);
}

/** Texts and safe whole numbers, which most fields are, need no look at how they were written. */
function mayHaveLost(value: JsonObject[string] | undefined): boolean {
  if (typeof value === 'number') return !Number.isSafeInteger(value) || Object.is(value, -0);
  return typeof value === 'object' && value !== null;
}

function isKept(literal: string): boolean {
  const value = Number(literal);
  if (!Number.isFinite(value) || Object.is(value, -0)) return false;
  if (!/[.eE]/.test(literal)) return Number.isSafeInteger(value);
  const { digits, scale } = decimal(literal);
  if (digits === '') return true;
  if (digits.length <= DOUBLE_DIGITS && Math.abs(value) >= SMALLEST_NORMAL) return true;
  const kept = decimal(String(value));
  return kept.digits === digits && kept.scale === scale;
}

/** The significant digits of a number, and the power of ten that they are multiplied with. */
function decimal(literal: string): { readonly digits: string; readonly scale: number } {
  const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  const all = (whole + fraction).replace(/^0+/, '');
  const digits = withoutZeros(all);
  return { digits, scale: Number(exponent) - fraction.length + all.length - digits.length };
}

function withoutZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}
