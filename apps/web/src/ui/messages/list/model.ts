import { carryHeights, type KeyedRow } from './carry.js';
import { type Range, rangeAt } from './range.js';
import { rowAt, rowStarts } from './starts.js';

/** A row that the reader looks at, and how far below the upper edge of the window it begins. */
export interface Anchor {
  readonly uid: string;
  readonly pixel: number;
}

/** What a list knows of itself: all in pixels, from the top of the sheet that the rows lie on. */
export interface ListModel {
  rows: readonly KeyedRow[];
  /** How high each row is: measured, or estimated until then. */
  heights: Float64Array;
  /** Where each row begins; the last one: where they end. */
  starts: Float64Array;
  /** The upper edge of the window. */
  top: number;
  /** The height of the window. */
  viewport: number;
  /** Whether the window stays at the end, whatever comes. */
  pinned: boolean;
  /** What keeps its place in the window while it is not pinned. */
  anchor: Anchor | undefined;
  /** Where the anchor was found last. */
  anchorRow: number;
  /** What lies before the first row, and behind the last one. */
  readonly lead: number;
  readonly tail: number;
}

/** A list without rows, at its end. */
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

/** How high the sheet is. */
export function contentHeight({ starts, tail }: ListModel): number {
  return (starts.at(-1) ?? 0) + tail;
}

/** Where the window is when it is at the end. */
export function maxTop(model: ListModel): number {
  return Math.max(0, contentHeight(model) - model.viewport);
}

/** Other rows: the window stays at the end if it is pinned there, else where it was on what the reader sees. */
export function setRows(model: ListModel, rows: readonly KeyedRow[], estimate: (row: number) => number): void {
  if (model.anchor !== undefined && !model.pinned) model.anchor = survivingAnchor(model, rows);
  model.heights = carryHeights(model, rows, estimate);
  model.starts = rowStarts(model.heights, model.lead);
  model.rows = rows;
  restoreAnchor(model);
}

/** The anchor, or when it has gone the next row that has not. */
function survivingAnchor(model: ListModel, rows: readonly KeyedRow[]): Anchor | undefined {
  const { anchor, starts, top } = model;
  if (anchor === undefined || findRow(rows, anchor.uid, model.anchorRow) >= 0) return anchor;
  const left = new Set(rows.map(({ uid }) => uid));
  const next = model.rows.findIndex(({ uid }, at) => at > model.anchorRow && left.has(uid));
  return next < 0 ? undefined : { uid: model.rows[next]?.uid ?? '', pixel: (starts[next] ?? 0) - top };
}

/** All heights anew, as when the window has become wider. */
export function reestimate(model: ListModel, estimate: (row: number) => number): void {
  model.heights = model.heights.map((_height, row) => estimate(row));
  model.starts = rowStarts(model.heights, model.lead, model.starts);
  restoreAnchor(model);
}

/**
 * Heights as they turned out.
 *
 * @param measured by row
 * @returns whether anything is not as it was thought
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

/** The window is higher or lower than it was. */
export function setViewport(model: ListModel, height: number): void {
  model.viewport = height;
  restoreAnchor(model);
}

/** The reader has moved the window: what is at its upper edge keeps its place from now on. */
export function scrollTo(model: ListModel, top: number, pinned: boolean): void {
  model.top = Math.min(Math.max(0, top), maxTop(model));
  model.pinned = pinned;
  model.anchorRow = Math.max(0, rowAt(model.starts, model.top));
  const uid = model.rows[model.anchorRow]?.uid;
  model.anchor = uid === undefined ? undefined : { uid, pixel: (model.starts[model.anchorRow] ?? 0) - model.top };
}

/**
 * Brings a row into view, and keeps it there until the reader moves.
 *
 * @param share how far down the window: 0 at its top, 0.5 in the middle
 * @returns whether there is such a row
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

/** The rows to draw. */
export function visibleRange({ starts, top, viewport: window }: ListModel, margin: number): Range {
  return rangeAt(starts, top, window, margin);
}

/** Puts the window where it belongs after something has changed. */
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

/** A row by name: looked for from where it may be, outwards. */
export function findRow(rows: readonly KeyedRow[], uid: string, near: number): number {
  for (let away = 0; away < Math.max(rows.length - near, near + 1); away++) {
    if (rows[near + away]?.uid === uid) return near + away;
    if (rows[near - away]?.uid === uid) return near - away;
  }
  return -1;
}
