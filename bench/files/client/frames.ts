import type { Frame } from '../../../index.js';

/** Frames that have come and are taken one by one. */
export interface FrameQueue {
  put(frame: Frame): void;
  /** Nothing comes any more. */
  end(): void;
  /** The next one; `undefined` once it has ended and all are taken. */
  next(): Promise<Frame | undefined>;
}

/** An empty queue. */
export function frameQueue(): FrameQueue {
  const kept: Frame[] = [];
  const takers: ((frame: Frame | undefined) => void)[] = [];
  let isOver = false;
  return {
    put(frame) {
      const taker = takers.shift();
      if (taker === undefined) kept.push(frame);
      else taker(frame);
    },
    end() {
      isOver = true;
      for (const taker of takers.splice(0)) taker(undefined);
    },
    next() {
      if (kept.length > 0 || isOver) return Promise.resolve(kept.shift());
      return new Promise((resolve) => takers.push(resolve));
    },
  };
}
