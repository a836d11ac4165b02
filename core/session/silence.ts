import type { ErrorCode } from '../errors.js';
import type { Limits } from '../limits.js';
import type { Clock } from '../ports/clock.js';

/** How long nothing has been heard of a peer, counted in beats of `heartbeatMs`. */
export class Silence {
  readonly #limits: Limits;
  readonly #clock: Clock;
  #heard = true;
  #pongs = 0;
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

  /**
   * A beat has passed. Returns why the connection must be closed, or `undefined`.
   *
   * @param promised whether the client promised a heartbeat. A pong keeps that promise; it does not count as activity for
   * `idleMs` of clients that promised nothing.
   * @param pongs how many pongs have come so far. Default 0: the wire has no pings.
   */
  beat(promised: boolean, pongs = 0): ErrorCode | undefined {
    const answered = pongs !== this.#pongs;
    this.#pongs = pongs;
    if (this.#heard || (promised && answered)) {
      this.#heard = false;
      this.#beats = 0;
      return undefined;
    }
    this.#beats++;
    if (promised) return 'CHAT_HEARTBEAT_LOST';
    return this.#beats * this.#limits.heartbeatMs >= this.#limits.idleMs ? 'CHAT_IDLE' : undefined;
  }
}
