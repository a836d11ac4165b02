import { type Broker, type BrokerReceiver, ChatError, MemoryStore, type Store } from '../../core/index.js';

/** A log, and what is kept beside it. */
export interface KeptLog {
  readonly broker: Broker;
  readonly store: Store;
}

/** One hub's access to a log that may outlive it. */
export interface Attachment {
  /** For the hub. */
  readonly broker: Broker;
  /** The hub has vanished: whatever of it still runs never hears of the log again. */
  cut(): void;
}

/** A log that hubs can be attached to, one after the other. Where the broker has no store, it gets one that lives as long. */
export function keptLog(broker: Broker): KeptLog {
  return { broker, store: broker.store ?? new MemoryStore() };
}

/**
 * A hub's own access to a log that lives on when the hub closes it, and can be attached to again.
 * @param durable What the hub is told of it.
 */
export function attach({ broker: log, store }: KeptLog, durable: boolean): Attachment {
  const subscribed = new Set<string>();
  let receiver: BrokerReceiver | undefined;
  let alive = true;

  function guarded<T>(call: () => Promise<T>): Promise<T> {
    return alive ? call() : new Promise<T>(() => {});
  }

  async function detach(): Promise<void> {
    receiver = undefined;
    const rooms = [...subscribed];
    subscribed.clear();
    await Promise.all(rooms.map((room) => log.unsubscribe(room)));
  }

  const search = log.search?.bind(log);
  return {
    broker: {
      scope: log.scope,
      supports: { ...log.supports, durable },
      start: (receiving) =>
        guarded(() => {
          receiver = receiving;
          return log.start({
            entry: (entry) => receiver?.entry(entry),
            ephemeral: (room, signalled) => receiver?.ephemeral(room, signalled),
          });
        }),
      subscribe: (room) =>
        guarded(() => {
          subscribed.add(room);
          return log.subscribe(room);
        }),
      unsubscribe: (room) =>
        guarded(async () => {
          // The next hub may have subscribed to it by then.
          if (subscribed.delete(room)) await log.unsubscribe(room);
        }),
      publish: (message) =>
        guarded(async () => {
          if (receiver === undefined) throw new ChatError('CHAT_BROKER_FAILED', 'The broker is closed.');
          return log.publish(message);
        }),
      known: (room, author, key) => guarded(() => log.known(room, author, key)),
      broadcastEphemeral(room, signalled) {
        if (alive && receiver !== undefined) log.broadcastEphemeral(room, signalled);
      },
      read: (room, query) => guarded(() => log.read(room, query)),
      ...(search && { search: (room, query) => guarded(() => search(room, query)) }),
      prune: (room, keep) => guarded(() => log.prune(room, keep)),
      erase: (room, offsets) => guarded(() => log.erase(room, offsets)),
      rooms: (query) => guarded(() => log.rooms(query)),
      writings: (author, after) => guarded(() => log.writings(author, after)),
      store: {
        get: (key) => guarded(() => store.get(key)),
        put: (key, value) => guarded(() => store.put(key, value)),
        delete: (key) => guarded(() => store.delete(key)),
        list: (query) => guarded(() => store.list(query)),
      },
      close: () => guarded(detach),
    },
    cut() {
      alive = false;
      void detach();
    },
  };
}
