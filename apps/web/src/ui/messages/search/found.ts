import { fold } from '../../../../../../core/message/fold.js';

/** A piece of a text, and whether it is one of the words that were looked for. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

const SPECIAL = /[\\^$.*+?()[\]{}|/]/g;

/** The words that are looked for, each as a beginning of a word of the text, the longest first. */
function pattern(words: string): RegExp | undefined {
  const parts = [...new Set(fold(words).split(/\s+/u))].filter((word) => word !== '');
  if (parts.length === 0) return undefined;
  const longestFirst = parts.sort((one, other) => other.length - one.length);
  return new RegExp(longestFirst.map((word) => word.replace(SPECIAL, '\\$&')).join('|'), 'giu');
}

/**
 * A text with the words that were looked for marked.
 *
 * @returns pieces that, put together, are the text again
 */
export function piecesOf(text: string, words: string): readonly Piece[] {
  const looked = pattern(words);
  if (looked === undefined) return [{ text, hit: false }];
  const pieces: Piece[] = [];
  let done = 0;
  for (const { index, 0: word } of text.matchAll(looked)) {
    if (word === '') continue;
    if (index > done) pieces.push({ text: text.slice(done, index), hit: false });
    pieces.push({ text: word, hit: true });
    done = index + word.length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), hit: false });
  return pieces;
}

/** How much of a text stands before the first hit, and in all. */
const BEFORE = 60;
const MOST = 240;

/** The part of a text that has its first hit, in one line. */
export function excerpt(text: string, words: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= MOST) return line;
  const first = pattern(words)?.exec(line)?.index ?? 0;
  const from = first <= BEFORE ? 0 : line.indexOf(' ', first - BEFORE) + 1 || first - BEFORE;
  const cut = [...line.slice(from, from + MOST)].join('');
  return `${from > 0 ? '…' : ''}${cut}${from + MOST < line.length ? '…' : ''}`;
}
