/** Something that is done again and again. */
export interface Poller {
  /** Does it as soon as possible: at once, or right after the turn that is under way. */
  pollNow(): void;
  /** Never again. */
  stop(): void;
}

/** Whether somebody looks. */
export interface Visibility {
  visible(): boolean;
  /** Calls back once somebody looks. @returns forgets it */
  whenVisible(run: () => void): () => void;
}

/**
 * Does something again and again: never twice at once, and not while nobody looks. The first turn begins at once.
 *
 * @param turn resolves to the milliseconds until the next; it must not reject
 */
export function createPoller(turn: () => Promise<number>, { visible, whenVisible }: Visibility): Poller {
  let stopped = false;
  let running = false;
  let hurried = false;
  let cancel = (): void => {};

  async function run(): Promise<void> {
    running = true;
    hurried = false;
    const wait = await turn();
    running = false;
    if (stopped) return;
    if (hurried) soon();
    else {
      const timer = setTimeout(soon, wait);
      cancel = () => clearTimeout(timer);
    }
  }

  function soon(): void {
    cancel();
    if (visible()) void run();
    else cancel = whenVisible(soon);
  }

  soon();
  return {
    pollNow() {
      if (stopped) return;
      if (running) hurried = true;
      else soon();
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}

/** This tab. */
export const tabVisibility: Visibility = {
  visible: () => document.visibilityState === 'visible',
  whenVisible(run) {
    const check = (): void => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', check);
      run();
    };
    document.addEventListener('visibilitychange', check);
    return () => document.removeEventListener('visibilitychange', check);
  },
};

const FIRST_MS = 1_000;
const LONGEST_MS = 15_000;

/** How long to wait before the next attempt, in milliseconds: longer with each one that failed, from 1 on. */
export function backoff(failed: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failed - 1, 10));
}
