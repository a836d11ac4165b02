import type { Store } from '../ports/store.js';

/** A part of a store of one's own: keys begin with the owner's name, which is not seen from inside. */
export function scoped(store: Store, owner: string): Store {
  const head = `${encodeURIComponent(owner)}/`;
  return {
    get: (key) => store.get(head + key),
    put: (key, value) => store.put(head + key, value),
    delete: (key) => store.delete(head + key),
    async list({ prefix, after, limit }) {
      const pairs = await store.list({
        prefix: head + prefix,
        limit,
        ...(after === undefined ? {} : { after: head + after }),
      });
      return pairs.map(({ key, value }) => ({ key: key.slice(head.length), value }));
    },
  };
}
