import type { Clock } from '../ports/clock.js';

/** Called when a plugin has blocked the event loop. @param what The stage, event, timer or command. */
export type BlockReport = (plugin: string, what: string, ms: number) => void;

/**
 * Finds calls of plugins that block the event loop: those that take at least `limitMs` until they return. What an asynchronous
 * function does after its first `await` is not part of that.
 */
export class BlockMonitor {
  readonly #clock: Clock;
  readonly #limitMs: number;
  readonly #blocked: BlockReport;

  constructor(clock: Clock, limitMs: number, blocked: BlockReport) {
    this.#clock = clock;
    this.#limitMs = limitMs;
    this.#blocked = blocked;
  }

  now(): number {
    return this.#clock.monotonic();
  }

  /** A call has returned after so many milliseconds. */
  returned(plugin: string, what: string, ms: number): void {
    if (ms >= this.#limitMs) this.#blocked(plugin, what, ms);
  }

  /** Makes a call of a plugin. */
  call<T>(plugin: string, what: string, run: () => T): T {
    const began = this.#clock.monotonic();
    try {
      return run();
    } finally {
      this.returned(plugin, what, this.#clock.monotonic() - began);
    }
  }
}
