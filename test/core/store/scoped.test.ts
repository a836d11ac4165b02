import { expect, test } from 'vitest';
import { MemoryStore } from '../../../core/index.js';
import { scoped } from '../../../core/store/scoped.js';

test('two owners do not see what is the other’s', async () => {
  const store = new MemoryStore();
  const [one, other] = [scoped(store, 'polls'), scoped(store, 'polls2')];
  await one.put('a', 'mine');
  await other.put('a', 'theirs');
  await other.put('b', 'theirs too');
  expect([await one.get('a'), await one.get('b')]).toEqual(['mine', undefined]);
  expect(await one.list({ prefix: '', limit: 10 })).toEqual([{ key: 'a', value: 'mine' }]);
  await one.delete('b');
  expect(await other.get('b')).toBe('theirs too');
});

test('no key and no name of an owner reaches into another’s part', async () => {
  const store = new MemoryStore();
  const [outer, inner] = [scoped(store, 'a'), scoped(store, 'a/b')];
  await outer.put('b/key', 'outer');
  await inner.put('key', 'inner');
  expect([await outer.get('b/key'), await inner.get('key')]).toEqual(['outer', 'inner']);
  expect(await outer.list({ prefix: '', limit: 10 })).toEqual([{ key: 'b/key', value: 'outer' }]);
});

test('an owner with a long name has keys of 1,024 characters all the same, and none of 1,025', async () => {
  const own = scoped(new MemoryStore(), 'x'.repeat(1_000));
  await own.put('k'.repeat(1_024), 1);
  expect(await own.get('k'.repeat(1_024))).toBe(1);
  await expect(own.put('k'.repeat(1_025), 1)).rejects.toThrow(TypeError);
});

test('the longest name of a room in any script is a key', async () => {
  const own = scoped(new MemoryStore(), 'poll');
  const key = `room/${encodeURIComponent('房'.repeat(64))}/open`;
  await own.put(key, 1);
  expect(await own.get(key)).toBe(1);
});
