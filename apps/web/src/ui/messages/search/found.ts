import { foundRanges, searchTerms } from '../../../../../../core/search/query.js';

/** A piece of a text, and whether it is what was searched for. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/**
 * Parts a text into what a search has found in it and the rest: whole words, also other forms and longer words, and
 * whole phrases.
 *
 * @returns pieces that, put together, are the text again
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

/** How much of a text stands before the first hit, and in all. */
const CONTEXT_BEFORE = 60;
const MAX_EXCERPT = 240;

/** The part of a text that has its first hit, in one line. */
export function excerpt(text: string, words: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= MAX_EXCERPT) return line;
  const first = foundRanges(line, searchTerms(words))[0]?.start ?? 0;
  const from = first <= CONTEXT_BEFORE ? 0 : line.indexOf(' ', first - CONTEXT_BEFORE) + 1 || first - CONTEXT_BEFORE;
  const cut = [...line.slice(from, from + MAX_EXCERPT)].join('');
  return `${from > 0 ? '…' : ''}${cut}${from + MAX_EXCERPT < line.length ? '…' : ''}`;
}
