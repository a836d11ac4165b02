import type { Clock } from './ports/clock.js';

/** Work was not done in time. What it still does is nobody's business any more. */
export class TimeoutError extends Error {
  override readonly name = 'DeadlineError';

  /** @param ms How long was waited. */
  constructor(ms: number) {
    super(`It took longer than ${ms} ms.`);
  }
}

/** What the work comes to, or a {@link TimeoutError} when `ms` milliseconds have passed before that. */
export function withTimeout<T>(clock: Clock, ms: number, work: PromiseLike<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(new TimeoutError(ms)));
    Promise.resolve(work).then(resolve, reject).finally(cancel);
  });
}
