import type { Random } from '../../core/index.js';

/** Randomness that is the same in every run: ids are `id1`, `id2`, …; of a range it takes the lowest. */
export function countingRandom(): Random {
  let count = 0;
  const next = () => String(++count);
  return {
    id: () => `id${next()}`,
    between: (low) => Math.ceil(low),
    secret: () => `secret-${next().padStart(20, '0')}`,
  };
}
