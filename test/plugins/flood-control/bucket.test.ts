import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketOf, dueIn, fullAfter } from '../../../plugins/flood-control/bucket.js';
import { openFlooded } from './support/flooded.js';

const rates = fc.record({
  burst: fc.integer({ min: 1, max: 50 }),
  perSecond: fc.double({ min: 0.1, max: 100, noNaN: true }),
});
const wishes = fc.array(
  fc.record({ afterMs: fc.integer({ min: 0, max: 3_000 }), tokens: fc.integer({ min: 1, max: 60 }) }),
  {
    minLength: 1,
    maxLength: 40,
  },
);
/** What adding up times of this size may be wrong by, in milliseconds. */
const ROUNDING = 0.1;

describe('in any stretch of time', () => {
  test('a bucket gives no more than its burst (or the one greatest wish) and what has come back meanwhile', () => {
    fc.assert(
      fc.property(rates, wishes, fc.boolean(), (rate, asked, waits) => {
        const bucket = bucketOf(rate);
        const given: { at: number; tokens: number }[] = [];
        let now = 1_700_000_000_000;
        let fullAt = -Infinity;
        for (const { afterMs, tokens } of asked) {
          now += afterMs;
          const due = dueIn(bucket, fullAt, tokens, now);
          if (due > 0 && !waits) continue;
          fullAt = fullAfter(bucket, fullAt, tokens, now);
          given.push({ at: now + Math.max(0, due), tokens });
        }
        for (const [first, { at: from }] of given.entries()) {
          let sum = 0;
          let greatest = rate.burst;
          for (const { at, tokens } of given.slice(first)) {
            sum += tokens;
            greatest = Math.max(greatest, tokens);
            const most = greatest + ((at - from) / 1_000) * rate.perSecond;
            expect(sum).toBeLessThanOrEqual(most + (ROUNDING / 1_000) * rate.perSecond);
          }
        }
      }),
    );
  });

  test('a room hears no more from one session than its burst and its pace, whatever it sends and however it waits', async () => {
    const plan = fc.array(
      fc.record({ afterMs: fc.integer({ min: 0, max: 2_500 }), count: fc.integer({ min: 0, max: 8 }) }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    await fc.assert(
      fc.asyncProperty(plan, async (steps) => {
        const world = await openFlooded({ patienceMs: 3_000, strikes: 1_000 });
        const ann = await world.native('ann', 'lobby');
        for (const { afterMs, count } of steps) {
          await world.pass(afterMs);
          for (let time = 0; time < count; time++) ann.send({ type: 'say', room: 'lobby', text: 'x' });
        }
        await world.pass(10_000);
        for (const [first, [from]] of world.published.entries()) {
          for (const [index, [at]] of world.published.slice(first).entries()) {
            expect(index + 1).toBeLessThanOrEqual(3 + (at - from) / 1_000);
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});

test('whoever keeps to the pace never waits', () => {
  fc.assert(
    fc.property(rates, (rate) => {
      const bucket = bucketOf(rate);
      let fullAt = -Infinity;
      for (let turn = 0; turn < 200; turn++) {
        const now = 1_700_000_000_000 + turn * bucket.tokenMs;
        expect(dueIn(bucket, fullAt, 1, now)).toBeLessThanOrEqual(ROUNDING);
        fullAt = fullAfter(bucket, fullAt, 1, now);
      }
    }),
  );
});
