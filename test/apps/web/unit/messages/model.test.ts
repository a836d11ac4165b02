import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createModel,
  type ListModel,
  maxTop,
  reestimate,
  revealRow,
  scrollTo,
  setHeights,
  setRows,
  setViewport,
} from '../../../../../apps/web/src/ui/messages/virtual-list/model.js';

const WINDOW = 600;
const GUESS = 30;
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => ({ uid: String(from + at) }));

function listOf(from: number, to: number): ListModel {
  const model = createModel(44, 12);
  setViewport(model, WINDOW);
  setRows(model, rows(from, to), () => GUESS);
  return model;
}

/** Position of a row in the window. */
const seenAt = (model: ListModel, uid: string): number => {
  const row = model.rows.findIndex((candidate) => candidate.uid === uid);
  return (model.starts[row] ?? Number.NaN) - model.top;
};

const changes = fc.array(
  fc.oneof(
    fc.record({ what: fc.constant('measure' as const), row: fc.nat(400), height: fc.integer({ min: 1, max: 900 }) }),
    fc.record({ what: fc.constant('older' as const), count: fc.integer({ min: 1, max: 120 }) }),
    fc.record({ what: fc.constant('newer' as const), count: fc.integer({ min: 1, max: 120 }) }),
    fc.record({ what: fc.constant('width' as const), guess: fc.integer({ min: 10, max: 90 }) }),
  ),
  { maxLength: 30 },
);

type Change = typeof changes extends fc.Arbitrary<ReadonlyArray<infer One>> ? One : never;

function apply(model: ListModel, change: Change): void {
  const first = Number(model.rows[0]?.uid);
  const last = Number(model.rows.at(-1)?.uid);
  if (change.what === 'measure') setHeights(model, new Map([[change.row % model.rows.length, change.height]]));
  else if (change.what === 'width') reestimate(model, () => change.guess);
  else if (change.what === 'older') setRows(model, rows(first - change.count, last + 1), () => GUESS);
  else setRows(model, rows(first, last + 1 + change.count), () => GUESS);
}

describe('a list scrolled to its end', () => {
  test('stays there for any new rows of any height', () => {
    fc.assert(
      fc.property(changes, (all) => {
        const model = listOf(0, 200);
        for (const change of all) {
          apply(model, change);
          expect(model.top).toBe(maxTop(model));
        }
      }),
    );
  });
});

describe('a list scrolled up', () => {
  test('keeps the anchor row in place for any change around it', () => {
    fc.assert(
      fc.property(changes, fc.integer({ min: 900, max: 4_500 }), (all, top) => {
        const model = listOf(0, 200);
        scrollTo(model, top, false);
        const uid = model.anchor?.uid ?? '';
        const before = seenAt(model, uid);
        for (const change of all) {
          apply(model, change);
          // The position cannot be kept only at the ends of the list.
          const wantedTop = model.top + seenAt(model, uid) - before;
          const possible = Math.min(Math.max(0, wantedTop), maxTop(model));
          expect(model.top).toBeCloseTo(possible, 6);
        }
      }),
    );
  });

  test('keeps the next row in place if the anchor row is removed', () => {
    const model = listOf(0, 200);
    scrollTo(model, 1_500, false);
    const gone = Number(model.anchor?.uid);
    const next = String(gone + 1);
    const before = seenAt(model, next);
    setRows(
      model,
      rows(0, 200).filter(({ uid }) => uid !== String(gone)),
      () => GUESS,
    );
    expect(seenAt(model, next)).toBe(before);
  });

  test('does not scroll beyond its ends', () => {
    const model = listOf(0, 200);
    scrollTo(model, -50, false);
    expect(model.top).toBe(0);
    scrollTo(model, 1e9, false);
    expect(model.top).toBe(maxTop(model));
  });
});

describe('a row that is scrolled into view', () => {
  test('stays in place while rows around it are measured', () => {
    const model = listOf(0, 200);
    revealRow(model, '100', 0.5);
    const before = seenAt(model, '100');
    for (let row = 80; row < 100; row++) setHeights(model, new Map([[row, 97]]));
    expect(seenAt(model, '100')).toBe(before);
    expect(before).toBe((WINDOW - GUESS) / 2);
  });

  test('must exist', () => {
    expect(revealRow(listOf(0, 200), 'missing', 0.5)).toBe(false);
  });
});
