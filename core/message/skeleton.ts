import { confusables } from './confusables.js';
import { fold } from './fold.js';

let table: ReadonlyMap<string, string> | undefined;

/**
 * Returns the skeleton of a name (UTS #39): names that look alike have the same one. It is for comparing only, never for
 * showing: `Anna`, `аnnа` with Cyrillic letters and `ᴀɴɴᴀ` give `anna`, `aIice` with a capital i gives `alice`,
 * `tom` gives `torn`. Case is ignored, as written: `KARI` looks like `karl`, `kari` does not. Accents are kept.
 */
export function skeleton(name: string): string {
  table ??= parse(confusables);
  let mapped = '';
  for (const character of name.normalize('NFKD')) {
    if (!invisible.test(character)) mapped += table.get(character) ?? character.toUpperCase().toLowerCase();
  }
  // A dot on an i is no difference: İ is an I in Turkish.
  return mapped.normalize('NFD').replace(dotted, '$1');
}

/**
 * Returns the keys by which names are compared: two names may be taken for one another when they share one. The first is
 * the skeleton of the name as written; the second, where it differs, that of its lower case with `1` and `|` read as `i`.
 */
export function nameKeys(name: string): readonly string[] {
  const written = skeleton(name);
  const lowered = skeleton(fold(name).replace(ones, 'i'));
  return written === lowered ? [written] : [written, lowered];
}

/**
 * Tells whether the first of two names that look alike is the plainer one: written in ASCII where the other is not, or with
 * fewer characters that stand for another one (`1`, `0`, `rn` for an m).
 */
export function isPlainer(name: string, other: string): boolean {
  return unusualForm(name) < unusualForm(other);
}

function unusualForm(name: string): number {
  const strange = name.match(/[^ -~]/g)?.length ?? 0;
  return strange * 1_000 + (name.match(/[01|]|rn/g)?.length ?? 0);
}

const invisible = /\p{Default_Ignorable_Code_Point}/u;
const dotted = /([il])\u0307+/g;
const ones = /[1|]/g;

function parse(rows: readonly string[]): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const row of rows) {
    for (const entry of row.split(' ')) {
      const [target = '', sources = ''] = entry.split('=');
      const text = target.split('+').map(fromHex).join('');
      for (const source of sources.split(',')) map.set(fromHex(source), text);
    }
  }
  return map;
}

function fromHex(code: string): string {
  return String.fromCodePoint(Number.parseInt(code, 16));
}
