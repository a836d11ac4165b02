import type { Line } from '../state/line.js';
import type { Anchor } from '../state/room.js';
import type { Row } from './row.js';

/** The rows of a line; the one before it decides about dividers and headings. */
export type RowsOf = (line: Line, before: Line | undefined) => readonly Row[];

/** A log, as a window moves over it. */
export interface Scrolled {
  readonly lines: readonly Line[];
  readonly rowsOf: RowsOf;
}

/** A place between two rows: behind so many rows of the line with that index. */
interface Bottom {
  readonly index: number;
  readonly rows: number;
}

function rowsAt({ lines, rowsOf }: Scrolled, index: number): readonly Row[] {
  const line = lines[index];
  return line === undefined ? [] : rowsOf(line, lines[index - 1]);
}

function bottomOf(log: Scrolled, anchor: Anchor | undefined): Bottom {
  const end = log.lines.length - 1;
  // Where its line is gone, so are all before it.
  const found =
    anchor === undefined
      ? end
      : Math.max(
          0,
          log.lines.findIndex(({ id }) => id === anchor.line),
        );
  const rows = rowsAt(log, found).length;
  return { index: found, rows: anchor === undefined ? rows : Math.min(rows, Math.max(1, anchor.rows)) };
}

/** The rows of a window that is so high; fewer where the log has no more above. */
export function windowOf(log: Scrolled, anchor: Anchor | undefined, height: number): readonly Row[] {
  let { index, rows } = bottomOf(log, anchor);
  const shown: Row[] = [];
  for (; index >= 0 && shown.length < height; index--, rows = Number.POSITIVE_INFINITY) {
    const all = rowsAt(log, index);
    shown.unshift(...all.slice(0, Math.min(rows, all.length)));
  }
  return shown.slice(Math.max(0, shown.length - height));
}

/**
 * The window so many rows further up, and whether its top is the log's.
 *
 * @returns `undefined` as the place: the window is at the end
 */
export function scrolledUp(
  log: Scrolled,
  anchor: Anchor | undefined,
  by: number,
  height: number,
): { readonly anchor: Anchor | undefined; readonly isTop: boolean } {
  let bottom = bottomOf(log, anchor);
  // How much is above the window: no more is counted than tells whether that is enough.
  let above = bottom.rows - height;
  for (let index = bottom.index - 1; index >= 0 && above <= by; index--) above += rowsAt(log, index).length;
  const steps = Math.max(0, Math.min(by, above));
  for (let left = steps; left > 0; ) {
    const taken = Math.min(left, bottom.rows);
    left -= taken;
    const rows = bottom.rows - taken;
    if (rows > 0 || bottom.index === 0) bottom = { index: bottom.index, rows };
    else bottom = { index: bottom.index - 1, rows: rowsAt(log, bottom.index - 1).length };
  }
  return { anchor: steps === 0 ? anchor : anchorAt(log, bottom), isTop: above <= by };
}

/** The window so many rows further down; `undefined`: it is at the end. */
export function scrolledDown(log: Scrolled, anchor: Anchor | undefined, by: number): Anchor | undefined {
  let { index, rows } = bottomOf(log, anchor);
  for (let left = by; left > 0; ) {
    const here = rowsAt(log, index).length;
    const taken = Math.min(left, here - rows);
    rows += taken;
    left -= taken;
    if (left === 0) break;
    if (index >= log.lines.length - 1) return undefined;
    index++;
    rows = 0;
  }
  const isEnd = index === log.lines.length - 1 && rows >= rowsAt(log, index).length;
  return isEnd ? undefined : anchorAt(log, { index, rows });
}

function anchorAt({ lines }: Scrolled, { index, rows }: Bottom): Anchor | undefined {
  const line = lines[index];
  return line === undefined ? undefined : { line: line.id, rows };
}
