import { foldText, formOf, type Token, tokensOf } from './tokens.js';

/** Words from this length on find what begins with them: code points. */
const MIN_PREFIX = 3;
const MIN_HANGUL_PREFIX = 2;

/** A word, a run of ideographs or an emoji that a text must have. */
export interface SearchWord {
  /** A single unit. */
  readonly type: 'word';
  /** What the unit is. */
  readonly kind: Token['kind'];
  /** As it was typed, folded. */
  readonly text: string;
  /** Finds every token of the same form. For emoji the text itself: without a skin tone it finds all, with one only that. */
  readonly form: string;
  /** Whether it finds longer words that begin with it. */
  readonly isPrefix: boolean;
}

/** Tokens that a text must have as they are, one after the other. */
export interface SearchPhrase {
  /** Units that follow each other. */
  readonly type: 'phrase';
  /** The units, in their order. */
  readonly tokens: readonly Pick<Token, 'kind' | 'text'>[];
}

/** One condition of a search. A text is found when all are met. */
export type SearchTerm = SearchWord | SearchPhrase;

/** A part of a text: UTF-16 code units, the end exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What stands between quotation marks, of whatever language. A mark without its partner is plain text. */
const QUOTED = /"([^"]*)"|[“”„]([^“”„]*)[“”]|«([^«»]*)»|「([^「」]*)」/gu;

/**
 * Reads what a user has typed as conditions. Text in quotation marks is a phrase; everything else is words, whatever it
 * means to a database: there are no operators and no wildcards.
 * @returns Each condition once; none for a text without words.
 */
export function searchTerms(text: string): readonly SearchTerm[] {
  const folded = foldText(text);
  const terms = new Map<string, SearchTerm>();
  let done = 0;
  for (const { 0: quoted, 1: plain, 2: curly, 3: angled, 4: cornered, index } of folded.matchAll(QUOTED)) {
    addWords(terms, folded.slice(done, index));
    addPhrase(terms, plain ?? curly ?? angled ?? cornered ?? '');
    done = index + quoted.length;
  }
  addWords(terms, folded.slice(done));
  return [...terms.values()];
}

function addWords(terms: Map<string, SearchTerm>, text: string): void {
  for (const { kind, text: word } of tokensOf(text)) {
    const form = kind === 'word' ? formOf({ kind, text: word }) : word;
    terms.set(word, { type: 'word', kind, text: word, form, isPrefix: kind === 'word' && isPrefix(word) });
  }
}

function isPrefix(word: string): boolean {
  if (!/\p{L}/u.test(word)) return false;
  return [...word].length >= (/[가-힣]/.test(word) ? MIN_HANGUL_PREFIX : MIN_PREFIX);
}

function addPhrase(terms: Map<string, SearchTerm>, text: string): void {
  const tokens = tokensOf(text).map(({ kind, text }) => ({ kind, text }));
  if (tokens.length > 0) terms.set(`"${tokens.map(({ text }) => text).join(' ')}"`, { type: 'phrase', tokens });
}

/** Tells whether a text meets every condition of a search. False where there is no condition. */
export function isFound(text: string, terms: readonly SearchTerm[]): boolean {
  if (terms.length === 0) return false;
  const tokens = tokensOf(foldText(text));
  return terms.every((term) => rangesOf(tokens, term, 1).length > 0);
}

/**
 * Finds the parts of a text that meet conditions of a search, to mark them: whole words, whole phrases, and of Chinese
 * and Japanese the characters that were looked for.
 * @returns In order, without overlaps.
 */
export function foundRanges(text: string, terms: readonly SearchTerm[]): readonly TextRange[] {
  const tokens = originalTokens(text);
  const ranges = terms.flatMap((term) => rangesOf(tokens, term, Number.POSITIVE_INFINITY));
  ranges.sort((one, other) => one.start - other.start || other.end - one.end);
  const apart: TextRange[] = [];
  for (const range of ranges) {
    const last = apart.at(-1);
    if (last === undefined || range.start >= last.end) apart.push(range);
    else if (range.end > last.end) apart.splice(-1, 1, { start: last.start, end: range.end });
  }
  return apart;
}

/** The tokens of a text that is not folded. Folding may change lengths, so each of its runs is folded by itself. */
function originalTokens(text: string): readonly Token[] {
  return [...text.matchAll(/[^\s"]+/gu)].flatMap(({ 0: raw, index }) => {
    const folded = foldText(raw);
    if (folded.length === raw.length) return shifted(tokensOf(folded), index);
    return tokensOf(raw).flatMap((part) => {
      const piece = raw.slice(part.start, part.end);
      const inner = foldText(piece);
      const start = index + part.start;
      if (inner.length === piece.length) return shifted(tokensOf(inner), start);
      return tokensOf(inner).map((token) => ({ ...token, start, end: start + piece.length }));
    });
  });
}

function shifted(tokens: readonly Token[], by: number): readonly Token[] {
  return tokens.map((token) => ({ ...token, start: token.start + by, end: token.end + by }));
}

function rangesOf(tokens: readonly Token[], term: SearchTerm, limit: number): TextRange[] {
  const ranges: TextRange[] = [];
  for (let at = 0; at < tokens.length && ranges.length < limit; at++) {
    if (term.type === 'phrase') ranges.push(...phraseAt(tokens, at, term));
    else ranges.push(...wordAt(tokens[at], term));
  }
  return ranges;
}

function wordAt(token: Token | undefined, { kind, text, form, isPrefix }: SearchWord): readonly TextRange[] {
  if (token?.kind !== kind) return [];
  if (kind === 'ideographs') return partsOf(token, text);
  const isMatch =
    token.text === text ||
    token.text === form ||
    formOf(token) === form ||
    (isPrefix && (token.text.startsWith(text) || formOf(token).startsWith(text)));
  return isMatch ? [{ start: token.start, end: token.end }] : [];
}

/** Every place of some ideographs in a run. */
function partsOf({ text: run, start }: Token, text: string): readonly TextRange[] {
  const parts: TextRange[] = [];
  for (let at = run.indexOf(text); at >= 0; at = run.indexOf(text, at + text.length)) {
    parts.push({ start: start + at, end: start + at + text.length });
  }
  return parts;
}

/** A phrase that begins with a token. It may begin and end within a run of ideographs. */
function phraseAt(tokens: readonly Token[], at: number, { tokens: wanted }: SearchPhrase): readonly TextRange[] {
  const [first] = tokens.slice(at, at + 1);
  const [only] = wanted;
  if (first === undefined || only === undefined) return [];
  if (wanted.length === 1 && only.kind === 'ideographs') {
    return first.kind === 'ideographs' ? partsOf(first, only.text) : [];
  }
  const last = wanted.length - 1;
  const isThere = wanted.every(({ kind, text }, index) => {
    const token = tokens[at + index];
    if (token?.kind !== kind) return false;
    if (kind !== 'ideographs' || (index > 0 && index < last)) return token.text === text;
    return index === 0 ? token.text.endsWith(text) : token.text.startsWith(text);
  });
  const end = tokens[at + last];
  if (!isThere || end === undefined) return [];
  const begin = only.kind === 'ideographs' ? first.end - only.text.length : first.start;
  const closing = wanted[last];
  const stop = closing?.kind === 'ideographs' ? end.start + closing.text.length : end.end;
  // Folding may have changed the length of a run that is marked as a whole.
  return [{ start: Math.max(first.start, begin), end: Math.min(end.end, stop) }];
}
