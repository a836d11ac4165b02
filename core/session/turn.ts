import type { Clock } from '../ports/clock.js';

/** Something that gathers during a turn and goes out at its end. */
export interface Flushed {
  flush(): void;
}

/**
 * What the present turn of the event loop has touched. When it ends, first the rooms hand their broadcasts to
 * their members' outboxes, then every outbox writes once. What is touched meanwhile goes out with the next turn.
 */
export class Turn {
  readonly #clock: Clock;
  readonly failed: (error: unknown) => void;
  #rooms: Flushed[] = [];
  #outboxes: Flushed[] = [];
  #scheduled = false;

  /** @param failed Told of what a flush throws (a framing or a rendering has a defect); the others go on. */
  constructor(clock: Clock, failed: (error: unknown) => void) {
    this.#clock = clock;
    this.failed = failed;
  }

  room(room: Flushed): void {
    this.#rooms.push(room);
    this.#schedule();
  }

  outbox(outbox: Flushed): void {
    this.#outboxes.push(outbox);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#clock.turn(() => this.#end());
  }

  #end(): void {
    const rooms = this.#rooms;
    this.#rooms = [];
    for (const room of rooms) this.#flush(room);
    const outboxes = this.#outboxes;
    this.#outboxes = [];
    for (const outbox of outboxes) this.#flush(outbox);
    this.#scheduled = false;
    if (this.#rooms.length > 0 || this.#outboxes.length > 0) this.#schedule();
  }

  #flush(flushed: Flushed): void {
    try {
      flushed.flush();
    } catch (error) {
      this.failed(error);
    }
  }
}
