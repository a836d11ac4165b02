import type { ClientRandom } from '../ports.js';

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before the next attempt: full jitter, so that the clients of a server that went away do not all
 * come back in the same moment.
 *
 * @param failures how many attempts have failed in a row, from 0
 * @returns milliseconds, from 0 to 500, 1 000, 2 000, … at most 30 000
 */
export function backoff(failures: number, random: Pick<ClientRandom, 'between'>): number {
  return random.between(0, Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 16)));
}
