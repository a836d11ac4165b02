import type { Clock } from '../../../core/index.js';

/** What the work comes to, or `undefined` when `ms` milliseconds have passed before that; it goes on all the same. */
export function inTime<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(undefined));
    work.then(resolve, reject).finally(cancel);
  });
}
