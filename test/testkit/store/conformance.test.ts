import { describe, expect, test } from 'vitest';
import { type Json, MemoryStore, type Store, type Stored } from '../../../core/index.js';
import { storeConformance } from '../../../testkit/index.js';

/** A store with one thing wrong with it. */
function spoilt(wrong: (store: Store) => Partial<Store>): Store {
  const store = new MemoryStore();
  const right: Store = {
    get: (key) => store.get(key),
    put: (key, value) => store.put(key, value),
    delete: (key) => store.delete(key),
    list: (query) => store.list(query),
  };
  return { ...right, ...wrong(store) };
}

async function broken(make: () => Store): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { name, run } of storeConformance(() => ({ store: make() }))) await run().catch(() => names.push(name));
  return names;
}

/** Keeps the objects that it is given. */
function sharing(): Store {
  const values = new Map<string, Json>();
  return spoilt((store) => ({
    async put(key, value) {
      await store.put(key, value);
      values.set(key, value);
    },
    get: async (key) => ((await store.get(key)) === undefined ? undefined : values.get(key)),
  }));
}

const listingWith = (change: (pairs: readonly Stored[]) => readonly Stored[]) => () =>
  spoilt((store) => ({
    list: async ({ prefix, limit }) => change(await store.list({ prefix, limit: 1_000 })).slice(0, limit),
  }));

describe('what is no store breaks a rule:', () => {
  test.each([
    ['one that keeps the objects themselves', sharing, 'what is kept does not change with the object that was put'],
    [
      'one that takes null for nothing',
      () => spoilt((store) => ({ get: async (key) => (await store.get(key)) ?? undefined })),
      'every value of JSON comes back as it was put',
    ],
    [
      'one that never deletes',
      () => spoilt(() => ({ delete: async () => {} })),
      'what is deleted is not there any more',
    ],
    [
      'one that takes its time with some changes',
      () =>
        spoilt((store) => ({
          async delete(key) {
            await Promise.resolve().then(() => {});
            await store.delete(key);
          },
        })),
      'changes take place in the order of the calls, whether they are waited for or not',
    ],
    [
      'one that lists in another order',
      listingWith((pairs) => pairs.toSorted((a, b) => a.key.localeCompare(b.key))),
      'listing gives all keys in the order of their codes',
    ],
    ['one that does not go on after a key', listingWith((pairs) => pairs), 'listing goes on after a key'],
    [
      'one that takes part of a key for a wildcard',
      () =>
        spoilt((store) => ({
          async list({ prefix, after = '', limit }) {
            const like = new RegExp(`^${prefix.replaceAll('_', '.').replaceAll('/', '\\/')}`);
            const pairs = await store.list({ prefix: '', after, limit: 1_000 });
            return pairs.filter(({ key }) => like.test(key)).slice(0, limit);
          },
        })),
      'listing takes no character of the beginning for a wildcard',
    ],
    [
      'one that does not look at keys',
      () => spoilt((store) => ({ get: (key) => store.get(`k${encodeURIComponent(key.slice(0, 9))}`) })),
      'a key that cannot be is a TypeError',
    ],
    [
      'one that counts characters in the place of bytes',
      () =>
        spoilt((store) => ({
          put: (key, value) =>
            typeof value === 'string' && /é/.test(value) ? store.put(key, 'é') : store.put(key, value),
        })),
      'a value may have 64 KiB of JSON in UTF-8, and not one byte more; what was there stays',
    ],
  ])('%s', async (_what, make, rule) => {
    expect(await broken(make)).toContain(rule);
  });

  test('one that is empty when it is opened again', async () => {
    const cases = storeConformance(() => ({ store: new MemoryStore(), reopen: async () => new MemoryStore() }));
    const [persistence] = cases.filter(({ name }) => name === 'what was put is there when it is opened again');
    await expect(persistence?.run()).rejects.toThrow();
  });
});

test('the suite closes every store that it was given, also when a case fails', async () => {
  let open = 0;
  const make = () => {
    open++;
    return { store: spoilt(() => ({ get: async () => 'wrong' })), close: () => void open-- };
  };
  for (const { run } of storeConformance(make)) await run().catch(() => undefined);
  expect(open).toBe(0);
});
