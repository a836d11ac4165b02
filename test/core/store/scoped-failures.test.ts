import { describe, expect, test } from 'vitest';
import { MemoryStore } from '../../../core/index.js';
import { scoped } from '../../../core/store/scoped.js';
import { failingStore } from '../../../testkit/index.js';

const failed = { code: 'CHAT_BROKER_FAILED' };

describe('a change of a plugin’s store that fails', () => {
  test('has not failed where it has taken place all the same', async () => {
    const inner = failingStore();
    const store = scoped(inner, 'plugin');
    inner.failAt(1, { when: 'after' });
    await store.put('a', { n: 1 });
    inner.failAt(1, { when: 'after' });
    await store.delete('a');
    inner.mend();
    expect(await store.get('a')).toBeUndefined();
  });

  test('is told of where it has not taken place, and where that cannot be found out', async () => {
    const inner = failingStore();
    const store = scoped(inner, 'plugin');
    await store.put('a', 1);
    for (const times of [1, 2]) {
      inner.failAt(1, { times });
      await expect(store.put('a', 2)).rejects.toMatchObject(failed);
      inner.failAt(1, { times });
      await expect(store.delete('a')).rejects.toMatchObject(failed);
    }
    inner.mend();
    expect(await store.get('a')).toBe(1);
  });

  test('is told of where the value or the key cannot be', async () => {
    const store = scoped(new MemoryStore({ bytes: 10 }), 'plugin');
    await expect(store.put('a', 'more than ten bytes')).rejects.toMatchObject({ code: 'CHAT_STORE_FULL' });
    await expect(store.put('', 1)).rejects.toThrow(TypeError);
  });
});
