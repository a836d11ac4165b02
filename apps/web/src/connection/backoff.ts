const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before trying to connect again: full jitter, so that the clients of a server that
 * went away do not all come back in the same moment.
 *
 * @param attempt how many attempts have failed in a row, from 0
 * @param random  from 0 up to but not including 1
 * @returns milliseconds, from 0 to 500, 1 000, 2 000, … at most 30 000
 */
export function backoff(attempt: number, random: number): number {
  return Math.round(random * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16)));
}
