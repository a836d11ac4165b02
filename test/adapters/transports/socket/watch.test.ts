import { expect, test } from 'vitest';
import { createStallMonitor, type MonitoredConnection } from '../../../../adapters/transports/socket/index.js';
import { manualClock } from '../../../../testkit/index.js';

function stuck(patienceMs: number): MonitoredConnection & { pendingBytes: number; expirations: number } {
  const item = {
    pendingBytes: 100,
    stallTimeoutMs: patienceMs,
    expirations: 0,
    expired() {
      item.expirations++;
    },
  };
  return item;
}

test('what does not shrink expires once, when its patience is over', async () => {
  const clock = manualClock();
  const watch = createStallMonitor(clock, 100);
  const item = stuck(1_000);
  watch.add(item);
  await clock.advance(999);
  expect(item.expirations).toBe(0);
  await clock.advance(5_000);
  expect(item.expirations).toBe(1);
});

test('what shrinks is given its whole patience again', async () => {
  const clock = manualClock();
  const watch = createStallMonitor(clock, 100);
  const item = stuck(1_000);
  watch.add(item);
  for (let round = 0; round < 10; round++) {
    await clock.advance(800);
    item.pendingBytes--;
  }
  expect(item.expirations).toBe(0);
});

test('what grows is not given any more', async () => {
  const clock = manualClock();
  const watch = createStallMonitor(clock, 100);
  const item = stuck(1_000);
  watch.add(item);
  for (let round = 0; round < 3; round++) {
    await clock.advance(400);
    item.pendingBytes += 100;
  }
  expect(item.expirations).toBe(1);
});

test('what is removed does not expire, and the timer stops with the last', async () => {
  const clock = manualClock();
  const watch = createStallMonitor(clock, 100);
  const items = [stuck(1_000), stuck(1_000)];
  for (const item of items) watch.add(item);
  expect(clock.timers).toBe(1);
  for (const item of items) watch.remove(item);
  await clock.advance(2_000);
  expect(items.map(({ expirations }) => expirations)).toEqual([0, 0]);
  expect(clock.timers).toBe(0);
});
