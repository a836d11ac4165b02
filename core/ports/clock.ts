/** Undoes what returned it; a second call does nothing. */
export type Cancel = () => void;

/** Time, as the hub sees it. A virtual clock makes a whole hub run without waiting. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Runs once after `ms` milliseconds, unless cancelled. */
  after(ms: number, run: () => void): Cancel;
  /** Runs once the present turn of the event loop is done: after its pending promises and reads. */
  turn(run: () => void): void;
}
