import type { Cancel, Clock } from '../../core/index.js';

/** The longest that `setTimeout` waits, 2³¹ − 1 ms or 24.8 days: it runs at once what is due later. */
const LONGEST_MS = 2_147_483_647;

/** The machine's clock and the event loop's timers. A timer does not keep the process alive by itself. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => Math.floor(performance.now()),
  after,
  turn(run) {
    setImmediate(run);
  },
};

function after(ms: number, run: () => void): Cancel {
  let cancel: Cancel;
  const timer = setTimeout(
    () => {
      if (ms <= LONGEST_MS) run();
      else cancel = after(ms - LONGEST_MS, run);
    },
    Math.min(ms, LONGEST_MS),
  );
  timer.unref();
  cancel = () => clearTimeout(timer);
  return () => cancel();
}
