import type { ErrorCode } from '../errors.js';
import type { Limits } from '../limits.js';
import type { Clock } from '../ports/clock.js';

/** How long nothing has been heard of a peer, counted in beats of `heartbeatMs`. */
export class Silence {
  readonly #limits: Limits;
  readonly #clock: Clock;
  #heard = true;
  #beats = 0;

  constructor(limits: Limits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Something was heard. */
  broken(): void {
    this.#heard = true;
  }

  /** A beat has passed in which nothing could be heard. Says why the connection is to be closed, if nothing is taken either. */
  stuck({ congestedSince }: { readonly congestedSince: number | undefined }): ErrorCode | undefined {
    const waiting = congestedSince === undefined ? 0 : this.#clock.monotonic() - congestedSince;
    return waiting >= 2 * this.#limits.heartbeatMs ? 'CHAT_SLOW_CONSUMER' : undefined;
  }

  /** A beat has passed. Says why the connection is to be closed, if it is. @param promised Whether a sign of life was promised for every beat. */
  beat(promised: boolean): ErrorCode | undefined {
    if (this.#heard) {
      this.#heard = false;
      this.#beats = 0;
      return undefined;
    }
    this.#beats++;
    if (promised) return 'CHAT_HEARTBEAT_LOST';
    return this.#beats * this.#limits.heartbeatMs >= this.#limits.idleMs ? 'CHAT_IDLE' : undefined;
  }
}
