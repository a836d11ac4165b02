import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covers, rangeAt, rowAt, rowStarts } from '../../../../../apps/web/src/ui/messages/virtual-list/model.js';

const heightLists = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 });
const LEAD = 44;
const table = (heights: readonly number[]) => rowStarts(Float64Array.from(heights), LEAD);

describe('row offsets', () => {
  test('are the ends of the rows before', () => {
    expect([...table([10, 20, 30])]).toEqual([44, 54, 74, 104]);
  });

  test('are the same if updated from the first changed row', () => {
    fc.assert(
      fc.property(heightLists, fc.nat(), fc.nat(400), (heights, which, height) => {
        const row = which % heights.length;
        const changed = Float64Array.from(heights.with(row, height));
        expect([...rowStarts(changed, LEAD, table(heights), row)]).toEqual([...rowStarts(changed, LEAD)]);
      }),
    );
  });
});

describe('the row at an offset', () => {
  test('is the row that covers it', () => {
    fc.assert(
      fc.property(heightLists, fc.integer({ min: -100, max: 50_000 }), (heights, y) => {
        const starts = table(heights);
        const row = rowAt(starts, y);
        const begins = starts[row] ?? Number.NaN;
        const next = starts[row + 1] ?? Number.NaN;
        expect(begins <= y || row === 0).toBe(true);
        expect(y < next || row === heights.length - 1).toBe(true);
      }),
    );
  });

  test('does not exist in an empty list', () => {
    expect(rowAt(rowStarts(new Float64Array(0), LEAD), 10)).toBe(-1);
  });
});

describe('the visible rows', () => {
  test('fill the window', () => {
    fc.assert(
      fc.property(heightLists, fc.nat(20_000), fc.integer({ min: 1, max: 2_000 }), (heights, top, height) => {
        const starts = table(heights);
        const { from, to } = rangeAt(starts, top, height, 0);
        const end = starts.at(-1) ?? 0;
        expect((starts[from] ?? 0) <= Math.max(LEAD, top)).toBe(true);
        expect((starts[to] ?? 0) >= Math.min(end, top + height)).toBe(true);
      }),
    );
  });

  test('are part of the rows with overscan', () => {
    fc.assert(
      fc.property(heightLists, fc.nat(20_000), fc.nat(2_000), (heights, top, margin) => {
        const starts = table(heights);
        expect(covers(rangeAt(starts, top, 600, margin), rangeAt(starts, top, 600, 0))).toBe(true);
      }),
    );
  });
});
