import { symbolOf } from './symbols.js';

/** A text as the filter reads it: without case, width, marks, invisible characters, long repetitions and gaps between single letters. */
export interface Folded {
  /** How many units there are. */
  readonly length: number;
  /** The UTF-16 units; there may be more, which mean nothing. */
  readonly units: Uint16Array;
  /** For each unit, where its source begins in the original. */
  readonly starts: Uint32Array;
  /** For each unit, where its source ends in the original. */
  readonly ends: Uint32Array;
  /** Whether there are Chinese characters. */
  readonly hasHan: boolean;
}

/** Letters that stand alone, one after the other: `f u c k`. One way to match only, so that it takes linear time. */
const SPELLED =
  /(?<![a-z0-9\u0400-\u052f])[a-z0-9\u0400-\u052f@$!*](?:[\s._~-]{1,3}[a-z0-9\u0400-\u052f@$!*](?![a-z0-9\u0400-\u052f])){2,}/g;
const MARK = /^\p{M}/u;
const GAP = /[\s._~-]/;

const LETTER = 1;
const SIGN = 2;
const SPACE = 3;

/** What each unit is to {@link SPELLED}. */
const kinds = new Uint8Array(65_536);
// All white space of Unicode is below this but U+FEFF, which folding takes away.
for (let unit = 0; unit <= 0x3000; unit++) {
  const character = String.fromCharCode(unit);
  if (/[a-z0-9\u0400-\u052f]/.test(character)) kinds[unit] = LETTER;
  else if (/[@$!*]/.test(character)) kinds[unit] = SIGN;
  else if (GAP.test(character)) kinds[unit] = SPACE;
}

/** Units are written here and read before the next text is folded, so that no text costs memory of its own. */
class Units implements Folded {
  length = 0;
  hasHan = false;
  units = new Uint16Array(1_024);
  starts = new Uint32Array(1_024);
  ends = new Uint32Array(1_024);

  clear(): this {
    this.length = 0;
    this.hasHan = false;
    return this;
  }

  /** Adds a unit, unless it is there twice already: then it belongs to the second. */
  add(unit: number, start: number, end: number): void {
    const { length, units } = this;
    if (length > 1 && units[length - 1] === unit && units[length - 2] === unit) {
      this.ends[length - 1] = end;
      return;
    }
    if (length === units.length) this.#grow();
    this.units[length] = unit;
    this.starts[length] = start;
    this.ends[length] = end;
    this.length = length + 1;
  }

  #grow(): void {
    const grown = <T extends Uint16Array | Uint32Array>(array: T, wider: T): T => {
      wider.set(array);
      return wider;
    };
    const length = this.length * 2;
    this.units = grown(this.units, new Uint16Array(length));
    this.starts = grown(this.starts, new Uint32Array(length));
    this.ends = grown(this.ends, new Uint32Array(length));
  }
}

const first = new Units();
const second = new Units();

/** Folds a text, so that one spelling stands for all that look alike. Takes linear time. The result is valid until the next call. */
export function fold(text: string): Folded {
  const units = first.clear();
  let others = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code < 0x80) {
      units.add(code >= 0x41 && code <= 0x5a ? code + 32 : code, at, at + 1);
      at++;
      continue;
    }
    if (code >= 0x4e00 && code <= 0x9fff) {
      units.hasHan = true;
      units.add(code, at, at + 1);
      at++;
      continue;
    }
    if (code >= 0x430 && code <= 0x44f && code !== 0x439) {
      units.add(code, at, at + 1);
      at++;
      continue;
    }
    at = addOther(units, text, at);
    others++;
  }
  if (others > 0 && !units.hasHan) units.hasHan = HAN.test(text);
  return isSpelled(units) ? joined(units) : units;
}

const HAN = /\p{Script=Han}/u;

/** Adds a character that does not stand for itself. @returns Where the next one begins. */
function addOther(units: Units, text: string, at: number): number {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const end = at + character.length;
  const symbol = symbolOf(character);
  for (let part = 0; part < symbol.length; part++) units.add(symbol.charCodeAt(part), at, end);
  // A mark belongs to what it stands on: it must not stay behind on an asterisk.
  if (symbol === '' && units.length > 0 && MARK.test(character)) units.ends[units.length - 1] = end;
  return end;
}

/** A word of a list as a text is folded. */
export function foldWord(word: string): string {
  return textOf(fold(word));
}

/** The units as a string. */
export function textOf({ units, length }: Folded): string {
  if (length <= 4_096) return String.fromCharCode.apply(null, units.subarray(0, length) as unknown as number[]);
  let text = '';
  for (let at = 0; at < length; at += 4_096) {
    text += String.fromCharCode.apply(null, units.subarray(at, Math.min(at + 4_096, length)) as unknown as number[]);
  }
  return text;
}

/** Whether three letters stand alone, one after the other: what {@link SPELLED} finds, in a fraction of its time. */
function isSpelled({ units, length }: Folded): boolean {
  let chain = 0;
  let gap = 0;
  for (let at = 0; at < length; at++) {
    const kind = kinds[units[at] ?? 0] ?? 0;
    if (kind === SPACE) {
      gap++;
      continue;
    }
    const alone =
      kind !== 0 &&
      (at === 0 || kinds[units[at - 1] ?? 0] !== LETTER) &&
      (at + 1 === length || kinds[units[at + 1] ?? 0] !== LETTER);
    if (!alone) chain = 0;
    else chain = chain > 0 && gap >= 1 && gap <= 3 ? chain + 1 : 1;
    if (chain === 3) return true;
    gap = 0;
  }
  return false;
}

/** Without the gaps between single letters. */
function joined(units: Units): Folded {
  const kept = second.clear();
  kept.hasHan = units.hasHan;
  let at = 0;
  const copy = (end: number, spelled: boolean): void => {
    for (; at < end; at++) {
      const unit = units.units[at] ?? 0;
      if (!(spelled && kinds[unit] === SPACE)) kept.add(unit, units.starts[at] ?? 0, units.ends[at] ?? 0);
    }
  };
  for (const { 0: spelled, index } of textOf(units).matchAll(SPELLED)) {
    copy(index, false);
    copy(index + spelled.length, true);
  }
  if (at === 0) return units;
  copy(units.length, false);
  return kept;
}
