/**
 * Where rows that lie under each other begin.
 *
 * @param heights in pixels
 * @param lead    what lies before the first row
 * @param known   the table of the rows before, where the first rows are the same, to be made longer or changed
 * @param from    the first row whose own height is not as it was
 * @returns one more than rows: the last is where the last row ends
 */
export function rowStarts(heights: Float64Array, lead: number, known?: Float64Array, from = 0): Float64Array {
  const same = known !== undefined && known.length === heights.length + 1;
  const starts = same ? known : new Float64Array(heights.length + 1);
  let at = same ? from : 0;
  let y = at === 0 ? lead : (starts[at] ?? lead);
  for (; at < heights.length; at++) {
    starts[at] = y;
    y += heights[at] ?? 0;
  }
  starts[heights.length] = y;
  return starts;
}

/** The row at a height: the last one that begins there or before, the first one for what lies before it; -1 of none. */
export function rowAt(starts: Float64Array, y: number): number {
  let low = 0;
  let high = starts.length - 2;
  if (high < 0) return -1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
