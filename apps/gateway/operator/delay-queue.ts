import type { Cancel, Clock, Packet } from '../../../core/index.js';

/** A queue of delayed writes, in order. */
export interface DelayQueue {
  /** Bytes in the queue. */
  readonly bytes: number;
  readonly isEmpty: boolean;
  /** Appends a write. @param ms Its delay; `undefined`: until {@link release}. */
  add(write: () => void, packets: readonly Packet[], ms: number | undefined): void;
  /** Writes everything now. */
  release(): void;
  /** Discards everything. */
  clear(): void;
}

interface DelayedWrite {
  readonly write: () => void;
  readonly bytes: number;
  /** Milliseconds since the Unix epoch. */
  readonly due: number;
}

/** Creates an empty queue. @param emptied Called when the queue becomes empty. */
export function createDelayQueue(clock: Clock, emptied: () => void): DelayQueue {
  let waiting: DelayedWrite[] = [];
  let bytes = 0;
  let cancel: Cancel | undefined;

  function arm(): void {
    cancel?.();
    cancel = undefined;
    const [first] = waiting;
    if (first === undefined || first.due === Number.POSITIVE_INFINITY) return;
    cancel = clock.after(Math.max(0, first.due - clock.monotonic()), work);
  }

  function work(): void {
    cancel = undefined;
    for (let first = waiting[0]; first !== undefined && first.due <= clock.monotonic(); first = waiting[0]) take(first);
    if (waiting.length === 0) emptied();
    else arm();
  }

  function take(first: DelayedWrite): void {
    waiting.shift();
    bytes -= first.bytes;
    first.write();
  }

  return {
    get bytes() {
      return bytes;
    },
    get isEmpty() {
      return waiting.length === 0;
    },
    add(write, packets, ms = Number.POSITIVE_INFINITY) {
      const size = packets.reduce((sum, { byteLength }) => sum + byteLength, 0);
      // Never before earlier writes.
      waiting.push({ write, bytes: size, due: Math.max(clock.monotonic() + ms, waiting.at(-1)?.due ?? 0) });
      bytes += size;
      if (waiting.length === 1) arm();
    },
    release() {
      if (waiting.length === 0) return;
      waiting = waiting.map((one) => ({ ...one, due: 0 }));
      cancel?.();
      work();
    },
    clear() {
      cancel?.();
      cancel = undefined;
      waiting = [];
      bytes = 0;
    },
  };
}
