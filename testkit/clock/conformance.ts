import assert from 'node:assert/strict';
import type { Clock } from '../../core/index.js';
import type { ConformanceCase } from '../transport/harness.js';

/** How the conformance suite gets at a clock. */
export interface ClockHarness {
  /** The clock to be examined, fresh for each case. */
  readonly clock: Clock;
  /** Lets time pass. Absent where it passes by itself. */
  readonly advance?: (ms: number) => Promise<void>;
}

/** Runs a case with time passing, and keeps the process alive meanwhile: a clock's own timers need not. */
async function withTime({ advance }: ClockHarness, passed: Promise<unknown>): Promise<void> {
  const alive = setInterval(() => {}, 1_000);
  try {
    await advance?.(100);
    await passed;
  } finally {
    clearInterval(alive);
  }
}

/** A promise for a timer that runs after `ms`. */
function timer(clock: Clock, ms: number, run: () => void = () => {}): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, () => {
      run();
      resolve();
    });
  });
}

function turnOf(clock: Clock): Promise<void> {
  return new Promise((resolve) => clock.afterTick(resolve));
}

/**
 * The rules that every clock keeps, as cases for any test runner. Within 100 milliseconds of the clock's time.
 *
 * ```ts
 * for (const { name, run } of clockConformance(() => ({ clock: systemClock }))) test(name, run);
 * ```
 */
export function clockConformance(make: () => ClockHarness): readonly ConformanceCase[] {
  return [
    {
      name: 'now is a whole number of milliseconds',
      run: async () => {
        const { clock } = make();
        assert.ok(Number.isInteger(clock.now()), String(clock.now()));
      },
    },
    {
      name: 'the monotonic time is a whole number of milliseconds, and goes on with the timers',
      run: async () => {
        const harness = make();
        const { clock } = harness;
        const start = clock.monotonic();
        assert.ok(Number.isInteger(start), String(start));
        let at = start;
        await withTime(
          harness,
          timer(clock, 20, () => {
            at = clock.monotonic();
          }),
        );
        assert.ok(at - start >= 19, `after ${at - start} ms`);
      },
    },
    {
      name: 'a timer runs when its time has come, not before',
      run: async () => {
        const harness = make();
        const { clock } = harness;
        const start = clock.now();
        let at = start;
        const passed = timer(clock, 20, () => {
          at = clock.now();
        });
        await withTime(harness, passed);
        // Timers of an event loop count in whole milliseconds of another origin than now().
        assert.ok(at - start >= 19, `after ${at - start} ms`);
      },
    },
    {
      name: 'timers run in the order of their times, and of their setting where those are the same',
      run: async () => {
        const harness = make();
        const { clock } = harness;
        const order: string[] = [];
        const last = timer(clock, 60, () => order.push('late'));
        clock.after(10, () => order.push('early'));
        clock.after(10, () => order.push('early, set second'));
        await withTime(harness, last);
        assert.deepEqual(order, ['early', 'early, set second', 'late']);
      },
    },
    {
      name: 'a timer of no time does not run at once',
      run: async () => {
        const harness = make();
        let ran = false;
        const passed = timer(harness.clock, 0, () => {
          ran = true;
        });
        assert.equal(ran, false);
        await withTime(harness, passed);
        assert.equal(ran, true);
      },
    },
    {
      name: 'a cancelled timer does not run',
      run: async () => {
        const harness = make();
        let ran = false;
        const cancel = harness.clock.after(5, () => {
          ran = true;
        });
        cancel();
        cancel();
        await withTime(harness, timer(harness.clock, 30));
        assert.equal(ran, false);
      },
    },
    {
      name: 'cancelling a timer that has run does nothing',
      run: async () => {
        const harness = make();
        let runs = 0;
        let cancel = () => {};
        const passed = new Promise<void>((resolve) => {
          cancel = harness.clock.after(1, () => {
            runs++;
            resolve();
          });
        });
        await withTime(harness, passed);
        cancel();
        assert.equal(runs, 1);
      },
    },
    {
      name: 'a turn ends after all promises that are ready',
      run: async () => {
        const { clock } = make();
        const order: string[] = [];
        const ended = new Promise<void>((resolve) => {
          clock.afterTick(() => {
            order.push('turn');
            resolve();
          });
        });
        let chain = Promise.resolve();
        for (let link = 0; link < 10; link++) chain = chain.then(() => void order.push(`promise ${link}`));
        order.push('now');
        await ended;
        assert.equal(order[0], 'now');
        assert.equal(order.indexOf('turn'), 11);
      },
    },
    {
      name: 'what waits for the same end of a turn runs in order',
      run: async () => {
        const { clock } = make();
        const order: number[] = [];
        for (const number of [1, 2, 3]) clock.afterTick(() => order.push(number));
        await turnOf(clock);
        assert.deepEqual(order, [1, 2, 3]);
      },
    },
    {
      name: 'what is put off at the end of a turn runs at the end of a later one',
      run: async () => {
        const { clock } = make();
        const order: string[] = [];
        const both = new Promise<void>((resolve) => {
          clock.afterTick(() => {
            clock.afterTick(() => {
              order.push('later');
              resolve();
            });
            order.push('first');
          });
          clock.afterTick(() => order.push('second'));
        });
        await both;
        assert.deepEqual(order, ['first', 'second', 'later']);
      },
    },
  ];
}
