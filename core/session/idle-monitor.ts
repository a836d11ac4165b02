import type { ErrorCode } from '../errors.js';
import type { Limits } from '../limits.js';
import type { Clock } from '../ports/clock.js';

/** How long nothing has been heard of a peer, counted in beats of `heartbeatMs`. */
export class IdleMonitor {
  readonly #limits: Limits;
  readonly #clock: Clock;
  #hasActivity = true;
  #pongs = 0;
  #idleTicks = 0;

  constructor(limits: Limits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Something was heard. */
  activity(): void {
    this.#hasActivity = true;
  }

  /** A beat has passed in which nothing could be heard. Says why the connection is to be closed, if nothing is taken either. */
  checkStalled({ congestedSince }: { readonly congestedSince: number | undefined }): ErrorCode | undefined {
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
  tick(promised: boolean, pongs = 0): ErrorCode | undefined {
    const answered = pongs !== this.#pongs;
    this.#pongs = pongs;
    if (this.#hasActivity || (promised && answered)) {
      this.#hasActivity = false;
      this.#idleTicks = 0;
      return undefined;
    }
    this.#idleTicks++;
    if (promised) return 'CHAT_HEARTBEAT_LOST';
    return this.#idleTicks * this.#limits.heartbeatMs >= this.#limits.idleMs ? 'CHAT_IDLE' : undefined;
  }
}
