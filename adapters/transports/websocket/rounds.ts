import type { Cancel, Clock } from '../../../core/index.js';

const SLICES = 16;

/** Visits every member once in each period, by one timer. */
export interface Rounds<T> {
  /** The first visit comes within one period. */
  add(member: T): void;
  remove(member: T): void;
}

/**
 * Makes rounds. Members are visited in sixteen slices spread over the period, so that a hundred thousand
 * of them do not hold up the event loop at once. The timer runs only while there are members.
 */
export function createRounds<T>(clock: Clock, periodMs: number, visit: (member: T) => void): Rounds<T> {
  const slices = Array.from({ length: SLICES }, () => new Set<T>());
  let next = 0;
  let filling = 0;
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
    if (count > 0 && cancel === undefined) cancel = clock.after(Math.max(1, periodMs / SLICES), tick);
  }

  return {
    add(member) {
      slices[filling]?.add(member);
      filling = (filling + 1) % SLICES;
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
