/**
 * Computes where each row starts.
 *
 * @param heights in pixels
 * @param lead    space before the first row
 * @param known   starts to update in place, if the number of rows is the same
 * @param from    first row whose height has changed
 * @returns one more entry than rows: the last is the end of the last row
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

/** Returns the row at a vertical position: the last one that starts there or before; -1 without rows. */
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

/** Rows from `from` up to, but not including, `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Returns the visible rows.
 *
 * @param starts as returned by {@link rowStarts}
 * @param top    upper edge of the viewport
 * @param height of the viewport
 * @param margin distance beyond both edges to include
 */
export function rangeAt(starts: Float64Array, top: number, height: number, margin: number): Range {
  if (starts.length < 2) return { from: 0, to: 0 };
  return { from: rowAt(starts, top - margin), to: rowAt(starts, top + height + margin) + 1 };
}

/** Checks whether a range contains another one. */
export function covers(outer: Range, inner: Range): boolean {
  return outer.from <= inner.from && outer.to >= inner.to;
}

/** A row with a stable identifier. */
export interface KeyedRow {
  readonly uid: string;
}

/** Maximum shift to detect between two lists: rows added or removed per frame or page. */
const MAX_SHIFT = 2_000;

/** Rows and their heights. */
export interface Heights {
  readonly rows: readonly KeyedRow[];
  readonly heights: Float64Array;
}

/** Returns how many rows a list was shifted by, from the position of the first row of one in the other. */
function shiftBetween(before: readonly KeyedRow[], after: readonly KeyedRow[]): number {
  const [old, now] = [before[0]?.uid, after[0]?.uid];
  for (let at = 0; at < MAX_SHIFT; at++) {
    if (before[at]?.uid === now) return -at;
    if (after[at]?.uid === old) return at;
  }
  return 0;
}

/**
 * Carries the heights of a list over to the next one by uid. Adding or removing rows at the ends, the common case, is cheap.
 *
 * @param estimate height of a new row
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
  // Rows before the run that was shifted, and between the runs, are new, or come from old rows outside of both runs.
  const unmatched = new Map<string, number>();
  const remember = (from: number, to: number) => {
    for (let at = from; at < to; at++) unmatched.set(old[at]?.uid ?? '', at);
  };
  remember(0, Math.min(Math.max(0, -shift), old.length));
  remember(Math.max(0, start - shift), end + back);
  const fill = (from: number, to: number) => {
    for (let at = from; at < to; at++) {
      const was = unmatched.get(after[at]?.uid ?? '');
      heights[at] = was === undefined ? estimate(at) : (known[was] ?? 0);
    }
  };
  fill(0, Math.min(Math.max(0, shift), after.length));
  fill(start, end);
  return heights;
}

/** A row, and the distance of its start below the upper edge of the viewport. */
export interface Anchor {
  readonly uid: string;
  readonly pixel: number;
}

/** State of a list, in pixels from the top of its content. */
export interface ListModel {
  rows: readonly KeyedRow[];
  /** Measured, or estimated until then. */
  heights: Float64Array;
  /** Start of each row; the last entry is the end of the last row. */
  starts: Float64Array;
  /** Upper edge of the viewport. */
  top: number;
  /** Height of the viewport. */
  viewport: number;
  /** Whether the viewport stays at the end. */
  pinned: boolean;
  /** The row that keeps its place in the viewport while not pinned. */
  anchor: Anchor | undefined;
  /** Last known index of the anchor. */
  anchorRow: number;
  /** Space before the first row and after the last one. */
  readonly lead: number;
  readonly tail: number;
}

/** Creates an empty list, pinned to its end. */
export function createModel(lead: number, tail: number): ListModel {
  return {
    rows: [],
    heights: new Float64Array(0),
    starts: rowStarts(new Float64Array(0), lead),
    top: 0,
    viewport: 0,
    pinned: true,
    anchor: undefined,
    anchorRow: 0,
    lead,
    tail,
  };
}

/** Returns the total height. */
export function contentHeight({ starts, tail }: ListModel): number {
  return (starts.at(-1) ?? 0) + tail;
}

/** Returns the scroll position at the end. */
export function maxTop(model: ListModel): number {
  return Math.max(0, contentHeight(model) - model.viewport);
}

/** Sets the rows. The viewport stays at the end if pinned, otherwise at its anchor. */
export function setRows(model: ListModel, rows: readonly KeyedRow[], estimate: (row: number) => number): void {
  if (model.anchor !== undefined && !model.pinned) model.anchor = survivingAnchor(model, rows);
  model.heights = carryHeights(model, rows, estimate);
  model.starts = rowStarts(model.heights, model.lead);
  model.rows = rows;
  restoreAnchor(model);
}

/** Returns the anchor, or the next remaining row if it was removed. */
function survivingAnchor(model: ListModel, rows: readonly KeyedRow[]): Anchor | undefined {
  const { anchor, starts, top } = model;
  if (anchor === undefined || findRow(rows, anchor.uid, model.anchorRow) >= 0) return anchor;
  const left = new Set(rows.map(({ uid }) => uid));
  const next = model.rows.findIndex(({ uid }, at) => at > model.anchorRow && left.has(uid));
  return next < 0 ? undefined : { uid: model.rows[next]?.uid ?? '', pixel: (starts[next] ?? 0) - top };
}

/** Estimates all heights again, after a change of width. */
export function reestimate(model: ListModel, estimate: (row: number) => number): void {
  model.heights = model.heights.map((_height, row) => estimate(row));
  model.starts = rowStarts(model.heights, model.lead, model.starts);
  restoreAnchor(model);
}

/**
 * Applies measured heights.
 *
 * @param measured heights by row index
 * @returns whether any height changed
 */
export function setHeights(model: ListModel, measured: ReadonlyMap<number, number>): boolean {
  let first = Number.POSITIVE_INFINITY;
  for (const [row, height] of measured) {
    if (row >= model.heights.length || model.heights[row] === height) continue;
    model.heights[row] = height;
    first = Math.min(first, row);
  }
  if (first === Number.POSITIVE_INFINITY) return false;
  model.starts = rowStarts(model.heights, model.lead, model.starts, first);
  restoreAnchor(model);
  return true;
}

/** Sets the height of the viewport. */
export function setViewport(model: ListModel, height: number): void {
  model.viewport = height;
  restoreAnchor(model);
}

/** Applies a scroll position; the row at the upper edge becomes the anchor. */
export function scrollTo(model: ListModel, top: number, pinned: boolean): void {
  model.top = Math.min(Math.max(0, top), maxTop(model));
  model.pinned = pinned;
  model.anchorRow = Math.max(0, rowAt(model.starts, model.top));
  const uid = model.rows[model.anchorRow]?.uid;
  model.anchor = uid === undefined ? undefined : { uid, pixel: (model.starts[model.anchorRow] ?? 0) - model.top };
}

/**
 * Scrolls a row into view and makes it the anchor.
 *
 * @param share vertical position: 0 at the top, 0.5 in the middle
 * @returns whether the row exists
 */
export function revealRow(model: ListModel, uid: string, share: number): boolean {
  const row = findRow(model.rows, uid, 0);
  if (row < 0) return false;
  const room = Math.max(0, model.viewport - (model.heights[row] ?? 0));
  model.pinned = false;
  model.anchorRow = row;
  model.anchor = { uid, pixel: Math.round(room * share) };
  restoreAnchor(model);
  return true;
}

/** Returns the rows to render. */
export function visibleRange({ starts, top, viewport: window }: ListModel, margin: number): Range {
  return rangeAt(starts, top, window, margin);
}

/** Restores the viewport after a change. */
function restoreAnchor(model: ListModel): void {
  const { anchor } = model;
  if (model.pinned) {
    model.top = maxTop(model);
    return;
  }
  if (anchor !== undefined) {
    const row = findRow(model.rows, anchor.uid, model.anchorRow);
    if (row >= 0) {
      model.anchorRow = row;
      model.top = (model.starts[row] ?? 0) - anchor.pixel;
    }
  }
  model.top = Math.min(Math.max(0, model.top), maxTop(model));
}

/** Finds a row by uid, searching outwards from an index. */
export function findRow(rows: readonly KeyedRow[], uid: string, near: number): number {
  for (let away = 0; away < Math.max(rows.length - near, near + 1); away++) {
    if (rows[near + away]?.uid === uid) return near + away;
    if (rows[near - away]?.uid === uid) return near - away;
  }
  return -1;
}
