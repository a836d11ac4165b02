import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTimerQueue, type QueuedTimer } from '../../../testkit/world/timer-queue.js';

const act = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('add' as const), at: fc.integer({ min: 0, max: 20 }) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('cancel' as const), which: fc.nat({ max: 200 }) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('take' as const) }) },
);

test('whatever is added, cancelled and taken, the next one is always that of the lowest time and order', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 400, size: 'max' }), (acts) => {
      const queue = createTimerQueue();
      const all: QueuedTimer[] = [];
      let model: QueuedTimer[] = [];
      for (const one of acts) {
        if (one.act === 'add') {
          const timer = { at: one.at, order: all.length, run: () => {} };
          all.push(timer);
          model.push(timer);
          queue.add(timer);
        } else if (one.act === 'cancel') {
          const timer = all[one.which];
          if (timer === undefined) continue;
          queue.cancel(timer);
          model = model.filter((other) => other !== timer);
        } else {
          const [next] = model.toSorted((a, b) => a.at - b.at || a.order - b.order);
          expect(queue.first()).toBe(next);
          const run = next?.run;
          expect(queue.take()).toBe(run);
          model = model.filter((other) => other !== next);
        }
        expect(queue.size).toBe(model.length);
      }
    }),
  );
});

test('after most were cancelled, the rest still come in order', () => {
  const queue = createTimerQueue();
  const timers = Array.from({ length: 5_000 }, (_, order): QueuedTimer => {
    return { at: (order * 7_919) % 1_000, order, run: () => {} };
  });
  for (const timer of timers) queue.add(timer);
  for (const timer of timers) if (timer.order % 50 !== 0) queue.cancel(timer);
  expect(queue.size).toBe(100);
  const times: number[] = [];
  for (let next = queue.first(); next !== undefined; next = queue.first()) {
    times.push(next.at);
    queue.take();
  }
  expect(times).toHaveLength(100);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test('cancelling one that has run does not change how many there are', () => {
  const queue = createTimerQueue();
  const timer: QueuedTimer = { at: 1, order: 0, run: () => {} };
  queue.add(timer);
  queue.add({ at: 2, order: 1, run: () => {} });
  queue.take();
  queue.cancel(timer);
  expect(queue.size).toBe(1);
});
