import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carryHeights } from '../../../../../apps/web/src/ui/messages/virtual-list/model.js';

const GUESS = 7;
const rows = (names: readonly number[]) => names.map((name) => ({ uid: String(name) }));
const heights = (names: readonly number[]) => Float64Array.from(names, (name) => 20 + name);
const carry = (before: readonly number[], after: readonly number[]) => [
  ...carryHeights({ rows: rows(before), heights: heights(before) }, rows(after), () => GUESS),
];
const expected = (before: readonly number[], after: readonly number[]) =>
  after.map((name) => (before.includes(name) ? 20 + name : GUESS));

const names = fc.uniqueArray(fc.nat(5_000), { maxLength: 60 });

describe('measured heights', () => {
  test('stay with their rows after any change of the list', () => {
    fc.assert(
      fc.property(names, names, (before, after) => {
        expect(carry(before, after)).toEqual(expected(before, after));
      }),
    );
  });

  test('stay with their rows after prepending, removing and inserting', () => {
    const parts = fc.tuple(fc.uniqueArray(fc.nat(5_000), { minLength: 4, maxLength: 80 }), fc.nat(10), fc.nat(10));
    fc.assert(
      fc.property(parts, ([all, cut, added]) => {
        const middle = all.slice(cut % all.length, all.length - (added % all.length));
        expect(carry(middle, all)).toEqual(expected(middle, all));
        expect(carry(all, middle)).toEqual(expected(all, middle));
      }),
    );
  });

  test.each([
    [
      [9, 4],
      [4, 9],
    ],
    [
      [1, 2, 3],
      [3, 1, 2],
    ],
    [
      [1, 2, 3],
      [2, 3, 1],
    ],
  ])('stay with their rows where %j becomes %j', (before, after) => {
    expect(carry(before, after)).toEqual(expected(before, after));
  });

  test('stay with their rows after any shuffle', () => {
    const shuffled = fc.uniqueArray(fc.nat(12), { maxLength: 9 });
    fc.assert(
      fc.property(shuffled, shuffled, (before, after) => {
        expect(carry(before, after)).toEqual(expected(before, after));
      }),
      { numRuns: 2_000 },
    );
  });

  test('are estimated for new rows', () => {
    expect(carry([1, 2], [0, 1, 2, 3])).toEqual([GUESS, 21, 22, GUESS]);
  });
});
