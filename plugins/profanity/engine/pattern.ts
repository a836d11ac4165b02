import { foldWord } from './fold.js';
import { type Reading, readAs } from './scripts.js';
import { trieOf } from './trie.js';

/** Whether the letters of a word must be there themselves, or whether what looks like them and signs between them will do. */
export type Strictness = 'plain' | 'loose';

/** A word of a list, taken apart. */
interface Entry {
  /** Whether it is found within other words. */
  readonly anywhere: boolean;
  /** Whether one of the prefixes may come before it. */
  readonly prefixed: boolean;
  /** Whether other letters may follow. */
  readonly open: boolean;
  /** The word, with its groups. `␣` is a space. */
  readonly body: string;
  /** Its spellings, without groups. */
  readonly spellings: readonly string[];
}

/** Words as sequences of parts of a pattern, by where they may begin. */
interface Pieces {
  /** Anywhere, within words too. */
  readonly anywhere: (readonly string[])[];
  /** Where a word begins. */
  readonly atStart: (readonly string[])[];
  /** Where a word begins, or after one of the prefixes there. */
  readonly afterPrefix: (readonly string[])[];
}

/** A letter of a script that is written with spaces: others end a word, for Chinese is written without. */
export const LETTER = 'a-z\\u00df-\\u024f\\u0400-\\u052f';
const START = `(?<![${LETTER}])`;
const END = `(?![${LETTER}])`;
const ENTRY = /^\*?~?(?:[\p{L}\p{N}\p{M}' -]|\([\p{L}\p{M}|]+\)\??)+\*?$/u;
const IS_LETTER = /[\p{L}\p{N}]/u;
const SIGNS: Readonly<Record<string, string>> = { '␣': '\\s{1,2}', "'": "['’]?" };

/** Up to this many letters a word is short: so little is met by chance, and so it must be written more plainly. */
export const SHORT = 3;

/**
 * Compiles a list of words into one sticky regular expression. Every part of it has a bounded length and there are no
 * nested repetitions, so that a search takes linear time.
 * @param prefixes What `~` stands for.
 * @returns `undefined` for an empty list.
 * @throws TypeError for a word that is not in the notation of lists.
 */
export function patternOf(
  words: readonly string[],
  reading: Reading,
  prefixes: readonly string[],
  strictness: Strictness,
): RegExp | undefined {
  if (words.length === 0) return undefined;
  const pieces: Pieces = { anywhere: [], atStart: [], afterPrefix: [] };
  for (const word of words) place(entryOf(word, reading), reading, strictness, pieces);
  const parts: string[] = [];
  if (pieces.anywhere.length > 0) parts.push(trieOf(pieces.anywhere));
  if (pieces.atStart.length > 0) parts.push(START + trieOf(pieces.atStart));
  if (pieces.afterPrefix.length > 0) {
    const written = prefixes.flatMap((prefix) => entryOf(prefix, reading).spellings);
    const before = written.map((one) => bodyOf(one, reading, strictness, '', false));
    parts.push(`${START}${before.length === 0 ? '' : `(?:${trieOf(before)})?`}${trieOf(pieces.afterPrefix)}`);
  }
  // Without the flag u searches are faster; only the gaps of an unbounded script need it.
  return new RegExp(parts.join('|'), reading.bounded ? 'y' : 'yu');
}

/** The first letters of everything that a list finds, and whether it is found within other words. */
export function openings(
  words: readonly string[],
  reading: Reading,
  prefixes: readonly string[],
): readonly { readonly text: string; readonly anywhere: boolean }[] {
  const before = ['', ...prefixes.flatMap((prefix) => entryOf(prefix, reading).spellings)];
  return words.flatMap((word) => {
    const { anywhere, prefixed, spellings } = entryOf(word, reading);
    const heads = prefixed ? before : [''];
    return spellings.flatMap((spelling) => heads.map((head) => ({ text: head + spelling, anywhere })));
  });
}

function entryOf(word: string, reading: Reading): Entry {
  if (!ENTRY.test(word)) throw new TypeError(`${JSON.stringify(word)} is not a word of a list.`);
  const body = word.replace(/^\*?~?/, '').replace(/\*$/, '');
  const folded = readAs(foldWord(body.replaceAll(' ', '␣')), reading);
  return {
    anywhere: word.startsWith('*') || !reading.bounded,
    prefixed: /^\*?~/.test(word),
    open: word.endsWith('*'),
    body: folded,
    spellings: spellingsOf(folded),
  };
}

/** All the words that a word with groups stands for. */
function spellingsOf(body: string): readonly string[] {
  let spellings = [''];
  for (const [whole, group, optional] of body.matchAll(/\(([^)]+)\)(\??)|[^(]+/gu)) {
    const choices = group === undefined ? [whole] : group.split('|');
    if (optional === '?') choices.push('');
    spellings = spellings.flatMap((before) => choices.map((choice) => before + choice));
  }
  return spellings;
}

function place(entry: Entry, reading: Reading, strictness: Strictness, pieces: Pieces): void {
  const { anywhere, atStart, afterPrefix } = pieces;
  if (!reading.bounded) {
    // Where Latin letters end it, they must be a word of their own: 二b, and not 二.bin.
    const end = /[a-z]$/i.test(entry.body) ? [END] : [];
    anywhere.push([...groupedBodyOf(entry.body, reading, strictness), ...end]);
    return;
  }
  for (const spelling of entry.spellings) {
    const letters = [...spelling].filter((letter) => IS_LETTER.test(letter)).length;
    const short = letters <= SHORT;
    const end = entry.open ? [] : [END];
    // Within other words gaps would join what does not belong together: push/it.
    if (entry.anywhere) anywhere.push([...bodyOf(spelling, reading, strictness, '', short), ...end]);
    const gap = strictness === 'plain' || (short && reading.shortLookalikes !== reading.lookalikes) ? '' : reading.gap;
    const places = entry.prefixed ? afterPrefix : atStart;
    places.push([...bodyOf(spelling, reading, strictness, gap, short), ...end]);
  }
}

/** As {@link bodyOf}, with a group as one part: Chinese words have so many spellings that all of them would be a pattern of megabytes. */
function groupedBodyOf(body: string, reading: Reading, strictness: Strictness): readonly string[] {
  const parts: string[] = [];
  for (const [whole, group, optional] of body.matchAll(/\(([^)]+)\)(\??)|./gu)) {
    const gap = parts.length > 0 ? reading.gap : '';
    if (group === undefined) {
      parts.push((IS_LETTER.test(whole) ? gap : '') + (bodyOf(whole, reading, strictness, '', false)[0] ?? ''));
      continue;
    }
    const choices = group.split('|').map((choice) => bodyOf(choice, reading, strictness, reading.gap, false));
    parts.push(`(?:${gap}${trieOf(choices)})${optional ?? ''}`);
  }
  return parts;
}

/** Letters one or two times, with gaps between them. */
function bodyOf(
  body: string,
  reading: Reading,
  strictness: Strictness,
  gap: string,
  short: boolean,
): readonly string[] {
  return [...body].map((letter, at) => {
    if (!IS_LETTER.test(letter)) return SIGNS[letter] ?? letter;
    const before = at > 0 ? gap : '';
    const alike = strictness === 'plain' ? '' : lookalikesOf(letter, reading, short);
    const pattern = alike === '' ? letter : `[${letter}${alike.replace(/[\\\]^-]/g, '\\$&')}]`;
    return before + (reading.bounded ? `${pattern}{1,2}` : pattern);
  });
}

/** What stands for a letter besides the letter itself. */
export function lookalikesOf(letter: string, reading: Reading, short: boolean): string {
  return (short ? reading.shortLookalikes : reading.lookalikes)[letter] ?? '';
}
