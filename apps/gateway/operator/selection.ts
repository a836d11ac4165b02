/**
 * The first so many of some things in an order, without sorting all of them: of a hundred thousand, most are compared once.
 * @param compare As for `sort`.
 */
export function selectFirst<T>(things: Iterable<T>, most: number, compare: (one: T, other: T) => number): readonly T[] {
  const chosen: T[] = [];
  for (const thing of things) {
    const last = chosen.at(-1);
    if (chosen.length === most && (last === undefined || compare(thing, last) >= 0)) continue;
    chosen.splice(insertionIndex(thing, chosen, compare), 0, thing);
    if (chosen.length > most) chosen.pop();
  }
  return chosen;
}

/** Behind those that are before it, or equal. */
function insertionIndex<T>(thing: T, chosen: readonly T[], compare: (one: T, other: T) => number): number {
  let low = 0;
  let high = chosen.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(thing, chosen[middle] as T) < 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
