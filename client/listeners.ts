import type { ClientEvents } from './events.js';

/** A listener, whatever it listens to. */
export type Listener = (...args: readonly unknown[]) => void;

/** Who listens to what. */
export interface Listeners {
  /** Adds a listener; what it returns takes it away. */
  on<E extends keyof ClientEvents>(event: E, listener: ClientEvents[E]): () => void;
  /** Those who listen to an event now, in the order in which they came. */
  of(event: keyof ClientEvents): readonly Listener[];
}

/** Makes listeners; nobody listens yet. */
export function createListeners(): Listeners {
  let all: readonly { readonly event: keyof ClientEvents; readonly listener: Listener }[] = [];
  return {
    on(event, listener) {
      // By its own object, so that a function that listens twice can stop once.
      const mine = { event, listener: listener as Listener };
      all = [...all, mine];
      return () => {
        all = all.filter((one) => one !== mine);
      };
    },
    of: (event) => all.filter((one) => one.event === event).map(({ listener }) => listener),
  };
}
