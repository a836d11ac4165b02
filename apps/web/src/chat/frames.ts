import type { Conversation } from './conversation.js';

/** Runs once, before the screen is drawn next; in a page that nobody sees, soon all the same. */
export type ScheduleFrame = (run: () => void) => void;

/** So many changes at most wait for the screen. */
const MAX_CHANGES = 2_000;

/** A page that has just been hidden is not drawn any more: then the timer comes. */
const HIDDEN_MS = 250;

/** The browser's own pace. */
export function createFrameScheduler(): ScheduleFrame {
  const hidden: (() => void)[] = [];
  // Timers of a hidden page come once a minute; messages of its own come at once.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => hidden.shift()?.();
  return (run) => {
    if (document.visibilityState === 'hidden') {
      hidden.push(run);
      port2.postMessage(undefined);
      return;
    }
    let isOver = false;
    const once = () => {
      if (isOver) return;
      isOver = true;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      run();
    };
    const frame = requestAnimationFrame(once);
    const timer = setTimeout(once, HIDDEN_MS);
  };
}

/** Gathers what happens between two frames of the screen. */
export interface UpdateBatcher {
  /** A conversation has changed. */
  markChanged(conversation: Conversation): void;
  /** Shows now what has changed. */
  flush(): void;
}

/**
 * Makes frames.
 *
 * @param show applies what has changed in conversations
 */
export function createUpdateBatcher(
  painter: ScheduleFrame,
  show: (changed: ReadonlySet<Conversation>) => void,
): UpdateBatcher {
  let changed = new Set<Conversation>();
  let changes = 0;
  let isAsked = false;

  function flush(): void {
    if (changed.size === 0) return;
    const now = changed;
    changed = new Set();
    changes = 0;
    show(now);
  }

  return {
    markChanged(conversation) {
      changed.add(conversation);
      if (++changes >= MAX_CHANGES) flush();
      else if (!isAsked) {
        isAsked = true;
        painter(() => {
          isAsked = false;
          flush();
        });
      }
    },
    flush,
  };
}
