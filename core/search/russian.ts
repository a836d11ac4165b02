/**
 * The Russian stemmer of Snowball: https://snowballstem.org/algorithms/russian/stemmer.html. `серверов`, `сервером` and
 * `сервер` have the stem `сервер`. Each ending is removed within the part of the word after its first vowel.
 */

const after = (...endings: readonly string[]) => endings.join('|');

const GERUND = /(?:(?<=[ая])(?:вшись|вши|в)|(?:ив|ыв)(?:шись|ши)?)$/;
const ADJECTIVE = new RegExp(
  `(?:${after('ими', 'ыми', 'его', 'ого', 'ему', 'ому', 'ее', 'ие', 'ые', 'ое', 'ей', 'ий', 'ый', 'ой', 'ем', 'им')}|${after('ым', 'ом', 'их', 'ых', 'ую', 'юю', 'ая', 'яя', 'ою', 'ею')})$`,
);
const PARTICIPLE = /(?:(?<=[ая])(?:ем|нн|вш|ющ|щ)|ивш|ывш|ующ)$/;
const REFLEXIVE = /(?:ся|сь)$/;
const VERB_AFTER_A = after('ете', 'йте', 'ешь', 'нно', 'ла', 'на', 'ли', 'ем', 'ло', 'но', 'ет', 'ют', 'ны', 'ть', 'й');
const VERB = new RegExp(
  `(?:(?<=[ая])(?:${VERB_AFTER_A}|л|н)|${after('ейте', 'уйте', 'ила', 'ыла', 'ена', 'ите', 'или', 'ыли', 'ило', 'ыло')}|${after('ено', 'ует', 'уют', 'ены', 'ить', 'ыть', 'ишь', 'ей', 'уй', 'ил', 'ыл', 'им', 'ым')}|${after('ен', 'ят', 'ит', 'ыт', 'ую', 'ю')})$`,
);
const NOUN = new RegExp(
  `(?:${after('иями', 'ями', 'ами', 'ией', 'иям', 'ием', 'иях', 'ев', 'ов', 'ие', 'ье', 'еи', 'ии', 'ей', 'ой', 'ий')}|${after('ям', 'ем', 'ам', 'ом', 'ах', 'ях', 'ию', 'ью', 'ия', 'ья', '[аеийоуыьюя]')})$`,
);
const DERIVATIONAL = /ость?$/;
const SUPERLATIVE = /ейше?$/;

/** The word without the ending that an expression finds in its part from an index on; `undefined` where there is none. */
function without(word: string, ending: RegExp, from: number): string | undefined {
  const part = word.slice(from);
  const found = ending.exec(part);
  return found === null ? undefined : word.slice(0, from + found.index);
}

/** The first index after a vowel and the consonant that follows it, from an index on. */
function regionAfter(word: string, from: number): number {
  const found = /^[^аеиоуыэюя]*[аеиоуыэюя]+[^аеиоуыэюя]/.exec(word.slice(from));
  return found === null ? word.length : from + found[0].length;
}

function withoutInflection(word: string, from: number): string {
  const gerund = without(word, GERUND, from);
  if (gerund !== undefined) return gerund;
  const plain = without(word, REFLEXIVE, from) ?? word;
  const adjective = without(plain, ADJECTIVE, from);
  if (adjective !== undefined) return without(adjective, PARTICIPLE, from) ?? adjective;
  return without(plain, VERB, from) ?? without(plain, NOUN, from) ?? plain;
}

/** Gives the stem of a Russian word in lower case, with `е` for `ё`. */
export function stemRussian(word: string): string {
  const vowel = word.search(/[аеиоуыэюя]/);
  if (vowel < 0) return word;
  const from = vowel + 1;
  const r2 = regionAfter(word, regionAfter(word, 0));
  let stem = withoutInflection(word, from);
  stem = without(stem, /и$/, from) ?? stem;
  stem = without(stem, DERIVATIONAL, Math.max(from, r2)) ?? stem;
  const positive = without(stem, SUPERLATIVE, from) ?? stem;
  if (/нн$/.test(positive.slice(from))) return positive.slice(0, -1);
  if (positive !== stem) return positive;
  return without(stem, /ь$/, from) ?? stem;
}
