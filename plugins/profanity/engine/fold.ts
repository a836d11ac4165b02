import { symbolOf } from './symbols.js';

/** A text as the filter reads it, and where each of its characters comes from. */
export interface Folded {
  /** Without case, width, marks, invisible characters, long repetitions and gaps between single letters. */
  readonly text: string;
  /** For each UTF-16 unit of `text`, where its source begins in the original. */
  readonly starts: readonly number[];
  /** For each UTF-16 unit of `text`, where its source ends in the original. */
  readonly ends: readonly number[];
}

interface Units {
  text: string;
  /** The last two units: reading them from a text that grows would copy it each time. */
  last: string;
  beforeLast: string;
  readonly starts: number[];
  readonly ends: number[];
}

// Ranges instead of properties: several times as fast, and after folding hardly another letter is left.
const WORD = /[a-z0-9\u00df-\u024f\u0400-\u052f]/;
/** Letters that stand alone, one after the other: `f u c k`. One way to match only, so that it takes linear time. */
const SPELLED =
  /(?<![a-z0-9\u0400-\u052f])[a-z0-9\u0400-\u052f@$!*](?:[\s._~-]{1,3}[a-z0-9\u0400-\u052f@$!*](?![a-z0-9\u0400-\u052f])){2,}/g;
const MARK = /^\p{M}/u;
const GAP = /[\s._~-]/;

/** Folds a text, so that one spelling stands for all that look alike. Takes linear time. */
export function fold(text: string): Folded {
  const units = noUnits();
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    const symbol = symbolOf(character);
    for (let part = 0; part < symbol.length; part++) add(units, symbol.charAt(part), at, end);
    // A mark belongs to what it stands on: it must not stay behind on an asterisk.
    const last = units.ends.length - 1;
    if (symbol === '' && last >= 0 && MARK.test(character)) units.ends[last] = end;
    at = end;
  }
  return joined(units);
}

/** Adds a unit, unless it is there twice already: then it belongs to the second. */
function add(units: Units, unit: string, start: number, end: number): void {
  const { starts, ends } = units;
  if (units.last === unit && units.beforeLast === unit) {
    ends[ends.length - 1] = end;
    return;
  }
  units.text += unit;
  units.beforeLast = units.last;
  units.last = unit;
  starts.push(start);
  ends.push(end);
}

const noUnits = (): Units => ({ text: '', last: '', beforeLast: '', starts: [], ends: [] });

/** Without the gaps between single letters. */
function joined(units: Units): Folded {
  const { text, starts, ends } = units;
  const kept = noUnits();
  let at = 0;
  const copy = (end: number, isSpelled: boolean): void => {
    for (; at < end; at++) {
      const unit = text.charAt(at);
      if (!(isSpelled && GAP.test(unit))) add(kept, unit, starts[at] ?? 0, ends[at] ?? 0);
    }
  };
  for (const { 0: spelled, index } of text.matchAll(SPELLED)) {
    copy(index, false);
    copy(index + spelled.length, true);
  }
  if (at === 0) return units;
  copy(text.length, false);
  return kept;
}

/** Where the word around a part of a folded text begins and ends. */
export function wordAround(text: string, start: number, end: number): readonly [start: number, end: number] {
  let from = start;
  let to = end;
  while (from > 0 && WORD.test(text.charAt(from - 1))) from--;
  while (to < text.length && WORD.test(text.charAt(to))) to++;
  return [from, to];
}
