import type { Clock } from './ports/clock.js';

/**
 * Returns the time by which old data is dropped for good: the wall clock's, but never more than has passed by the monotonic clock
 * since the start. A wall clock that is set forward while the process runs therefore drops nothing early.
 * @param clock Read once at the start, and at every call.
 */
export function retentionTime(clock: Pick<Clock, 'now' | 'monotonic'>): () => number {
  const offset = clock.now() - clock.monotonic();
  return () => Math.min(clock.now(), offset + clock.monotonic());
}
