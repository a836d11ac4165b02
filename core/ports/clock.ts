/** Undoes what returned it; a second call does nothing. */
export type Cancel = () => void;

/** Time, as the hub sees it. A virtual clock makes a whole hub run without waiting. */
export interface Clock {
  /**
   * Milliseconds since the Unix epoch, by the wall clock. It may jump either way when the machine's clock is set: for what people
   * read and what is kept, never for measuring a span.
   */
  now(): number;
  /**
   * Whole milliseconds since a fixed moment of no meaning. Never goes back and never jumps, whatever happens to the wall clock:
   * every span of time is measured by it.
   */
  monotonic(): number;
  /** Runs once after `ms` milliseconds, unless cancelled. */
  after(ms: number, run: () => void): Cancel;
  /** Runs once the present turn of the event loop is done: after its pending promises and reads. */
  afterTick(run: () => void): void;
}
