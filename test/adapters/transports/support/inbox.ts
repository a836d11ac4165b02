import type { Frame } from '../../../../core/index.js';

/** Frames that came and have not been taken yet. */
export interface Inbox {
  put(frame: Frame): void;
  /** The next frame; `undefined` once ended and empty. */
  next(): Promise<Frame | undefined>;
  /** Nothing more will come. */
  end(): void;
}

/** Makes an empty inbox. */
export function createInbox(): Inbox {
  const kept: Frame[] = [];
  const takers: ((frame: Frame | undefined) => void)[] = [];
  let ended = false;
  return {
    put(frame) {
      const taker = takers.shift();
      if (taker === undefined) kept.push(frame);
      else taker(frame);
    },
    next() {
      if (kept.length > 0 || ended) return Promise.resolve(kept.shift());
      return new Promise((resolve) => takers.push(resolve));
    },
    end() {
      ended = true;
      for (const taker of takers.splice(0)) taker(undefined);
    },
  };
}
