/**
 * The English stemmer of Snowball ("Porter2"): https://snowballstem.org/algorithms/english/stemmer.html.
 * `running`, `runs` and `run` have the stem `run`.
 */

/** Words with a stem of their own. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ['skis', 'ski'],
  ['skies', 'sky'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['idly', 'idl'],
  ['gently', 'gentl'],
  ['ugly', 'ugli'],
  ['early', 'earli'],
  ['only', 'onli'],
  ['singly', 'singl'],
  ...['sky', 'news', 'howe', 'atlas', 'cosmos', 'bias', 'andes'].map((word) => [word, word] as const),
]);

/** Words that are left as they are after the plural has gone. */
const FINAL = /^(?:(?:inn|out|cann|herr|earr)ing|(?:pro|ex|suc)ceed)$/;

const DOUBLE = /(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;
/** A short syllable at the end of a word. */
const SHORT = /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/;
const REGION = /^[^aeiouy]*[aeiouy]+[^aeiouy]/;
const VOWEL = /[aeiouy]/;

type Rules = readonly (readonly [suffix: string, replacement: string])[];

/** The longest suffix first. */
const longestFirst = (rules: Rules): Rules => [...rules].sort(([one], [other]) => other.length - one.length);

const STEP_2 = longestFirst([
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['abli', 'able'],
  ['entli', 'ent'],
  ['izer', 'ize'],
  ['ization', 'ize'],
  ['ational', 'ate'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['alli', 'al'],
  ['fulness', 'ful'],
  ['ousli', 'ous'],
  ['ousness', 'ous'],
  ['iveness', 'ive'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['bli', 'ble'],
  ['ogi', 'og'],
  ['fulli', 'ful'],
  ['lessli', 'less'],
  ['li', ''],
]);

const STEP_3 = longestFirst([
  ['tional', 'tion'],
  ['ational', 'ate'],
  ['alize', 'al'],
  ['icate', 'ic'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
  ['ative', ''],
]);

const STEP_4 = /(?:ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|ion|al|er|ic)$/;

/** Where the region after the first vowel and the consonant that follows it begins; the word's end where there is none. */
function regionAfter(word: string, from: number): number {
  const found = REGION.exec(word.slice(from));
  return found === null ? word.length : from + found[0].length;
}

function plural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  if (/[us]s$/.test(word)) return word;
  return word.endsWith('s') && VOWEL.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function pastAndParticiple(word: string, r1: number): string {
  const eed = /eed(?:ly)?$/.exec(word);
  if (eed !== null) return eed.index >= r1 ? `${word.slice(0, eed.index)}ee` : word;
  const ending = /(?:ed|ing)(?:ly)?$/.exec(word);
  if (ending === null || !VOWEL.test(word.slice(0, ending.index))) return word;
  const rest = word.slice(0, ending.index);
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (DOUBLE.test(rest)) return rest.slice(0, -1);
  return r1 >= rest.length && SHORT.test(rest) ? `${rest}e` : rest;
}

function replaced(word: string, rules: Rules, allowed: (suffix: string, at: number) => boolean): string {
  for (const [suffix, replacement] of rules) {
    if (!word.endsWith(suffix)) continue;
    const at = word.length - suffix.length;
    return allowed(suffix, at) ? word.slice(0, at) + replacement : word;
  }
  return word;
}

function withoutSuffix(word: string, r2: number): string {
  const at = STEP_4.exec(word)?.index ?? -1;
  if (at < r2) return word;
  return word.endsWith('ion') && !/[st]ion$/.test(word) ? word : word.slice(0, at);
}

function withoutEnd(word: string, r1: number, r2: number): string {
  const at = word.length - 1;
  const rest = word.slice(0, at);
  if (word.endsWith('e')) return at >= r2 || (at >= r1 && !SHORT.test(rest)) ? rest : word;
  return word.endsWith('ll') && at >= r2 ? rest : word;
}

/** Gives the stem of an English word in lower case, a to z. */
export function stemEnglish(word: string): string {
  const exception = EXCEPTIONS.get(word);
  if (exception !== undefined) return exception;
  if (word.length < 3) return word;
  // A `y` that is a consonant is written as `Y`.
  const marked = word.replace(/^y/, 'Y').replace(/(?<=[aeiouy])y/g, 'Y');
  const special = /^(?:gener|commun|arsen)/.exec(marked);
  const r1 = special === null ? regionAfter(marked, 0) : special[0].length;
  const r2 = regionAfter(marked, r1);

  const singular = plural(marked);
  if (FINAL.test(singular)) return singular.toLowerCase();
  let stem = pastAndParticiple(singular, r1);
  stem = stem.replace(/(?<=.[^aeiouy])[yY]$/, 'i');
  stem = replaced(stem, STEP_2, (suffix, at) => {
    if (at < r1) return false;
    if (suffix === 'ogi') return stem[at - 1] === 'l';
    return suffix !== 'li' || /[cdeghkmnrt]/.test(stem[at - 1] ?? '');
  });
  stem = replaced(stem, STEP_3, (suffix, at) => at >= (suffix === 'ative' ? r2 : r1));
  stem = withoutEnd(withoutSuffix(stem, r2), r1, r2);
  return stem.toLowerCase();
}
