import type { Json } from '../json.js';
import type { Store } from '../ports/store.js';
import { ownKey } from './pair.js';

/**
 * A part of a store of one's own: keys begin with the owner's name, which is not seen from inside. A change that failed is
 * looked at once: where it has taken place all the same, as when only the answer was lost, it has not failed. So what a plugin
 * knows and what the store has do not drift apart.
 */
export function scoped(store: Store, owner: string): Store {
  const head = `${encodeURIComponent(owner)}/`;
  return {
    get: async (key) => store.get(head + ownKey(key)),
    async put(key, value) {
      const whole = head + ownKey(key);
      await checkedStore(store.put(whole, value), async () => isSame(await store.get(whole), value));
    },
    async delete(key) {
      const whole = head + ownKey(key);
      await checkedStore(store.delete(whole), async () => (await store.get(whole)) === undefined);
    },
    async list({ prefix, after = '', limit }) {
      const pairs = await store.list({ prefix: head + prefix, after: head + after, limit });
      return pairs.map(({ key, value }) => ({ key: key.slice(head.length), value }));
    },
  };
}

/** Waits for a change. @param isDone Asked when it has failed. @throws what the change has failed with, unless it is done. */
async function checkedStore(change: Promise<void>, isDone: () => Promise<boolean>): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (error instanceof TypeError || !(await isDone().catch(() => false))) throw error;
  }
}

function isSame(kept: Json | undefined, value: Json): boolean {
  return kept !== undefined && JSON.stringify(kept) === JSON.stringify(value);
}
