import { type Broker, type Clock, type Json, type Store, storeValue } from '../../core/index.js';

/** A broker that takes its time. */
export interface SlowBroker {
  /** For the hub. */
  readonly broker: Broker;
  /** Whether something is on its way to the log or back. */
  readonly busy: boolean;
}

/** Things that take a while and come out in the order in which they went in. */
function lane(clock: Clock, delayMs: () => number) {
  let last = 0;
  let under = 0;
  return {
    get busy() {
      return under > 0;
    },
    send(arrive: () => void): void {
      last = Math.max(last, clock.monotonic() + delayMs());
      under++;
      clock.after(last - clock.monotonic(), () => {
        under--;
        arrive();
      });
    },
  };
}

/**
 * Puts a broker as far away as a disk or another machine is: what it is asked takes a while to get there, and its answers
 * and entries a while to come back, in order.
 * @param near Whether it is near at this moment: while a hub starts, time stands still, and plugins may ask for what they kept.
 */
export function slowBroker(log: Broker, clock: Clock, delayMs: () => number, near = () => false): SlowBroker {
  const there = lane(clock, delayMs);
  const back = lane(clock, delayMs);

  function far<T>(ask: () => Promise<T>): Promise<T> {
    if (near()) return ask();
    return new Promise((resolve, reject) => {
      there.send(() => {
        ask().then(
          (answer) => back.send(() => resolve(answer)),
          (error: unknown) => back.send(() => reject(error)),
        );
      });
    });
  }

  function farStore(store: Store): Store {
    return {
      get: (key) => far(() => store.get(key)),
      async put(key, value) {
        // On its way it is a copy: whatever becomes of the object meanwhile.
        const sent = JSON.parse(storeValue(value)) as Json;
        return far(() => store.put(key, sent));
      },
      delete: (key) => far(() => store.delete(key)),
      list: (query) => far(() => store.list(query)),
    };
  }

  const search = log.search?.bind(log);
  return {
    broker: {
      scope: log.scope,
      supports: log.supports,
      start: (receiver) =>
        log.start({
          entry: (entry) => back.send(() => receiver.entry(entry)),
          ephemeral: (room, signalled) => back.send(() => receiver.ephemeral(room, signalled)),
        }),
      subscribe: (room) => far(() => log.subscribe(room)),
      unsubscribe: (room) => far(() => log.unsubscribe(room)),
      publish: (message) => far(() => log.publish(message)),
      known: (room, author, key) => far(() => log.known(room, author, key)),
      broadcastEphemeral: (room, signalled) => there.send(() => log.broadcastEphemeral(room, signalled)),
      read: (room, query) => far(() => log.read(room, query)),
      ...(search && { search: (room, query) => far(() => search(room, query)) }),
      prune: (room, keep) => far(() => log.prune(room, keep)),
      erase: (room, offsets) => far(() => log.erase(room, offsets)),
      rooms: (query) => far(() => log.rooms(query)),
      writings: (author, after) => far(() => log.writings(author, after)),
      ...(log.store && { store: farStore(log.store) }),
      close: () => far(() => log.close()),
    },
    get busy() {
      return there.busy || back.busy;
    },
  };
}
