import { rowAt } from './starts.js';

/** Rows from `from` on, up to and without `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * The rows that a window shows.
 *
 * @param starts where rows begin, as `rowStarts` makes it
 * @param top    the upper edge of the window
 * @param height of the window
 * @param margin how far beyond both edges rows count as shown
 */
export function rangeAt(starts: Float64Array, top: number, height: number, margin: number): Range {
  if (starts.length < 2) return { from: 0, to: 0 };
  return { from: rowAt(starts, top - margin), to: rowAt(starts, top + height + margin) + 1 };
}

/** Whether one range has all rows of another. */
export function covers(outer: Range, inner: Range): boolean {
  return outer.from <= inner.from && outer.to >= inner.to;
}
