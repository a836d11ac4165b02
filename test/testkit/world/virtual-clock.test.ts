import { describe, expect, test } from 'vitest';
import { clockConformance, virtualClock } from '../../../testkit/index.js';

describe('the rules of clocks, on a virtual clock', () => {
  for (const { name, run } of clockConformance(() => {
    const clock = virtualClock();
    return { clock, advance: clock.advance };
  })) {
    test(name, run);
  }
});

describe('the rules of clocks, on a fork of a virtual clock', () => {
  for (const { name, run } of clockConformance(() => {
    const clock = virtualClock();
    return { clock: clock.fork(), advance: clock.advance };
  })) {
    test(name, run);
  }
});

test('time stands still until it is told to go on', async () => {
  const clock = virtualClock({ start: 1_000 });
  await clock.settle();
  expect(clock.now()).toBe(1_000);
  await clock.advance(250);
  expect(clock.now()).toBe(1_250);
});

test('each timer runs at its own time', async () => {
  const clock = virtualClock({ start: 0 });
  const ran: number[] = [];
  for (const ms of [30, 10, 20]) clock.after(ms, () => ran.push(clock.now()));
  await clock.advance(25);
  expect(ran).toEqual([10, 20]);
});

test('between two timers of the same time all promises run, however long their chain', async () => {
  const clock = virtualClock();
  const order: string[] = [];
  clock.after(5, () => {
    let chain = Promise.resolve();
    for (let link = 0; link < 1_000; link++) chain = chain.then(() => undefined);
    void chain.then(() => order.push('promises'));
  });
  clock.after(5, () => order.push('second timer'));
  await clock.advance(5);
  expect(order).toEqual(['promises', 'second timer']);
});

test('a promise of one timer can still cancel the next of the same time', async () => {
  const clock = virtualClock();
  let ran = false;
  clock.after(5, () => void Promise.resolve().then(() => cancel()));
  const cancel = clock.after(5, () => {
    ran = true;
  });
  await clock.advance(10);
  expect(ran).toBe(false);
});

test('a turn ends when all timers of its instant have run, and before time goes on', async () => {
  const clock = virtualClock({ start: 0 });
  const order: string[] = [];
  clock.after(5, () => clock.afterTick(() => order.push(`turn at ${clock.now()}`)));
  clock.after(5, () => order.push('timer'));
  clock.after(6, () => order.push('later'));
  await clock.advance(6);
  expect(order).toEqual(['timer', 'turn at 5', 'later']);
});

test('a turn that a timer began ends after all promises that the timer made ready', async () => {
  const clock = virtualClock();
  const order: string[] = [];
  clock.after(5, () => {
    clock.afterTick(() => order.push('turn'));
    void Promise.resolve()
      .then(() => undefined)
      .then(() => order.push('promises'));
  });
  await clock.advance(5);
  expect(order).toEqual(['promises', 'turn']);
});

test('timers set on the way, behind promises and turns, run in the same advance', async () => {
  const clock = virtualClock({ start: 0 });
  const ran: number[] = [];
  clock.after(10, () => {
    void Promise.resolve().then(() => clock.afterTick(() => clock.after(10, () => ran.push(clock.now()))));
  });
  await clock.advance(20);
  expect(ran).toEqual([20]);
});

test('settle runs what is due now without time passing', async () => {
  const clock = virtualClock({ start: 0 });
  const ran: string[] = [];
  clock.after(0, () => ran.push('due'));
  clock.after(1, () => ran.push('not due'));
  await clock.settle();
  expect(ran).toEqual(['due']);
  expect(clock.now()).toBe(0);
});

test('step goes on to the next timer, and says when there is none', async () => {
  const clock = virtualClock({ start: 0 });
  clock.after(70, () => {});
  expect(await clock.step()).toBe(true);
  expect(clock.now()).toBe(70);
  expect(await clock.step()).toBe(false);
});

test('advances that overlap are done one after another', async () => {
  const clock = virtualClock({ start: 0 });
  await Promise.all([clock.advance(10), clock.advance(10)]);
  expect(clock.now()).toBe(20);
});

test('what a timer throws comes out of advance, and time can go on', async () => {
  const clock = virtualClock({ start: 0 });
  clock.after(5, () => {
    throw new RangeError('thrown by a timer');
  });
  let ran = false;
  clock.after(6, () => {
    ran = true;
  });
  await expect(clock.advance(10)).rejects.toThrow(RangeError);
  await clock.advance(10);
  expect(ran).toBe(true);
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('time does not go on by %d', async (ms) => {
  await expect(virtualClock().advance(ms)).rejects.toThrow(TypeError);
});

test('an instant that never ends is an error', async () => {
  const clock = virtualClock();
  const again = () => void clock.after(0, again);
  again();
  await expect(clock.advance(1)).rejects.toThrow('never ends');
});

test('a fork that is cut runs neither timers nor turns any more', async () => {
  const clock = virtualClock();
  const fork = clock.fork();
  const ran: string[] = [];
  fork.after(5, () => ran.push('timer'));
  fork.afterTick(() => ran.push('turn'));
  fork.cut();
  fork.after(5, () => ran.push('late timer'));
  fork.afterTick(() => ran.push('late turn'));
  clock.after(5, () => ran.push('of the clock itself'));
  await clock.advance(10);
  expect(ran).toEqual(['of the clock itself']);
});

test('a fork counts its own timers, and the clock counts all', async () => {
  const clock = virtualClock();
  const fork = clock.fork();
  fork.after(5, () => {});
  const cancel = fork.after(7, () => {});
  fork.after(9, () => {});
  clock.after(20, () => {});
  cancel();
  expect([fork.timers, clock.timers]).toEqual([2, 3]);
  await clock.advance(5);
  expect([fork.timers, clock.timers]).toEqual([1, 2]);
  fork.cut();
  expect([fork.timers, clock.timers]).toEqual([0, 1]);
});
