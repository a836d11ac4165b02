import type { Json, Store, Stored } from '../../../core/index.js';

/** A store whose changes stay in memory, on top of what another one has: for reading while that one cannot be written. */
export function overlayOf(store: Store): Store {
  /** `undefined`: deleted. */
  const changes = new Map<string, Json | undefined>();

  return {
    get: async (key) => (changes.has(key) ? changes.get(key) : store.get(key)),
    async put(key, value) {
      changes.set(key, value);
    },
    async delete(key) {
      changes.set(key, undefined);
    },
    async list({ prefix, after = '', limit }) {
      // Every change hides at most one row of those below.
      const below = await store.list({ prefix, after, limit: limit + changes.size });
      const rows = new Map<string, Stored>(below.map((row) => [row.key, row]));
      for (const [key, value] of changes) {
        if (value === undefined) rows.delete(key);
        else if (key.startsWith(prefix) && key > after) rows.set(key, { key, value });
      }
      return [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, limit);
    },
  };
}
