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

test('an owner with a long name has keys of 512 characters all the same, and none of 513', async () => {
  const own = scoped(new MemoryStore(), 'x'.repeat(500));
  await own.put('k'.repeat(512), 1);
  expect(await own.get('k'.repeat(512))).toBe(1);
  await expect(own.put('k'.repeat(513), 1)).rejects.toThrow(TypeError);
});
