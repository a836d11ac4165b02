import type { Cancel, Clock } from '../../core/index.js';

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /**
   * Settles, then lets time pass. Timers that fall due run one by one, each at its own time and each followed by
   * {@link ManualClock.settle}, so that timers set on the way run too.
   */
  advance(ms: number): Promise<void>;
  /**
   * Sets the wall clock forward, or back where `ms` is negative, as an operator or NTP does: `now()` jumps, while
   * `monotonic()` and timers notice nothing.
   */
  shift(ms: number): void;
  /** Waits for the event loop's present turn and the next, with their promises and `turn` callbacks. */
  settle(): Promise<void>;
  /** How many timers are set. */
  readonly timers: number;
}

/** What a manual clock begins with. */
export interface ManualClockOptions {
  /** The first `now()`, in milliseconds since the epoch. Default 0. */
  readonly start?: number;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Checks by how much a wall clock is set. @throws TypeError for what is not a whole number of milliseconds. */
export function wholeMs(ms: number): number {
  if (!Number.isSafeInteger(ms)) throw new TypeError(`A clock is set by whole milliseconds, not by ${ms}.`);
  return ms;
}

/** Makes a clock for tests. Time is manual; turns are the event loop's own. */
export function manualClock({ start = 0 }: ManualClockOptions = {}): ManualClock {
  const timers = new Set<Timer>();
  let now = start;
  let shifted = 0;
  let order = 0;

  function due(until: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (timer.at > until) continue;
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) {
        first = timer;
      }
    }
    return first;
  }

  async function settle(): Promise<void> {
    await immediate();
    await immediate();
  }

  return {
    now: () => now + shifted,
    monotonic: () => now,
    shift(ms) {
      shifted += wholeMs(ms);
    },
    after(ms, run): Cancel {
      const timer: Timer = { at: now + Math.max(0, ms), order: order++, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    afterTick(run) {
      setImmediate(run);
    },
    async advance(ms) {
      if (!(ms >= 0)) throw new TypeError(`Time goes forward only, not by ${ms} ms.`);
      // What was just sent may have set no timers yet.
      await settle();
      const until = now + ms;
      for (let timer = due(until); timer !== undefined; timer = due(until)) {
        timers.delete(timer);
        now = Math.max(now, timer.at);
        timer.run();
        await settle();
      }
      now = until;
      await settle();
    },
    settle,
    get timers() {
      return timers.size;
    },
  };
}
