/** Between two pictures, in milliseconds: some thirty a second. */
const LEAST_MS = 33;

/** Draws when something has changed: at once where nothing was drawn for a while, else when it is time. */
export interface Pace {
  want(): void;
  stop(): void;
}

/** Makes a pace. */
export function createPace(draw: () => void, leastMs = LEAST_MS): Pace {
  let timer: NodeJS.Timeout | undefined;
  let last = 0;
  let isStopped = false;
  function run(): void {
    timer = undefined;
    if (isStopped) return;
    draw();
    // The rest is counted from the end: a slow terminal gets its rest too.
    last = performance.now();
  }
  return {
    want() {
      if (isStopped || timer !== undefined) return;
      timer = setTimeout(run, Math.max(0, leastMs - (performance.now() - last)));
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
