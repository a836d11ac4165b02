import { onTestFinished } from 'vitest';
import type { ClientWire, OpenWire, WireFrame } from '../../../../client/index.js';
import { deferred } from '../../../support/deferred.js';

/** A wire, and what it has told. */
export interface Told {
  readonly wire: ClientWire;
  /** `opened`, each frame, `closed`: in the order in which they came. */
  readonly all: readonly (WireFrame | symbol)[];
  /** Resolves once it stands. Never for one that cannot be opened. */
  readonly opened: Promise<void>;
  /** Resolves once it is gone. */
  readonly closed: Promise<void>;
  /** Resolves once so many frames have come. */
  frames(count: number): Promise<readonly WireFrame[]>;
}

/** What stands for `opened` in {@link Told.all}. */
export const OPENED = Symbol('opened');

/** What stands for `closed` in {@link Told.all}. */
export const CLOSED = Symbol('closed');

/** Opens a wire and writes down what it tells; it is closed when the test is done. */
export function told(open: OpenWire, onFrame: (wire: ClientWire) => void = () => {}): Told {
  const all: (WireFrame | symbol)[] = [];
  const opened = deferred();
  const closed = deferred();
  const waiting = new Set<() => void>();
  const frames = (): WireFrame[] => all.filter((one) => typeof one !== 'symbol');
  const wire = open({
    opened() {
      all.push(OPENED);
      opened.resolve();
    },
    frame(frame) {
      all.push(frame);
      onFrame(wire);
      for (const look of waiting) look();
    },
    closed() {
      all.push(CLOSED);
      closed.resolve();
    },
  });
  onTestFinished(() => wire.close());
  return {
    wire,
    all,
    opened: opened.promise,
    closed: closed.promise,
    frames: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (frames().length < count) return;
          waiting.delete(look);
          resolve(frames());
        };
        waiting.add(look);
        look();
      }),
  };
}
