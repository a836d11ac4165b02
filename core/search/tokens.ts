import { stemOf } from './stem.js';

/**
 * - `word`: letters and digits of a script with spaces between words;
 * - `ideographs`: a run of Chinese or Japanese, which is found by any part;
 * - `emoji`: one emoji, with its skin tone and all that is joined to it.
 */
export type TokenKind = 'word' | 'ideographs' | 'emoji';

/** A unit of a text that can be searched for. */
export interface Token {
  /** What it is: a word, an ideograph, an emoji, … */
  readonly kind: TokenKind;
  /** As it is compared, see {@link foldText}. */
  readonly text: string;
  /** Where it begins in the text that was cut, in UTF-16 code units. */
  readonly start: number;
  /** Where it ends, exclusive. */
  readonly end: number;
}

const IDEOGRAPH = '(?=[\\u2e80-\\u{10ffff}])(?=[\\p{L}\\p{N}\\p{M}])[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}]';

/** UTS #51, ED-17 and its parts, without what letters and digits are written with. */
const PICTURE = '(?=[\\u2010-\\u{10ffff}])\\p{ExtPict}(?:\\p{EMod}|\\ufe0f\\u20e3?|[\\u{e0020}-\\u{e007f}]+)?';
const EMOJI = `\\p{RI}{2}|${PICTURE}(?:\\u200d${PICTURE})*`;
const KEYCAP = '[0-9#*]\\ufe0f?\\u20e3';

const WORD = '[\\p{L}\\p{N}\\p{M}]+';
const words = new RegExp(`(${WORD})`, 'gu');
/** Words first: there are many more of them than of emoji, and none begins with the other. */
const units = new RegExp(`(${WORD})|${EMOJI}`, 'gu');
/** Only for texts that have the mark: a keycap begins with a digit. */
const unitsWithKeycaps = new RegExp(`(?!${KEYCAP})((?:(?!${KEYCAP})[\\p{L}\\p{N}\\p{M}])+)|${KEYCAP}|${EMOJI}`, 'gu');
const ideographs = new RegExp(`(?:${IDEOGRAPH})+`, 'gu');
const isWord = /[\p{L}\p{N}]/u;

/** Has no ideographs. */
const SPACED = /^[\0-\u2e7f]*$/;

/** Latin and Cyrillic, without emoji: spaces stand between words. */
const PLAIN = /^[\0-\u036f\u0400-\u052f\u2010-\u2027]*$/;

const MAY_HAVE_ACCENTS = /[\u00c0-\u03ff\u1e00-\u1fff]/;
const ACCENTS = /([\p{sc=Latin}\p{sc=Greek}])[\u0300-\u036f]+/gu;
const LONE_ACCENTS = /[\u0300-\u036f]+/g;
const SKIN_TONES = /[\u{1f3fb}-\u{1f3ff}]/gu;
const VARIATIONS = /[\ufe0e\ufe0f]/g;

/** Gives a text as it is compared: NFKC, lower case, Latin and Greek without accents, `е` for `ё`. */
export function foldText(text: string): string {
  const wide = text.normalize('NFKC');
  const lower = wide.toLowerCase();
  const folded = (lower === wide ? lower : lower.normalize('NFKC')).replaceAll('ё', 'е');
  if (!MAY_HAVE_ACCENTS.test(folded)) return folded;
  const plain = folded.normalize('NFD').replace(ACCENTS, '$1').normalize('NFC');
  return plain.replace(LONE_ACCENTS, '').replaceAll('ς', 'σ');
}

/** Cuts a folded text into tokens, in order. */
export function tokensOf(folded: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = patternFor(folded);
  pattern.lastIndex = 0;
  for (let found = pattern.exec(folded); found !== null; found = pattern.exec(folded)) {
    const { 0: text, 1: run, index } = found;
    if (run === undefined) addEmoji(tokens, text, index);
    else if (SPACED.test(run)) addWord(tokens, run, index);
    else addRun(tokens, run, index);
  }
  return tokens;
}

function patternFor(folded: string): RegExp {
  if (PLAIN.test(folded)) return words;
  return folded.includes('\u20e3') ? unitsWithKeycaps : units;
}

function addWord(tokens: Token[], text: string, start: number): void {
  if (isWord.test(text)) tokens.push({ kind: 'word', text, start, end: start + text.length });
}

function addEmoji(tokens: Token[], text: string, start: number): void {
  tokens.push({ kind: 'emoji', text: text.replace(VARIATIONS, ''), start, end: start + text.length });
}

/** Parts a run where its script changes: `版本2` is two tokens. */
function addRun(tokens: Token[], run: string, start: number): void {
  let done = 0;
  for (const { 0: text, index } of run.matchAll(ideographs)) {
    if (index > done) addWord(tokens, run.slice(done, index), start + done);
    done = index + text.length;
    if (isWord.test(text)) tokens.push({ kind: 'ideographs', text, start: start + index, end: start + done });
  }
  if (done < run.length) addWord(tokens, run.slice(done), start + done);
}

/** Gives what the forms of a token have in common: the stem of a word, an emoji without its skin tones. */
export function formOf({ kind, text }: Pick<Token, 'kind' | 'text'>): string {
  if (kind === 'word') return stemOf(text);
  return kind === 'emoji' ? text.replace(SKIN_TONES, '') : text;
}
