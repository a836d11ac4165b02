import { setTimeout as delay } from 'node:timers/promises';
import { ClientError } from '../../../client/index.js';

/** Nobody is waited for longer at once, nor more often. */
const MOST_MS = 60_000;
const MOST_TIMES = 50;

/** Does something again for as long as the server says that it came too soon, when it says that it may. */
export async function patiently<T>(run: () => Promise<T>): Promise<T> {
  for (let times = 1; ; times++) {
    try {
      return await run();
    } catch (error) {
      const ms = error instanceof ClientError && error.retry ? Number(error.details.retryMs) : Number.NaN;
      if (!(ms > 0 && ms <= MOST_MS) || times >= MOST_TIMES) throw error;
      await delay(ms);
    }
  }
}
