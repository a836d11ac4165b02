import { type Awaitable, isPromise } from '../awaitable.js';

/** What the inbox may do to the connection that fills it. */
export interface Flow {
  pause(): void;
  resume(): void;
}

/**
 * Takes one item at a time, in order, however long a handler takes: what a peer sends is never reordered
 * by an asynchronous gate. When `cap` items wait, the connection is paused until half of them are done.
 */
export class Inbox<Item> {
  readonly #handle: (item: Item) => Awaitable<void>;
  readonly #flow: Flow;
  readonly #cap: number;
  #waiting: Item[] = [];
  #busy = false;
  #paused = false;
  #idle: (() => void) | undefined;

  /** @param handle Must neither throw nor reject. */
  constructor(handle: (item: Item) => Awaitable<void>, cap: number, flow: Flow) {
    this.#handle = handle;
    this.#cap = cap;
    this.#flow = flow;
  }

  /** Whether the connection is not read, since too much waits. */
  get paused(): boolean {
    return this.#paused;
  }

  push(item: Item): void {
    if (!this.#busy) {
      this.#work(item);
      return;
    }
    this.#waiting.push(item);
    if (this.#waiting.length >= this.#cap && !this.#paused) {
      this.#paused = true;
      this.#flow.pause();
    }
  }

  /** Drops what waits, but for what `keep` says; resolves when what is under way is done. */
  drop(keep: (item: Item) => boolean): Promise<void> {
    this.#waiting = this.#waiting.filter(keep);
    if (!this.#busy) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle = resolve;
    });
  }

  #work(first: Item): void {
    this.#busy = true;
    let item: Item | undefined = first;
    while (item !== undefined) {
      const done = this.#handle(item);
      if (isPromise(done)) {
        done.then(() => this.#next());
        return;
      }
      item = this.#take();
    }
    this.#rest();
  }

  #next(): void {
    const item = this.#take();
    if (item === undefined) this.#rest();
    else this.#work(item);
  }

  #rest(): void {
    this.#busy = false;
    this.#idle?.();
  }

  #take(): Item | undefined {
    const item = this.#waiting.shift();
    if (this.#paused && this.#waiting.length <= this.#cap / 2) {
      this.#paused = false;
      this.#flow.resume();
    }
    return item;
  }
}
