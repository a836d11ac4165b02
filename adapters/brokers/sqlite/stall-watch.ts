import type { BrokerProblem, Cancel } from '../../../core/index.js';
import { systemClock } from '../../system/index.js';

/** Notices that the thread has been busy with one thing for too long: its disk does not answer. */
export class StallMonitor {
  readonly #path: string;
  readonly #stallMs: number;
  readonly #changed: () => void;
  #since: number | undefined;
  #cancel: Cancel | undefined;
  #problem: BrokerProblem | undefined;

  /** @param changed Called when {@link StallMonitor.problem} has changed. */
  constructor({ path, stallMs }: { readonly path: string; readonly stallMs: number }, changed: () => void) {
    this.#path = path;
    this.#stallMs = stallMs;
    this.#changed = changed;
  }

  /** What is wrong; `undefined`: it answers. */
  get problem(): BrokerProblem | undefined {
    return this.#problem;
  }

  /** The thread has got something to do. Costs no timer of its own: one that runs already looks after this, too. */
  begin(): void {
    this.#since = performance.now();
    this.#cancel ??= systemClock.after(this.#stallMs, () => this.#check());
  }

  /** The thread has done it, or is no more. */
  end(): void {
    this.#since = undefined;
    if (this.#problem === undefined) return;
    this.#problem = undefined;
    this.#changed();
  }

  #check(): void {
    this.#cancel = undefined;
    if (this.#since === undefined) return;
    const left = this.#stallMs - (performance.now() - this.#since);
    if (left > 0) {
      this.#cancel = systemClock.after(Math.ceil(left), () => this.#check());
      return;
    }
    this.#problem = {
      reason: 'disk-slow',
      writable: false,
      text: `The disk of ${this.#path} has not answered for ${this.#stallMs / 1_000} s: messages and reading wait. Check whether it is frozen, overloaded or a network disk that is gone.`,
    };
    this.#changed();
  }
}
