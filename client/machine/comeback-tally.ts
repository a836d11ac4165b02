import type { GapEvent } from '../../core/protocol/events.js';
import type { CaughtUp } from '../events.js';

/** Counts what happens to a room from coming back until it is caught up. */
export interface Tally {
  /** A message was told. */
  message(): void;
  /** A gap was told. */
  gap(gap: GapEvent): void;
  /** What came of it. @param isFresh there was no place to go on from */
  result(isFresh: boolean): CaughtUp;
}

/** Makes a tally of nothing. */
export function createTally(): Tally {
  let messages = 0;
  let gaps = 0;
  let missed: number | undefined = 0;
  let isAnew = false;
  return {
    message() {
      messages++;
    },
    gap(gap) {
      gaps++;
      isAnew ||= gap.after.epoch !== gap.epoch;
      // What is missing of a log that was begun anew, nobody knows: then nobody knows the sum.
      missed = missed === undefined || gap.missed === undefined ? undefined : missed + gap.missed;
    },
    result(isFresh) {
      const how = isFresh || isAnew ? 'fresh' : gaps > 0 ? 'gap' : 'recovered';
      return gaps > 0 && missed !== undefined ? { how, messages, missed } : { how, messages };
    },
  };
}
