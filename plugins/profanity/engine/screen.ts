import { lookalikesOf, openings } from './pattern.js';
import { GAP_SIGNS, type Reading } from './scripts.js';

/** Tells quickly where a word cannot begin: two units are enough for most of a text. */
export interface Screen {
  /** A class for each UTF-16 unit; 0 where no word begins or goes on with it. */
  readonly classes: Uint8Array;
  /** For two classes one after the other, whether a word may begin with them: {@link AT_START}, {@link ANYWHERE}. */
  readonly pairs: Uint8Array;
}

/** Where a word may begin only where no letter is before it. */
export const AT_START = 1;
/** Where a word may begin within another one. */
export const ANYWHERE = 2;

/** Units that are no letters of the script, and may be between two of them. */
const BETWEEN = 1;

/** Which units are letters of scripts that are written with spaces. */
export const isLetter = new Uint8Array(65_536);
isLetter.fill(1, 0x61, 0x7b);
isLetter.fill(1, 0xdf, 0x250);
isLetter.fill(1, 0x400, 0x530);

/** Makes the screen for a list of words. */
export function screenOf(words: readonly string[], reading: Reading, prefixes: readonly string[]): Screen {
  const classes = new Uint8Array(65_536);
  const pairs = new Uint8Array(65_536);
  const all = openings(words, reading, prefixes);
  prepare(classes, reading);
  let next = BETWEEN + 1;
  const classOf = (unit: string): number => {
    const code = unit.charCodeAt(0);
    const known = classes[code] ?? 0;
    if (known > BETWEEN) return known;
    // Over 250 different letters share the last class, which costs time and finds nothing less.
    classes[code] = Math.min(next++, 255);
    return classes[code] ?? 0;
  };
  const done = new Set<string>();
  for (const { text, anywhere } of all) {
    const key = `${text.slice(0, 3)}${Number(anywhere)}`;
    if (done.has(key)) continue;
    done.add(key);
    const [head = ''] = text;
    const heads = unitsFor(head, reading);
    if (text.length === 1) {
      // Anything may follow a word of one character.
      for (const one of heads) pairs.fill(anywhere ? ANYWHERE : AT_START, classOf(one) << 8, (classOf(one) + 1) << 8);
      continue;
    }
    const seconds = secondsOf(text, reading, heads);
    for (const one of heads) {
      for (const two of seconds) {
        const at = (classOf(one) << 8) | (two === '' ? BETWEEN : classOf(two));
        pairs[at] = (pairs[at] ?? 0) | (anywhere ? ANYWHERE : AT_START);
      }
    }
  }
  for (const [from, to] of reading.alike) {
    const meant = classes[to.charCodeAt(0)] ?? 0;
    if (meant > BETWEEN) classes[from.charCodeAt(0)] = meant;
  }
  return { classes, pairs };
}

function prepare(classes: Uint8Array, reading: Reading): void {
  if (reading.bounded) {
    for (const sign of `${GAP_SIGNS}'’ \t\n\r\v\f`) classes[sign.charCodeAt(0)] = BETWEEN;
    classes.fill(BETWEEN, 0x2000, 0x2070);
    return;
  }
  // Anything but Chinese characters may be a gap there, or the Latin letters of a word.
  classes.fill(BETWEEN, 0, 0x3400);
  classes.fill(BETWEEN, 0xa000);
}

/** What may follow the first letter: itself once more, what may be between two letters, the second letter. `''` is {@link BETWEEN}. */
function secondsOf(text: string, reading: Reading, heads: readonly string[]): readonly string[] {
  const [, next, after = ''] = text;
  const seconds = next === undefined ? [] : unitsFor(next, reading);
  if (next === "'" || next === '␣') seconds.push(...unitsFor(after, reading));
  if (!reading.bounded) return [...seconds, ''];
  return [...seconds, ...heads, '', '*'];
}

function unitsFor(letter: string, reading: Reading): string[] {
  if (letter === '␣' || letter === "'" || letter === '') return [''];
  return [letter, ...lookalikesOf(letter, reading, false), ...lookalikesOf(letter, reading, true)];
}
