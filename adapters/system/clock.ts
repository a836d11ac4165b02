import type { Clock } from '../../core/index.js';

/** The machine's clock and the event loop's timers. A timer does not keep the process alive by itself. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => Math.floor(performance.now()),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
  turn(run) {
    setImmediate(run);
  },
};
