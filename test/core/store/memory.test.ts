import { expect, test } from 'vitest';
import { MemoryStore } from '../../../core/index.js';

const full = { code: 'CHAT_STORE_FULL' };

async function keysIn(store: MemoryStore): Promise<readonly string[]> {
  return (await store.list({ prefix: '', limit: 100 })).map(({ key }) => key);
}

test('the store takes what it has room for, and what was there stays', async () => {
  const store = new MemoryStore({ bytes: 20 });
  await store.put('one', '12345');
  await expect(store.put('two', '1234567')).rejects.toMatchObject(full);
  expect([await store.get('one'), await store.get('two')]).toEqual(['12345', undefined]);
});

test('keys count, and values in UTF-8', async () => {
  const store = new MemoryStore({ bytes: 20 });
  await expect(store.put('x'.repeat(20), 1)).rejects.toMatchObject(full);
  await expect(store.put('x', 'é'.repeat(9))).rejects.toMatchObject(full);
  await store.put('x', 'e'.repeat(17));
});

test('a value that takes the place of another needs room only for what it has more', async () => {
  const store = new MemoryStore({ bytes: 20 });
  await store.put('a', 'x'.repeat(17));
  await store.put('a', 'y'.repeat(17));
  await expect(store.put('a', 'y'.repeat(18))).rejects.toMatchObject(full);
  expect(await store.get('a')).toBe('y'.repeat(17));
});

test('what is deleted gives its room back, once', async () => {
  const store = new MemoryStore({ bytes: 20 });
  await store.put('a', 'x'.repeat(17));
  await store.delete('a');
  await store.delete('a');
  await expect(store.put('b', 'x'.repeat(18))).rejects.toMatchObject(full);
  await store.put('b', 'x'.repeat(17));
});

test('keys that come and go between listings are listed in their order', async () => {
  const store = new MemoryStore();
  for (const key of ['m', 'c', 'x']) await store.put(key, 1);
  expect(await keysIn(store)).toEqual(['c', 'm', 'x']);
  for (const key of ['a', 'z', 'n', 'm']) await store.put(key, 2);
  for (const key of ['c', 'x', 'never']) await store.delete(key);
  expect(await keysIn(store)).toEqual(['a', 'm', 'n', 'z']);
});
