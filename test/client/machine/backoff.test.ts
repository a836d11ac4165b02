import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoff } from '../../../client/machine/backoff.js';

test('the wait is drawn from nothing to a bound that doubles from 0.5 s to 30 s', () => {
  const ranges = [0, 1, 2, 5, 6, 7, 1_000].map((failures) => {
    let range: number[] = [];
    backoff(failures, {
      between(low, high) {
        range = [low, high];
        return low;
      },
    });
    return range;
  });
  expect(ranges).toEqual([
    [0, 500],
    [0, 1_000],
    [0, 2_000],
    [0, 16_000],
    [0, 30_000],
    [0, 30_000],
    [0, 30_000],
  ]);
});

test('the wait is what was drawn', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true }), (failures, share) => {
      const ms = backoff(failures, { between: (low, high) => low + Math.floor(share * (high - low)) });
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(30_000);
    }),
  );
});
