import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoff } from '../../apps/web/src/connection/backoff.js';

test('the wait doubles with each failure, up to half a minute', () => {
  const longest = [0, 1, 2, 3, 10, 1_000].map((attempt) => backoff(attempt, 1));
  expect(longest).toEqual([500, 1_000, 2_000, 4_000, 30_000, 30_000]);
});

test('the wait is anything from nothing to the longest, by chance alone', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, chance) => {
      const longest = backoff(attempt, 1);
      expect(Math.abs(backoff(attempt, chance) - longest * chance)).toBeLessThanOrEqual(0.5);
    }),
  );
});
