import { describe, expect, test } from 'vitest';
import { MemoryStore } from '../../../core/index.js';
import { failingStore, storeConformance } from '../../../testkit/index.js';

describe('a failing store that does not fail', () => {
  for (const { name, run } of storeConformance(() => ({ store: failingStore() }))) test(name, run);
});

test('fails at the call that is named, once, before its effect', async () => {
  const store = failingStore();
  store.failAt(2);
  await store.put('a', 1);
  await expect(store.put('b', 2)).rejects.toMatchObject({ code: 'CHAT_BROKER_FAILED' });
  await store.put('c', 3);
  expect(store.calls.map(({ method, key }) => `${method} ${key}`)).toEqual(['put a', 'put b', 'put c']);
  expect([store.failed, (await store.list({ prefix: '', limit: 9 })).map(({ key }) => key)]).toEqual([1, ['a', 'c']]);
});

test('fails after the effect, several times, with another error, at calls of a kind', async () => {
  const inner = new MemoryStore();
  const store = failingStore(inner);
  const error = new Error('no disk');
  store.failAt(1, { when: 'after', times: 2, error, counts: ({ method }) => method === 'put' });
  expect(await store.get('a')).toBeUndefined();
  await expect(store.put('a', 1)).rejects.toBe(error);
  await expect(store.put('b', 2)).rejects.toBe(error);
  await store.put('c', 3);
  expect([store.failed, await inner.get('a'), await inner.get('b')]).toEqual([2, 1, 2]);
  store.failAt(1, { times: Number.POSITIVE_INFINITY });
  for (const work of [store.get('a'), store.list({ prefix: '', limit: 1 }), store.delete('a')]) {
    await expect(work).rejects.toMatchObject({ code: 'CHAT_BROKER_FAILED' });
  }
  store.mend();
  expect([store.failed, await store.get('a')]).toEqual([0, 1]);
});

test.each([0, -1, 1.5, Number.NaN])('has no call %d', (call) => {
  expect(() => failingStore().failAt(call)).toThrow(TypeError);
});
