import type { Frame } from '../ports/transport.js';

/** A large transfer to one session, taken piece by piece. */
export interface BulkSource {
  /** The next piece; `undefined` when there is none now: then {@link Bulk.wake} tells when there is. Must not throw. */
  next(): Frame | undefined;
}

/** A transfer that is under way. */
export interface Bulk {
  /** The source has a piece again. */
  wake(): void;
  /** Nothing more is taken. */
  cancel(): void;
}

/** Transfers that share one connection, a piece each in turn. */
export class BulkLane {
  readonly #woken: () => void;
  readonly #ready = new Set<BulkSource>();

  /** @param woken Called when there is something to take. */
  constructor(woken: () => void) {
    this.#woken = woken;
  }

  add(source: BulkSource): Bulk {
    const wake = () => {
      this.#ready.add(source);
      this.#woken();
    };
    wake();
    return { wake, cancel: () => void this.#ready.delete(source) };
  }

  get waiting(): boolean {
    return this.#ready.size > 0;
  }

  /** One piece of whichever transfer has waited longest. */
  take(): Frame | undefined {
    for (const source of this.#ready) {
      this.#ready.delete(source);
      const piece = source.next();
      if (piece === undefined) continue;
      this.#ready.add(source);
      return piece;
    }
    return undefined;
  }
}
