import { expect, test } from 'vitest';
import { createTimerWheel, type Random } from '../../../core/index.js';
import { manualClock } from '../../../testkit/index.js';

const PERIOD = 1_600;

/** Draws every number in turn. */
function inTurn(): Random {
  let drawn = 0;
  return { id: () => '', secret: () => '', between: (low, high) => low + (drawn++ % (high - low + 1)) };
}

test('every member is visited once in a period, and not all at once', async () => {
  const clock = manualClock();
  const visits = new Map<number, number>();
  const moments = new Set<number>();
  const rounds = createTimerWheel<number>(clock, inTurn(), PERIOD, (member) => {
    visits.set(member, (visits.get(member) ?? 0) + 1);
    moments.add(clock.now());
  });
  for (let member = 0; member < 100; member++) rounds.add(member);
  await clock.advance(PERIOD);
  expect([...visits.values()]).toEqual(Array.from({ length: 100 }, () => 1));
  expect(moments.size).toBe(16);
  await clock.advance(PERIOD);
  expect([...visits.values()]).toEqual(Array.from({ length: 100 }, () => 2));
});

test('who is removed is not visited, and the timer stops with the last', async () => {
  const clock = manualClock();
  let visits = 0;
  const rounds = createTimerWheel<string>(clock, inTurn(), PERIOD, () => {
    visits++;
  });
  rounds.add('a');
  rounds.add('b');
  rounds.remove('a');
  rounds.remove('a');
  rounds.remove('b');
  await clock.advance(PERIOD * 2);
  expect(visits).toBe(0);
  expect(clock.timers).toBe(0);
});
