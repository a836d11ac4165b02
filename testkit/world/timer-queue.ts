/** Something that is to run at a time. */
export interface QueuedTimer {
  /** When. */
  readonly at: number;
  /** Among those of the same time, the lower one is first. */
  readonly order: number;
  /** What runs; absent once it was taken or cancelled, so that what it holds on to is let go at once. */
  run: (() => void) | undefined;
}

/** Timers, the next one first. */
export interface TimerQueue {
  /** How many will run. */
  readonly size: number;
  add(timer: QueuedTimer): void;
  /** Takes one out again. Does nothing for one that has run or was cancelled. */
  cancel(timer: QueuedTimer): void;
  /** The one that is next, still in the queue. */
  first(): QueuedTimer | undefined;
  /** Takes the next one out, and gives what it runs. */
  take(): (() => void) | undefined;
}

const SPARE = 64;

function before(one: QueuedTimer, other: QueuedTimer): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/**
 * A binary heap by time and order. Cancelled timers stay until they come up or are half of all, and are then thrown
 * out together: a heartbeat that is put off a thousand times costs no more than one that runs.
 */
export function createTimerQueue(): TimerQueue {
  let heap: QueuedTimer[] = [];
  let cancelled = 0;

  function rise(timer: QueuedTimer, from: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above] as QueuedTimer;
      if (!before(timer, parent)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = timer;
  }

  function sink(timer: QueuedTimer, from: number): void {
    let place = from;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && before(heap[below + 1] as QueuedTimer, heap[below] as QueuedTimer)) below++;
      const child = heap[below] as QueuedTimer;
      if (!before(child, timer)) break;
      heap[place] = child;
      place = below;
    }
    heap[place] = timer;
  }

  function removeTop(): void {
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) sink(last, 0);
  }

  function compact(): void {
    heap = heap.filter((timer) => timer.run !== undefined);
    cancelled = 0;
    for (let place = (heap.length >> 1) - 1; place >= 0; place--) sink(heap[place] as QueuedTimer, place);
  }

  function first(): QueuedTimer | undefined {
    let top = heap[0];
    while (top !== undefined && top.run === undefined) {
      removeTop();
      cancelled--;
      top = heap[0];
    }
    return top;
  }

  return {
    get size() {
      return heap.length - cancelled;
    },
    add(timer) {
      heap.push(timer);
      rise(timer, heap.length - 1);
    },
    cancel(timer) {
      if (timer.run === undefined) return;
      timer.run = undefined;
      cancelled++;
      if (cancelled > SPARE && cancelled > heap.length / 2) compact();
    },
    first,
    take() {
      const timer = first();
      if (timer === undefined) return undefined;
      removeTop();
      const run = timer.run;
      timer.run = undefined;
      return run;
    },
  };
}
