/** Over so many seconds a rate is taken. */
const SPAN_SECONDS = 10;

/** How often something has happened in the last ten seconds. */
export interface Rate {
  /** By second, in turn. */
  readonly counts: number[];
  /** The second of the newest count, by the monotonic clock. */
  second: number;
}

/** Nothing has happened yet. */
export function createRate(): Rate {
  return { counts: new Array<number>(SPAN_SECONDS).fill(0), second: 0 };
}

/** It has happened once more. @param now Milliseconds by the monotonic clock. */
export function countEvent(rate: Rate, now: number): void {
  advance(rate, now);
  const at = rate.second % SPAN_SECONDS;
  rate.counts[at] = (rate.counts[at] ?? 0) + 1;
}

/** How often it has happened in a second, on the average of the last ten. */
export function ratePerSecond(rate: Rate, now: number): number {
  advance(rate, now);
  return rate.counts.reduce((sum, one) => sum + one, 0) / SPAN_SECONDS;
}

/** Forgets the seconds that are gone. A clock that was put back forgets nothing. */
function advance(rate: Rate, now: number): void {
  const second = Math.floor(now / 1_000);
  for (let gone = Math.max(rate.second + 1, second - SPAN_SECONDS + 1); gone <= second; gone++)
    rate.counts[gone % SPAN_SECONDS] = 0;
  rate.second = Math.max(rate.second, second);
}
