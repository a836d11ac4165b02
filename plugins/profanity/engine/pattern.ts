import { fold } from './fold.js';
import { type Reading, readAs } from './scripts.js';
import { trieOf } from './trie.js';

/** Words as sequences of parts of a pattern, by where they may begin. */
interface Pieces {
  /** Anywhere, within words too. */
  readonly anywhere: (readonly string[])[];
  /** Where a word begins. */
  readonly atStart: (readonly string[])[];
  /** Where a word begins, or after one of the prefixes there. */
  readonly afterPrefix: (readonly string[])[];
}

// Letters of other scripts end a word: Chinese is written without spaces.
const START = '(?<![a-z\\u00df-\\u024f\\u0400-\\u052f])';
const END = '(?![a-z\\u00df-\\u024f\\u0400-\\u052f])';
const ENTRY = /^\*?~?(?:[\p{L}\p{N}\p{M}' -]|\([\p{L}\p{M}|]+\)\??)+\*?$/u;

/**
 * One regular expression for a list of words. Every part of it has a bounded length and there are no nested
 * repetitions, so that a search takes linear time.
 * @param prefixes What `~` stands for.
 * @returns `undefined` for an empty list.
 * @throws TypeError for a word that is not in the notation of lists.
 */
export function patternOf(words: readonly string[], reading: Reading, prefixes: readonly string[]): RegExp | undefined {
  if (words.length === 0) return undefined;
  const pieces: Pieces = { anywhere: [], atStart: [], afterPrefix: [] };
  for (const word of words) place(word, reading, pieces);
  const parts: string[] = [];
  if (pieces.anywhere.length > 0) parts.push(trieOf(pieces.anywhere));
  if (pieces.atStart.length > 0) parts.push(START + trieOf(pieces.atStart));
  if (pieces.afterPrefix.length > 0) {
    const before = prefixes.length === 0 ? '' : `(?:${trieOf(prefixes.map((one) => bodyOf(one, reading, '')))})?`;
    parts.push(START + before + trieOf(pieces.afterPrefix));
  }
  // Without the flag u searches are faster; only the gaps of an unbounded script need it.
  return new RegExp(parts.join('|'), reading.bounded ? 'g' : 'gu');
}

function place(word: string, reading: Reading, { anywhere, atStart, afterPrefix }: Pieces): void {
  if (!ENTRY.test(word)) throw new TypeError(`${JSON.stringify(word)} is not a word of a list.`);
  const body = word.replace(/^\*?~?/, '').replace(/\*$/, '');
  if (!reading.bounded) {
    // Where Latin letters end it, they must be a word of their own: 二b, and not 二.bin.
    const end = /[a-z]$/i.test(body) ? [END] : [];
    anywhere.push([...bodyOf(body, reading, reading.gap), ...end]);
    return;
  }
  const end = word.endsWith('*') ? [] : [END];
  // Within other words gaps would join what does not belong together: push/it.
  if (word.startsWith('*')) anywhere.push([...bodyOf(body, reading, ''), ...end]);
  const places = /^\*?~/.test(word) ? afterPrefix : atStart;
  places.push([...bodyOf(body, reading, reading.gap), ...end]);
}

/** Letters one or two times, with gaps between them; a group of alternatives is one part. */
function bodyOf(body: string, reading: Reading, gap: string): readonly string[] {
  const folded = readAs(fold(body.replaceAll(' ', '␣')).text, reading);
  const parts: string[] = [];
  for (const [whole, group, optional] of folded.matchAll(/\(([^)]+)\)(\??)|./gu)) {
    const isLetter = /[\p{L}\p{N}]/u.test(whole);
    const before = parts.length > 0 && isLetter ? gap : '';
    if (group === undefined) {
      parts.push(before + (isLetter ? letterOf(whole, reading) : (SIGNS[whole] ?? whole)));
      continue;
    }
    const choices = group.split('|').map((choice) => bodyOf(choice, reading, gap));
    parts.push(`(?:${before}${trieOf(choices)})${optional ?? ''}`);
  }
  return parts;
}

const SIGNS: Readonly<Record<string, string>> = { '␣': '\\s{1,2}', "'": "['’]?" };

function letterOf(letter: string, { letters, bounded }: Reading): string {
  const pattern = letters[letter] ?? letter;
  return bounded ? `${pattern}{1,2}` : pattern;
}
