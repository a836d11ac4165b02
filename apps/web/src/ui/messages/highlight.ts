import { foundRanges, searchTerms } from '../../../../../core/search/query.js';

/** A piece of a text, and whether it matches the search. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/**
 * Splits a text into matches and the rest. Matches are whole words, their other forms and longer words, and phrases.
 *
 * @returns pieces that concatenate to the text
 */
export function highlight(text: string, words: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const { start, end } of foundRanges(text, searchTerms(words))) {
    if (start > done) pieces.push({ text: text.slice(done, start), hit: false });
    pieces.push({ text: text.slice(start, end), hit: true });
    done = end;
  }
  if (done < text.length || pieces.length === 0) pieces.push({ text: text.slice(done), hit: false });
  return pieces;
}

/** Characters before the first match, and in total. */
const CONTEXT_BEFORE = 60;
const MAX_EXCERPT = 240;

/** Returns the part of a text around its first match, on one line. */
export function excerpt(text: string, words: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= MAX_EXCERPT) return line;
  const first = foundRanges(line, searchTerms(words))[0]?.start ?? 0;
  const from = first <= CONTEXT_BEFORE ? 0 : line.indexOf(' ', first - CONTEXT_BEFORE) + 1 || first - CONTEXT_BEFORE;
  const cut = [...line.slice(from, from + MAX_EXCERPT)].join('');
  return `${from > 0 ? '…' : ''}${cut}${from + MAX_EXCERPT < line.length ? '…' : ''}`;
}
