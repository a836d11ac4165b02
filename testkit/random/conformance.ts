import assert from 'node:assert/strict';
import type { Random } from '../../core/index.js';
import type { ConformanceCase } from '../transport/harness.js';

const DRAWS = 500;

/** The rules that every source of randomness keeps, as cases for any test runner. */
export function randomConformance(make: () => Random): readonly ConformanceCase[] {
  const unlike = (draw: (random: Random) => string, form: RegExp) => async () => {
    const random = make();
    const drawn = Array.from({ length: DRAWS }, () => draw(random));
    assert.equal(new Set(drawn).size, DRAWS);
    for (const text of drawn) assert.match(text, form);
  };
  return [
    {
      name: 'ids are never the same, and of 1 to 64 plain characters',
      run: unlike((random) => random.id(), /^[A-Za-z0-9_-]{1,64}$/),
    },
    {
      name: 'secrets are never the same, and long enough for 128 bits',
      run: unlike((random) => random.secret(), /^[A-Za-z0-9_-]{22,}$/),
    },
    {
      name: 'between gives whole numbers within both ends',
      run: async () => {
        const random = make();
        for (let draw = 0; draw < DRAWS; draw++) {
          const number = random.between(3, 6);
          assert.ok(Number.isInteger(number) && number >= 3 && number <= 6, String(number));
        }
      },
    },
    {
      name: 'between two ends that are the same there is one number',
      run: async () => {
        assert.equal(make().between(7, 7), 7);
      },
    },
  ];
}
