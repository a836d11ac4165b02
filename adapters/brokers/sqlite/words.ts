/** A run of letters, digits and the marks on them; all else stands between words. */
const RUN = /[\p{L}\p{N}\p{M}]+/gu;

/** Scripts that are written without spaces between words. */
const UNSPACED = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]+/gu;

/**
 * The words of a text as they are indexed, with spaces between: in NFKC, in lower case, ё as е. What Chinese and
 * Japanese write without spaces is cut into pairs that overlap, and ends with its last character alone, so that a
 * single character is found as the beginning of a pair.
 */
export function indexText(text: string): string {
  return wordsOf(text)
    .flatMap((word) => (word.unspaced ? pairs(word.text) : [word.text]))
    .join(' ');
}

/**
 * What finds a text in the index of FTS5: all of its words, in any order. It consists of quoted letters and digits, so no
 * text has a meaning as syntax. `undefined` where the text has no words, and so nothing to be found by.
 */
export function matchText(text: string): string | undefined {
  const words = wordsOf(text).map(({ text: word, unspaced }) => {
    if (!unspaced) return `"${word}"`;
    const found = pairs(word);
    // The last character stands alone only where a run ends: a run that is looked for may go on.
    return found.length === 1 ? `"${word}" *` : `"${found.slice(0, -1).join(' ')}"`;
  });
  return words.length === 0 ? undefined : words.join(' AND ');
}

interface Word {
  readonly text: string;
  readonly unspaced: boolean;
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
    if (to > end) words.push({ text: run.slice(end, to), unspaced: false });
  };
  for (const { 0: text, index } of run.matchAll(UNSPACED)) {
    spaced(index);
    words.push({ text, unspaced: true });
    end = index + text.length;
  }
  spaced(run.length);
  return words.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

function pairs(run: string): readonly string[] {
  const characters = [...run];
  return characters.map((character, at) => character + (characters[at + 1] ?? ''));
}
