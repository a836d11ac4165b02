import { type Broker, type BrokerReceiver, ChatError } from '../../core/index.js';

/** One hub's access to a log that may outlive it. */
export interface Attachment {
  /** For the hub. */
  readonly broker: Broker;
  /** The hub has vanished: whatever of it still runs never hears of the log again. */
  cut(): void;
}

/**
 * A hub's own access to a broker that lives on when the hub closes it, and can be attached to again.
 * @param durable What the hub is told of it.
 */
export function attach(log: Broker, durable: boolean): Attachment {
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

  return {
    broker: {
      scope: log.scope,
      supports: { ...log.supports, durable },
      start: (receiving) =>
        guarded(() => {
          receiver = receiving;
          return log.start({
            entry: (entry) => receiver?.entry(entry),
            signal: (room, signalled) => receiver?.signal(room, signalled),
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
      signal(room, signalled) {
        if (alive && receiver !== undefined) log.signal(room, signalled);
      },
      read: (room, query) => guarded(() => log.read(room, query)),
      prune: (room, keep) => guarded(() => log.prune(room, keep)),
      close: () => guarded(detach),
    },
    cut() {
      alive = false;
      void detach();
    },
  };
}
