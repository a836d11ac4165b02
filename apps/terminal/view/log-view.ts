import type { Line } from '../state/line.js';
import type { Room } from '../state/room.js';
import { rowsOfLine } from './line-rows.js';
import type { Row } from './row.js';
import type { Scrolled } from './scroll.js';

interface Known {
  readonly before: Line | undefined;
  readonly width: number;
  readonly isFirstNew: boolean;
  readonly unfolded: boolean;
  readonly rows: readonly Row[];
}

/** Wraps a room's lines for a width. Each line is wrapped once, until it or what it depends on is another. */
export type LogView = (room: Room, width: number) => Scrolled;

/** Makes a view of logs. */
export function createLogView(): LogView {
  const known = new WeakMap<Line, Known>();
  return ({ log, firstNew, unfolded }, width) => ({
    lines: log.lines,
    rowsOf(line, before) {
      const isFirstNew = line.id === firstNew;
      const last = known.get(line);
      const isSame = last?.before === before && last?.width === width && last.isFirstNew === isFirstNew;
      if (last !== undefined && isSame && last.unfolded === unfolded) return last.rows;
      const rows = rowsOfLine(line, before, { width, firstNew, unfolded });
      known.set(line, { before, width, isFirstNew, unfolded, rows });
      return rows;
    },
  });
}
