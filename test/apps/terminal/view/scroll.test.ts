import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Line } from '../../../../apps/terminal/state/line.js';
import { type Row, span } from '../../../../apps/terminal/view/row.js';
import { type Scrolled, scrolledDown, scrolledUp, windowOf } from '../../../../apps/terminal/view/scroll.js';

/** A log whose line N has so many rows, called `N.1`, `N.2`, … */
function logOf(heights: readonly number[]): Scrolled {
  const lines = heights.map((_, id): Line => ({ type: 'note', id, at: 0, tone: 'plain', text: '' }));
  const rowsOf = ({ id }: Line): readonly Row[] =>
    Array.from({ length: heights[id] ?? 0 }, (_, row) => [span(`${id}.${row + 1}`)]);
  return { lines, rowsOf };
}
const shown = (rows: readonly Row[]): string[] => rows.map(([first]) => first?.text ?? '');

describe('a window on a log', () => {
  const log = logOf([2, 1, 3, 2]);

  test('shows the end where nobody has scrolled', () => {
    expect(shown(windowOf(log, undefined, 4))).toEqual(['2.2', '2.3', '3.1', '3.2']);
  });

  test('moves by rows, also inside of a line, and stops at the top', () => {
    const up = scrolledUp(log, undefined, 1, 4);
    expect(shown(windowOf(log, up.anchor, 4))).toEqual(['2.1', '2.2', '2.3', '3.1']);
    expect(up.isTop).toBe(false);
    const top = scrolledUp(log, up.anchor, 100, 4);
    expect(shown(windowOf(log, top.anchor, 4))).toEqual(['0.1', '0.2', '1.1', '2.1']);
    expect(top.isTop).toBe(true);
  });

  test('is at the end again when it has moved down by as much', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 20 }),
        (heights, by, height) => {
          const scrolled = logOf(heights);
          const { anchor } = scrolledUp(scrolled, undefined, by, height);
          expect(scrolledDown(scrolled, anchor, by)).toBeUndefined();
          const total = heights.reduce((sum, one) => sum + one, 0);
          expect(windowOf(scrolled, anchor, height)).toHaveLength(Math.min(height, total));
        },
      ),
    );
  });

  test('holds its place while lines come, and when its line is gone', () => {
    const { anchor } = scrolledUp(log, undefined, 2, 3);
    const longer = logOf([2, 1, 3, 2, 4, 4]);
    expect(shown(windowOf(longer, anchor, 3))).toEqual(shown(windowOf(log, anchor, 3)));
    expect(shown(windowOf(log, { line: 99, rows: 1 }, 3))).toEqual(['0.1']);
  });
});
