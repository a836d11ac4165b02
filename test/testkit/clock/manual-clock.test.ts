import { expect, test } from 'vitest';
import { manualClock } from '../../../testkit/index.js';

test('time stands still until it is told to go on', async () => {
  const clock = manualClock({ start: 1_000 });
  expect(clock.now()).toBe(1_000);
  await clock.advance(250);
  expect(clock.now()).toBe(1_250);
});

test('timers run in the order in which they fall due, each at its own time', async () => {
  const clock = manualClock();
  const ran: [string, number][] = [];
  clock.after(30, () => ran.push(['late', clock.now()]));
  clock.after(10, () => ran.push(['early', clock.now()]));
  clock.after(10, () => ran.push(['early too', clock.now()]));
  await clock.advance(100);
  expect(ran).toEqual([
    ['early', 10],
    ['early too', 10],
    ['late', 30],
  ]);
});

test('a timer does not run before its time', async () => {
  const clock = manualClock();
  let ran = false;
  clock.after(10, () => {
    ran = true;
  });
  await clock.advance(9);
  expect(ran).toBe(false);
  await clock.advance(1);
  expect(ran).toBe(true);
});

test('a cancelled timer never runs and is not counted', async () => {
  const clock = manualClock();
  let ran = false;
  const cancel = clock.after(10, () => {
    ran = true;
  });
  expect(clock.timers).toBe(1);
  cancel();
  cancel();
  expect(clock.timers).toBe(0);
  await clock.advance(10);
  expect(ran).toBe(false);
});

test('timers that are set on the way, even behind a promise, run in the same advance', async () => {
  const clock = manualClock();
  const ran: number[] = [];
  clock.after(10, () => {
    void Promise.resolve().then(() => clock.after(10, () => ran.push(clock.now())));
  });
  await clock.advance(20);
  expect(ran).toEqual([20]);
});

test('turns run without time passing', async () => {
  const clock = manualClock();
  const ran: string[] = [];
  clock.afterTick(() => ran.push('turn'));
  await Promise.resolve().then(() => ran.push('promise'));
  await clock.settle();
  expect(ran).toEqual(['promise', 'turn']);
});

test('what a timer leaves for the end of the turn is done when advance resolves', async () => {
  const clock = manualClock();
  const ran: string[] = [];
  clock.after(1, () => void Promise.resolve().then(() => clock.afterTick(() => ran.push('turn'))));
  await clock.advance(1);
  expect(ran).toEqual(['turn']);
});

test.each([-1, Number.NaN])('time does not go by %d', async (ms) => {
  await expect(manualClock().advance(ms)).rejects.toThrow(TypeError);
});
