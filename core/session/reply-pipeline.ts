import { type Awaitable, isPromise } from '../awaitable.js';
import type { Outcome } from '../ports/dialect.js';

/**
 * Keeps what a session's frames bring about in order, although messages are under way together: while one waits for the
 * disk, the next can be on its way there.
 */
export class ReplyPipeline {
  /** Until all frames so far are done and answered; `undefined`: they are. */
  #under: Promise<void> | undefined;
  /** The same, without the present frame. */
  #before: Promise<void> | undefined;
  /** Lets the frame after the present one be taken up. */
  #next: (() => void) | undefined;

  /** Takes up a frame. @param next Lets the one after it be taken up while it is under way; `undefined`: that must wait. */
  frame(next: (() => void) | undefined, talk: () => Awaitable<void>): Awaitable<void> {
    const before = this.#under;
    this.#before = before;
    this.#next = next;
    const done = talk();
    if (!isPromise(done)) return;
    const under: Promise<void> = Promise.resolve(before === undefined ? done : done.then(() => before)).then(() => {
      if (this.#under === under) this.#under = undefined;
    });
    this.#under = under;
    return under;
  }

  /** Begins a command of the present frame: at once if it overlaps, else when those before are done. Answers keep their order. */
  run(overlaps: boolean, begin: (next: (() => void) | undefined) => Awaitable<Outcome>): Awaitable<Outcome> {
    const [before, next] = [this.#before, this.#next];
    if (before === undefined) return begin(next);
    if (!overlaps) return before.then(() => begin(next));
    const outcome = begin(next);
    return before.then(() => outcome);
  }

  /** Does what must not come before anything that is under way. */
  after(work: () => Awaitable<void>): Awaitable<void> {
    return this.#under === undefined ? work() : this.#under.then(work);
  }
}
