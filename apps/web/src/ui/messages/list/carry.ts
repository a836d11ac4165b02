/** What names a row for good. */
export interface KeyedRow {
  readonly uid: string;
}

/** How many rows apart the beginnings of two lists are looked for at once: so many go or come within a frame, or a page. */
const MAX_SHIFT = 2_000;

/** Rows of a list, and their heights. */
export interface Heights {
  readonly rows: readonly KeyedRow[];
  readonly heights: Float64Array;
}

/** Where a list goes on that another began: the first row of one in the other, as how far it has moved. */
function shiftBetween(before: readonly KeyedRow[], after: readonly KeyedRow[]): number {
  const [old, now] = [before[0]?.uid, after[0]?.uid];
  for (let at = 0; at < MAX_SHIFT; at++) {
    if (before[at]?.uid === now) return -at;
    if (after[at]?.uid === old) return at;
  }
  return 0;
}

/**
 * The heights of a new list, taken from the one before by name. What is usual costs next to nothing: rows that were
 * put before, put behind, or taken off either end.
 *
 * @param estimate how high a row may be that the list before had not
 */
export function carryHeights(
  before: Heights,
  after: readonly KeyedRow[],
  estimate: (row: number) => number,
): Float64Array {
  const { rows: old, heights: known } = before;
  const heights = new Float64Array(after.length);
  const shift = shiftBetween(old, after);
  let start = Math.max(0, shift);
  for (; start < after.length && old[start - shift]?.uid === after[start]?.uid; start++) {
    heights[start] = known[start - shift] ?? 0;
  }
  let end = after.length;
  const back = old.length - after.length;
  for (; end > start && old[end - 1 + back]?.uid === after[end - 1]?.uid; end--) {
    heights[end - 1] = known[end - 1 + back] ?? 0;
  }
  for (let at = 0; at < Math.min(shift, after.length); at++) heights[at] = estimate(at);
  if (start === end) return heights;
  // What is left was put between others, or took another's place.
  const places = new Map<string, number>();
  for (let at = Math.max(0, start - shift); at < end + back; at++) places.set(old[at]?.uid ?? '', at);
  for (let at = start; at < end; at++) {
    const place = places.get(after[at]?.uid ?? '');
    heights[at] = place === undefined ? estimate(at) : (known[place] ?? 0);
  }
  return heights;
}
