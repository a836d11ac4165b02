/** A run of letters, digits and the marks on them; all else stands between words. */
const RUN = /[\p{L}\p{N}\p{M}]+/gu;

/** Latin and Cyrillic: here FTS5 takes the same for letters and digits, and spaces stand between words. */
const PLAIN = /^[\0-\u036f\u0400-\u052f]*$/;

/** Scripts that are written without spaces between words. Set notation: ES2024, which the compiler's target has not. */
const UNSPACED = '[[\\p{L}\\p{N}\\p{M}]&&[\\u{2e80}-\\u{10ffff}]&&[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}]]+';
const unspaced = new RegExp(UNSPACED, 'gv');

/** What is not indexed as it stands: those, and what stands between words. Some of that FTS5 would take for letters. */
const special = new RegExp(`${UNSPACED}|[^\\p{L}\\p{N}\\p{M}]+`, 'gv');
const isWord = /^[\p{L}\p{N}\p{M}]/u;

/**
 * A text as it is given to FTS5, which cuts it into words: in NFKC, in lower case, ё as е. What Chinese and Japanese write
 * without spaces is cut into pairs that overlap, and ends with its last character alone, so that a single character is
 * found as the beginning of a pair.
 */
export function indexText(text: string): string {
  const folded = fold(text);
  if (PLAIN.test(folded)) return folded;
  return folded.replace(special, (run) => (isWord.test(run) ? ` ${pairs(run).join(' ')} ` : ' '));
}

/**
 * What finds a text in the index of FTS5: all of its words, in any order. It consists of quoted letters and digits, so no
 * text has a meaning as syntax. `undefined` where the text has no words, and so nothing to be found by.
 */
export function matchText(text: string): string | undefined {
  const words = wordsOf(text).map(({ text: word, spaced }) => {
    if (spaced) return `"${word}"`;
    const found = pairs(word);
    // The last character stands alone only where a run ends: a run that is looked for may go on.
    return found.length === 1 ? `"${word}" *` : `"${found.slice(0, -1).join(' ')}"`;
  });
  return words.length === 0 ? undefined : words.join(' AND ');
}

interface Word {
  readonly text: string;
  readonly spaced: boolean;
}

function wordsOf(text: string): readonly Word[] {
  return (fold(text).match(RUN) ?? []).flatMap(split);
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll('ё', 'е');
}

/** Parts a run where its script changes: `版本2` is two words. */
function split(run: string): readonly Word[] {
  const words: Word[] = [];
  let end = 0;
  const spaced = (to: number) => {
    if (to > end) words.push({ text: run.slice(end, to), spaced: true });
  };
  for (const { 0: text, index } of run.matchAll(unspaced)) {
    spaced(index);
    words.push({ text, spaced: false });
    end = index + text.length;
  }
  spaced(run.length);
  return words.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

function pairs(run: string): readonly string[] {
  const characters = [...run];
  return characters.map((character, at) => character + (characters[at + 1] ?? ''));
}
