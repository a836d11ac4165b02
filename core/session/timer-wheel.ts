import type { Cancel, Clock } from '../ports/clock.js';
import type { Random } from '../ports/random.js';

const SLICES = 16;

/** Visits every member once in each period, by one timer. */
export interface TimerWheel<T> {
  /** The first visit comes within one period. Not for one that is there already. */
  add(member: T): void;
  /** Ends the visits. Does nothing for one that is not there. */
  remove(member: T): void;
}

/**
 * Makes rounds. Members are visited in sixteen slices spread over the period, each in one drawn by lot, so that a
 * hundred thousand of them neither hold up the event loop at once nor answer all at the same time. The timer runs only
 * while there are members.
 * @param visit Must not throw.
 */
export function createTimerWheel<T>(
  clock: Clock,
  random: Random,
  periodMs: number,
  visit: (member: T) => void,
): TimerWheel<T> {
  const slices = Array.from({ length: SLICES }, () => new Set<T>());
  let next = 0;
  let count = 0;
  let cancel: Cancel | undefined;

  function tick(): void {
    cancel = undefined;
    const slice = slices[next];
    next = (next + 1) % SLICES;
    for (const member of slice ?? []) visit(member);
    arm();
  }

  function arm(): void {
    if (count > 0) cancel ??= clock.after(Math.max(1, periodMs / SLICES), tick);
  }

  return {
    add(member) {
      slices[random.between(0, SLICES - 1)]?.add(member);
      count++;
      arm();
    },
    remove(member) {
      if (slices.some((slice) => slice.delete(member))) count--;
      if (count > 0) return;
      cancel?.();
      cancel = undefined;
    },
  };
}
