import type { Clock } from '../ports/clock.js';

/** Something that gathers during a turn and goes out at its end. */
export interface Flushable {
  flush(): void;
}

/**
 * What the present turn of the event loop has touched. When it ends, first the rooms hand their broadcasts to
 * their members' outboxes, then every outbox writes once. What is touched meanwhile goes out with the next turn.
 */
export class FlushScheduler {
  readonly #clock: Clock;
  readonly failed: (error: unknown) => void;
  #rooms: Flushable[] = [];
  #outboxes: Flushable[] = [];
  #scheduled = false;
  readonly #delivered: (events: number) => void;
  #deliveries = 0;

  /**
   * @param failed Told of what a flush throws (a framing or a rendering has a defect); the others go on.
   * @param delivered Told at the end of a turn how many events the rooms have handed over.
   */
  constructor(clock: Clock, failed: (error: unknown) => void, delivered: (events: number) => void) {
    this.#clock = clock;
    this.failed = failed;
    this.#delivered = delivered;
  }

  /** A room that this turn has touched has handed events over: so many, each once for every receiver. */
  countDeliveries(events: number): void {
    this.#deliveries += events;
  }

  room(room: Flushable): void {
    this.#rooms.push(room);
    this.#schedule();
  }

  outbox(outbox: Flushable): void {
    this.#outboxes.push(outbox);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#clock.afterTick(() => this.#end());
  }

  #end(): void {
    const rooms = this.#rooms;
    this.#rooms = [];
    for (const room of rooms) this.#flush(room);
    const outboxes = this.#outboxes;
    this.#outboxes = [];
    for (const outbox of outboxes) this.#flush(outbox);
    if (this.#deliveries > 0) this.#delivered(this.#deliveries);
    this.#deliveries = 0;
    this.#scheduled = false;
    if (this.#rooms.length > 0 || this.#outboxes.length > 0) this.#schedule();
  }

  #flush(flushed: Flushable): void {
    try {
      flushed.flush();
    } catch (error) {
      this.failed(error);
    }
  }
}
