import { clientClock } from '../../support/client-wires.js';

/** Draws whole numbers, both ends included. */
export interface Draws {
  between(low: number, high: number): number;
}

/**
 * Runs something again and again, at random intervals from nothing to twice `everyMs`. A late timer is not made up
 * for: a machine that has no time gets less to do, not more.
 *
 * @returns ends it
 */
export function pace(everyMs: number, random: Draws, run: () => void): () => void {
  let cancel = (): void => {};
  function next(): void {
    cancel = clientClock.after(random.between(0, 2_000 * everyMs) / 1_000, () => {
      next();
      run();
    });
  }
  next();
  return () => cancel();
}

/** Resolves after a while: for the time during which there is load. */
export function lasting(ms: number): Promise<void> {
  return new Promise((resolve) => clientClock.after(ms, resolve));
}
