import { ChatError, type Json, type ListQuery, MemoryStore, type Store } from '../../core/index.js';

/** How a {@link FailingStore} fails. */
export interface StoreFailure {
  /**
   * `before`: the call has no effect. `after`: it has its effect, and its caller is told that it failed, as where an answer is
   * lost. Default `before`.
   */
  readonly when?: 'before' | 'after';
  /** How many calls in a row fail. Default 1; `Infinity`: all, until {@link FailingStore.mend}. */
  readonly times?: number;
  /** What the calls reject with. Default: `CHAT_BROKER_FAILED`. */
  readonly error?: Error;
  /** Which calls are counted, and can fail. Default: all. */
  readonly counts?: (call: StoreCall) => boolean;
}

/** A call of a store. */
export interface StoreCall {
  /** The method. */
  readonly method: 'get' | 'put' | 'delete' | 'list';
  /** The key, or the prefix of a list. */
  readonly key: string;
}

/** A store whose calls fail when a test says so. */
export interface FailingStore extends Store {
  /** The calls since the last {@link FailingStore.failAt} or {@link FailingStore.mend}, in order; those that are not counted left out. */
  readonly calls: readonly StoreCall[];
  /** How many calls have failed since then. */
  readonly failed: number;
  /** Lets the n-th call from now on fail. @param call 1: the next one. @throws TypeError for what is no number of a call. */
  failAt(call: number, failure?: StoreFailure): void;
  /** Lets no call fail any more, and counts anew. */
  mend(): void;
}

/**
 * Wraps a store, to find out what a plugin leaves behind when its n-th call fails:
 *
 * ```ts
 * const store = failingStore();
 * for (let n = 1; ; n++) {
 *   store.failAt(n, { when: 'after' });
 *   await runCommand();          // resolves, or rejects with a coded error
 *   if (store.failed === 0) break; // there were fewer calls
 *   store.mend();
 *   await checkState();
 * }
 * ```
 *
 * @param store The store that keeps what is put. Default: one in memory.
 */
export function failingStore(store: Store = new MemoryStore()): FailingStore {
  let plan: (StoreFailure & { readonly at: number }) | undefined;
  let calls: StoreCall[] = [];
  let failed = 0;

  async function run<T>(call: StoreCall, work: () => Promise<T>): Promise<T> {
    if (plan?.counts?.(call) === false) return work();
    calls.push(call);
    const { at, times = 1, when = 'before', error = new ChatError('CHAT_BROKER_FAILED') } = plan ?? { at: 0, times: 0 };
    const fails = calls.length >= at && calls.length < at + times;
    if (!fails) return work();
    failed++;
    if (when === 'after') await work();
    throw error;
  }

  return {
    get calls() {
      return calls;
    },
    get failed() {
      return failed;
    },
    failAt(at, failure = {}) {
      if (!Number.isSafeInteger(at) || at < 1) throw new TypeError('A call is named by a whole number of at least 1.');
      plan = { ...failure, at };
      calls = [];
      failed = 0;
    },
    mend() {
      plan = undefined;
      calls = [];
      failed = 0;
    },
    get: (key: string) => run({ method: 'get', key }, () => store.get(key)),
    put: (key: string, value: Json) => run({ method: 'put', key }, () => store.put(key, value)),
    delete: (key: string) => run({ method: 'delete', key }, () => store.delete(key)),
    list: (query: ListQuery) => run({ method: 'list', key: query.prefix }, () => store.list(query)),
  };
}
