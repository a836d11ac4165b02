import type { MemoryBroker, MessageLog, Store } from '../../../../core/index.js';

/** What a hub that is killed in the middle of its work has of a store and of a log. */
export interface CutParts {
  readonly store: Store;
  readonly archive: MessageLog;
  /** Lets so many changes more through. */
  mend(changes: number): void;
}

/** Lets so many changes through, of store and log together; then everything fails, as if the process were gone. */
export function cutAfter(changes: number, store: Store, broker: MemoryBroker): CutParts {
  let left = changes;
  const change = async <T>(run: () => Promise<T>): Promise<T> => {
    if (left <= 0) throw new Error('The hub is gone.');
    left--;
    return run();
  };
  return {
    mend(more) {
      left = more;
    },
    store: {
      get: (key) => store.get(key),
      list: (query) => store.list(query),
      put: (key, value) => change(() => store.put(key, value)),
      delete: (key) => change(() => store.delete(key)),
    },
    archive: {
      supports: broker.supports,
      read: (room, query) => broker.read(room, query),
      known: (room, author, key) => broker.known(room, author, key),
      rooms: (query) => broker.rooms(query),
      writings: (author) => broker.writings(author),
      prune: (room, keep) => change(() => broker.prune(room, keep)),
      erase: (room, offsets) => change(() => broker.erase(room, offsets)),
    },
  };
}
