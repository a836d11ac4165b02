import type { Cancel, Clock } from '../../core/index.js';
import { wholeMs } from '../clock/manual-clock.js';
import { createTimerQueue, type QueuedTimer } from './timer-queue.js';

/** What a virtual clock begins with. */
export interface VirtualClockOptions {
  /** The first `now()`, in milliseconds since the epoch. Default: the beginning of 2024, UTC. */
  readonly start?: number;
}

/** A clock on which time passes as fast as the machine can go, and only when it is told to. */
export interface VirtualClock extends Clock {
  /** Waits until nothing is left to do at this moment: no promise that is ready, no turn to end, no timer that is due. */
  settle(): Promise<void>;
  /**
   * Settles, then lets time pass. Each timer runs at its own time, and all that it causes is done before the next.
   * @throws TypeError for a time that is negative, endless or not a number. @throws what a timer throws.
   */
  advance(ms: number): Promise<void>;
  /** Settles, then goes on to the next timer's time. Resolves to false where no timer is set. */
  step(): Promise<boolean>;
  /**
   * Sets the wall clock forward, or back where `ms` is negative, as an operator or NTP does: `now()` jumps, while
   * `monotonic()` and timers notice nothing.
   * @throws TypeError for what is not a whole number of milliseconds.
   */
  shift(ms: number): void;
  /** Part of this clock that can be cut off. */
  fork(): ClockFork;
  /** How many timers are set. */
  readonly timers: number;
}

/** A clock of its own for something that may vanish in an instant. Its time is the time of the clock it is of. */
export interface ClockFork extends Clock {
  /** How many of its timers are set. */
  readonly timers: number;
  /** Nothing that was set runs any more, and nothing can be set. */
  cut(): void;
}

/** So many timers and turns at one instant are an endless loop. */
const ENDLESS = 1_000_000;

/** One is enough: the event loop comes to it only when all promises that are ready are done. */
const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Makes a virtual clock. Between two timers everything that waits for promises runs; what waits for the end of a turn
 * runs once all timers of that instant have, as on an event loop that is late. Calls that overlap are done one after another.
 *
 * What waits for the world outside (files, sockets, threads) is not waited for: it has no place on this clock.
 */
export function virtualClock({ start = Date.UTC(2024, 0, 1) }: VirtualClockOptions = {}): VirtualClock {
  const queue = createTimerQueue();
  let turns: (() => void)[] = [];
  let now = start;
  let shifted = 0;
  let order = 0;
  let driven = false;
  let tail: Promise<unknown> = Promise.resolve();

  function after(ms: number, run: () => void): QueuedTimer {
    const timer: QueuedTimer = { at: now + (ms > 0 ? Math.ceil(ms) : 0), order: order++, run };
    queue.add(timer);
    return timer;
  }

  function endTurn(): void {
    const ending = turns;
    turns = [];
    for (const run of ending) run();
  }

  function turn(run: () => void): void {
    turns.push(run);
    // Turns end without time passing: where nobody drives the clock, the event loop does it.
    if (turns.length === 1) setImmediate(() => driven || endTurn());
  }

  /** Does all that is due now and all that it causes. What was ready before must be done already. */
  async function finishInstant(): Promise<void> {
    for (let steps = 0; steps < ENDLESS; steps++) {
      const due = queue.first();
      if (due !== undefined && due.at <= now) queue.take()?.();
      else if (turns.length > 0) endTurn();
      else return;
      await immediate();
    }
    throw new Error(`${ENDLESS} timers and turns at one instant: this never ends.`);
  }

  async function finishNow(): Promise<void> {
    await immediate();
    await finishInstant();
  }

  function drive<T>(job: () => Promise<T>): Promise<T> {
    const driving = async () => {
      driven = true;
      try {
        return await job();
      } finally {
        driven = false;
        if (turns.length > 0) setImmediate(endTurn);
      }
    };
    const done = tail.then(driving, driving);
    tail = done.catch(() => undefined);
    return done;
  }

  function cancel(timer: QueuedTimer): Cancel {
    return () => queue.cancel(timer);
  }

  return {
    now: () => now + shifted,
    monotonic: () => now,
    shift(ms) {
      shifted += wholeMs(ms);
    },
    after: (ms, run) => cancel(after(ms, run)),
    afterTick: turn,
    settle: () => drive(finishNow),
    advance: (ms) =>
      drive(async () => {
        if (!(ms >= 0 && ms < Number.POSITIVE_INFINITY)) throw new TypeError(`Time does not go on by ${ms} ms.`);
        const until = now + Math.ceil(ms);
        await finishNow();
        for (let next = queue.first(); next !== undefined && next.at <= until; next = queue.first()) {
          now = next.at;
          await finishInstant();
        }
        now = until;
      }),
    step: () =>
      drive(async () => {
        await finishNow();
        const next = queue.first();
        if (next === undefined) return false;
        now = next.at;
        await finishInstant();
        return true;
      }),
    fork() {
      const own = new Set<QueuedTimer>();
      let alive = true;
      return {
        now: () => now + shifted,
        monotonic: () => now,
        after(ms, run) {
          if (!alive) return () => {};
          const timer = after(ms, () => {
            own.delete(timer);
            run();
          });
          own.add(timer);
          return () => {
            own.delete(timer);
            queue.cancel(timer);
          };
        },
        afterTick(run) {
          if (alive) turn(() => alive && run());
        },
        get timers() {
          return own.size;
        },
        cut() {
          alive = false;
          for (const timer of own) queue.cancel(timer);
          own.clear();
        },
      };
    },
    get timers() {
      return queue.size;
    },
  };
}
