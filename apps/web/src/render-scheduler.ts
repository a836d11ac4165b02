/** Schedules a callback before the next repaint; in a hidden page, soon. */
export type ScheduleFrame = (run: () => void) => void;

/** A page that becomes hidden gets no more frames: this timer runs instead. */
const HIDDEN_MS = 250;

/** Creates a scheduler on the browser's animation frames. */
export function createFrameScheduler(): ScheduleFrame {
  const queue: (() => void)[] = [];
  // Timers of a hidden page are throttled to one per minute; port messages are not.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => queue.shift()?.();
  return (run) => {
    if (document.visibilityState === 'hidden') {
      queue.push(run);
      port2.postMessage(undefined);
      return;
    }
    let hasRun = false;
    const once = () => {
      if (hasRun) return;
      hasRun = true;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      run();
    };
    const frame = requestAnimationFrame(once);
    const timer = setTimeout(once, HIDDEN_MS);
  };
}

/** Collects changed items and publishes them once per frame. */
export interface UpdateBatcher<T> {
  markChanged(item: T): void;
  /** Publishes pending changes now. */
  flush(): void;
}

/** Publish early after this many changes. */
const MAX_CHANGES = 2_000;

/** @param publish called with the items that changed since the last frame */
export function createUpdateBatcher<T>(
  scheduleFrame: ScheduleFrame,
  publish: (changed: ReadonlySet<T>) => void,
): UpdateBatcher<T> {
  let changed = new Set<T>();
  let changes = 0;
  let isScheduled = false;

  function flush(): void {
    if (changed.size === 0) return;
    const pending = changed;
    changed = new Set();
    changes = 0;
    publish(pending);
  }

  return {
    markChanged(item) {
      changed.add(item);
      if (++changes >= MAX_CHANGES) flush();
      else if (!isScheduled) {
        isScheduled = true;
        scheduleFrame(() => {
          isScheduled = false;
          flush();
        });
      }
    },
    flush,
  };
}

/** Interval of renders in a hidden tab, which has no frames. */
const HIDDEN_RENDER_MS = 100;
/** Renders per frame that run immediately. */
const MAX_IMMEDIATE = 3;

let rendered = 0;

const nextFrame = (run: () => void): void => {
  if (document.visibilityState === 'visible') requestAnimationFrame(run);
  else setTimeout(run, HIDDEN_RENDER_MS);
};

/**
 * Schedules Preact renders: immediately, so that a key press shows its effect before the next one, but once per frame
 * under load.
 */
export function scheduleRender(render: () => void): void {
  if (rendered === 0) {
    nextFrame(() => {
      rendered = 0;
    });
  }
  rendered++;
  if (rendered <= MAX_IMMEDIATE) queueMicrotask(render);
  else nextFrame(render);
}
