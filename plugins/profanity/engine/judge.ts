import { SHORT } from './pattern.js';
import { isMachineText, isPackage, isRandom, type Token, tokenAround } from './shape.js';

/**
 * What a text is, and so how plainly a word must be written in it. `message`: digits and signs may stand for letters; links and
 * code are read in plain letters. `nick`: the same without links and code. `name`, of a room or a file: plain letters alone.
 */
export type TextKind = 'message' | 'nick' | 'name';

/** A place of a folded text where a pattern has matched. */
export interface Candidate {
  /** The folded text. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Whether the letters are there themselves, without signs between them. */
  readonly plain: boolean;
  /** Whether it is read as Cyrillic. */
  readonly cyrillic: boolean;
  /** Whether it is in a link. */
  readonly linked: boolean;
  /** The same part of the original, and what is around it. */
  readonly original: (from: number, to: number) => string;
}

const CYRILLIC = /[\u0400-\u052f]/;
const WORD_LETTER = /[a-z\u00df-\u024f\u0400-\u052f]/;
const GAP_BY_DIGIT = /[0-9][._~^,:;/\\=*-]|[._~^,:;/\\=*-][0-9]/;
/** A run of letters in one case, or with one capital at its beginning. */
const ONE_CASE = /^(?:\p{Lu}?\P{Lu}*|\P{Ll}*)$/u;
/** In a part of camel case, a word of fewer letters is met by chance. */
const HUMP = 5;
/** How many letters more a word has than an entry of a list: fucking, shitty. */
const ENDING = 3;
/** How far from a match Cyrillic letters tell that Latin ones among them are meant as such: e6ать. */
const NEAR = 3;
const TWICE = /(.)\1/gu;
const HEX = /^[0-9a-f:._/=+-]*$/;

/** Whether a match is a word, and not what chance and machines write. */
export function isWord(candidate: Candidate): boolean {
  const { text, from, to, cyrillic } = candidate;
  // No machine writes Cyrillic letters among its digits and signs.
  if (cyrillic && CYRILLIC.test(text.slice(Math.max(0, from - NEAR), to + NEAR))) return true;
  const found = text.slice(from, to);
  if (!candidate.plain) return isLookalike(candidate, found);
  if (isExtension(text, from, to, found)) return false;
  // Latin letters that look like Cyrillic ones: xye may be three coordinates.
  if (cyrillic && found.replace(TWICE, '$1').length <= SHORT) return false;
  const token = tokenAround(text, from, to);
  return candidate.linked || isRandom(token) || isPackage(token) ? isWhole(candidate, token) : true;
}

/** Whether digits and signs stand for letters. */
function isLookalike({ text, from, to, cyrillic, linked }: Candidate, found: string): boolean {
  // Numbers and signs alone are no word, however they look, and x*y*e is a product.
  if (cyrillic || linked || lettersIn(found) === 0 || GAP_BY_DIGIT.test(found)) return false;
  const token = tokenAround(text, from, to);
  // @ss and a$$ stand alone; within other signs they are chance.
  if (found.replace(TWICE, '$1').length <= SHORT) return token.text.replace(/^\(+|[.,:;!?)*_~]+$/g, '') === found;
  if (lettersIn(found) < 2) return false;
  // Where one digit is a letter, so are those beside it: then it is another word.
  if (/[0-9]/.test(found) && (/[0-9]/.test(text.charAt(from - 1)) || /[0-9]/.test(text.charAt(to)))) return false;
  return !isMachineText(token);
}

/** Whether letters in a link or in a key are a word of their own, and longer than what chance writes there. */
function isWhole({ text, from, to, original }: Candidate, token: Token): boolean {
  const random = isRandom(token);
  const length = text.slice(from, to).replace(TWICE, '$1').length;
  if (length <= SHORT && (random || isPackage(token))) return false;
  // Digits up to f write no word, so what is among them is no chance.
  if (random && HEX.test(token.text.slice(0, token.from)) && HEX.test(token.text.slice(token.to))) return true;
  const [start, end] = lettersAround(text, from, to);
  const run = original(start, end);
  if (ONE_CASE.test(run)) {
    if (!random) return true;
    if (length > SHORT + 1) return end - start <= to - from + ENDING;
    // Four letters are chance unless they are all that is between two signs.
    return end - start === length && !/[0-9]/.test(text.charAt(start - 1)) && !/[0-9]/.test(text.charAt(end));
  }
  // In camel case, a hump.
  let at = start;
  for (const [hump] of run.matchAll(/\p{Lu}?\P{Lu}+|\p{Lu}+/gu)) {
    if (at <= from && to <= at + hump.length) return length >= HUMP || !random;
    at += hump.length;
  }
  return false;
}

/** `subtitles.ass`, `*.ass`: an extension of a name is no word. */
function isExtension(text: string, from: number, to: number, found: string): boolean {
  if (found.length > 3 || text.charAt(from - 1) !== '.' || /[a-z0-9]/.test(text.charAt(to))) return false;
  return text.charAt(from - 2) !== '.';
}

/** Where the letters around a part of a folded text begin and end. */
export function lettersAround(text: string, from: number, to: number): readonly [start: number, end: number] {
  let start = from;
  let end = to;
  while (start > 0 && WORD_LETTER.test(text.charAt(start - 1))) start--;
  while (end < text.length && WORD_LETTER.test(text.charAt(end))) end++;
  return [start, end];
}

const DIGITS_INSIDE_BEFORE = /[a-z\u00df-\u024f\u0400-\u052f][0-9]{1,2}$/;
const DIGITS_INSIDE_AFTER = /^[0-9]{1,2}[a-z\u00df-\u024f\u0400-\u052f]/;

/** Where the word around a match begins and ends: its letters, and one or two digits between letters. */
export function wordAround(text: string, from: number, to: number): readonly [start: number, end: number] {
  let [start, end] = lettersAround(text, from, to);
  for (;;) {
    const before = DIGITS_INSIDE_BEFORE.exec(text.slice(Math.max(0, start - 3), start));
    const after = DIGITS_INSIDE_AFTER.exec(text.slice(end, end + 3));
    if (before === null && after === null) return [start, end];
    [start, end] = lettersAround(text, start - (before?.[0].length ?? 0), end + (after?.[0].length ?? 0));
  }
}

function lettersIn(text: string): number {
  let letters = 0;
  for (const character of text) if (/\p{L}/u.test(character)) letters++;
  return letters;
}
