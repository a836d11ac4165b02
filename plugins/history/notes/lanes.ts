/** Runs what has to do with one name one after the other, in the order of the calls; different names at the same time. */
export type Lanes = <T>(name: string, work: () => Promise<T>) => Promise<T>;

function createLanes(): Lanes {
  const last = new Map<string, Promise<void>>();
  return (name, work) => {
    const done = (last.get(name) ?? Promise.resolve()).then(work);
    const settled: Promise<void> = done.then(leave, leave);
    function leave(): void {
      if (last.get(name) === settled) last.delete(name);
    }
    last.set(name, settled);
    return done;
  };
}

const shared = new WeakMap<object, Lanes>();

/** The lanes that belong to something: while the plugin is reloaded, the old one and the new one are at work at once. */
export function lanesOf(owner: object): Lanes {
  const lanes = shared.get(owner) ?? createLanes();
  shared.set(owner, lanes);
  return lanes;
}
