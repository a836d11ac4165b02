/** Runs work on one key after the other, in the order of the calls; work on different keys runs at the same time. */
export type KeyedMutex = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Makes a mutex whose keys cost nothing while no work is under way. */
export function keyedMutex(): KeyedMutex {
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
