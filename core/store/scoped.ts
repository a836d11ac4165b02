import type { Store } from '../ports/store.js';
import { ownKey } from './pair.js';

/** A part of a store of one's own: keys begin with the owner's name, which is not seen from inside. */
export function scoped(store: Store, owner: string): Store {
  const head = `${encodeURIComponent(owner)}/`;
  return {
    get: async (key) => store.get(head + ownKey(key)),
    put: async (key, value) => store.put(head + ownKey(key), value),
    delete: async (key) => store.delete(head + ownKey(key)),
    async list({ prefix, after = '', limit }) {
      const pairs = await store.list({ prefix: head + prefix, after: head + after, limit });
      return pairs.map(({ key, value }) => ({ key: key.slice(head.length), value }));
    },
  };
}
