import type { ClientClock } from '../../client/index.js';

/** How often timers of a hidden page may fire, in milliseconds, as in Chromium after five minutes in the background. */
const HIDDEN_MS = 60_000;

/** A client's clock, whose timers can be throttled as those of a page in a hidden tab. */
export interface ThrottledClock {
  /** For the client. */
  readonly clock: ClientClock;
  /** While hidden, timers fire at whole minutes only; once shown, those that are due fire at once. */
  hide(hidden: boolean): void;
}

/** Wraps a clock; its timers are not throttled yet. */
export function throttledClock(inner: ClientClock): ThrottledClock {
  const late = new Set<() => void>();
  let isHidden = false;

  /** Runs now, or at the next whole minute. */
  function due(run: () => void): () => void {
    const now = inner.now();
    if (!isHidden || now % HIDDEN_MS === 0) {
      run();
      return () => {};
    }
    const fire = () => {
      cancel();
      run();
    };
    const cancelTimer = inner.after(HIDDEN_MS - (now % HIDDEN_MS), fire);
    const cancel = () => {
      late.delete(fire);
      cancelTimer();
    };
    late.add(fire);
    return cancel;
  }

  return {
    clock: {
      now: () => inner.now(),
      after(ms, run) {
        let cancel = inner.after(ms, () => {
          cancel = due(run);
        });
        return () => cancel();
      },
    },
    hide(hidden) {
      isHidden = hidden;
      if (!hidden) for (const fire of [...late]) fire();
    },
  };
}
