import { type Awaitable, isPromise } from '../awaitable.js';

/** What the inbox may do to the connection that fills it. */
export interface ReadControl {
  pause(): void;
  resume(): void;
}

/**
 * Begins one item at a time, in order, however long a handler takes: what a peer sends is never reordered by an
 * asynchronous gate. A handler may let the next item begin before its own is done; `cap` of them do at most. When `cap` items
 * wait, the connection is paused until half of them are done.
 */
export class Inbox<Item> {
  readonly #handle: (item: Item, release: () => void) => Awaitable<void>;
  readonly #flow: ReadControl;
  readonly #cap: number;
  #waiting: Item[] = [];
  #busy = false;
  /** Items that are not done and have let the next one begin. */
  #released = 0;
  #paused = false;
  #idle: (() => void) | undefined;

  /** @param handle Must neither throw nor reject. `release` lets the next item begin. */
  constructor(handle: (item: Item, release: () => void) => Awaitable<void>, cap: number, flow: ReadControl) {
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
    if (!this.#busy && this.#released === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle = resolve;
    });
  }

  #work(first: Item): void {
    this.#busy = true;
    let item: Item | undefined = first;
    while (item !== undefined) {
      if (!this.#begin(item)) return;
      item = this.#take();
    }
    this.#busy = false;
    this.#rest();
  }

  /** Begins an item; whether the next one can begin at once. */
  #begin(item: Item): boolean {
    let holds = true;
    let called = false;
    const release = () => {
      if (!holds || this.#released >= this.#cap) return;
      holds = false;
      this.#released++;
      if (called) this.#next();
    };
    const done = this.#handle(item, release);
    called = true;
    if (!isPromise(done)) {
      if (!holds) this.#released--;
      holds = false;
      return true;
    }
    done.then(() => {
      if (holds) {
        holds = false;
        this.#next();
      } else {
        this.#released--;
        this.#rest();
      }
    });
    return !holds;
  }

  #next(): void {
    const item = this.#take();
    if (item !== undefined) {
      this.#work(item);
      return;
    }
    this.#busy = false;
    this.#rest();
  }

  #rest(): void {
    if (!this.#busy && this.#released === 0) this.#idle?.();
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
