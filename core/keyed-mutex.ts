/** Runs work of the same key one at a time, in the order of the calls; work of different keys runs concurrently. */
export type KeyedMutex = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Creates a mutex. A key takes no memory while it has no pending work. */
export function createKeyedMutex(): KeyedMutex {
  const last = new Map<string, Promise<void>>();
  return (key, work) => {
    const done = (last.get(key) ?? Promise.resolve()).then(work);
    const settled: Promise<void> = done.then(leave, leave);
    function leave(): void {
      if (last.get(key) === settled) last.delete(key);
    }
    last.set(key, settled);
    return done;
  };
}

const shared = new WeakMap<object, KeyedMutex>();

/**
 * Returns the mutex that belongs to an object, and creates it on the first call. Two instances of a plugin share it that way
 * while the plugin is reloaded.
 */
export function sharedKeyedMutex(owner: object): KeyedMutex {
  const mutex = shared.get(owner) ?? createKeyedMutex();
  shared.set(owner, mutex);
  return mutex;
}
