import assert from 'node:assert/strict';
import { ChatError, type Json } from '../../../core/index.js';
import type { ConformanceCase } from '../../transport/harness.js';
import { type MakeStore, onStore } from '../stage.js';

const impossibleKeys = ['', 'x'.repeat(2_049), 'é', 'a\nb', 'a\0', '\x7f', '🙂'];

/** What JSON cannot carry. A caller in JavaScript may come with anything. */
const impossibleValues = [undefined, () => 1, Symbol('x'), 1n] as unknown as readonly Json[];

const isFull = (error: unknown) => error instanceof ChatError && error.code === 'CHAT_STORE_FULL';

/** Rules about what keys and values may be. */
export function limitCases(make: MakeStore): readonly ConformanceCase[] {
  return [
    {
      name: 'a key may have 1,024 characters, any that can be printed',
      run: () =>
        onStore(make, async (store) => {
          const printable = Array.from({ length: 95 }, (_, at) => String.fromCharCode(0x20 + at)).join('');
          const keys = [printable, 'x'.repeat(1_023), `${'x'.repeat(1_023)}y`];
          for (const key of keys) await store.put(key, key.length);
          for (const key of keys) assert.equal(await store.get(key), key.length);
          assert.deepEqual(
            (await store.list({ prefix: 'xx', limit: 9 })).map(({ key }) => key),
            keys.slice(1),
          );
        }),
    },
    {
      name: 'a key that cannot be is a TypeError',
      run: () =>
        onStore(make, async (store) => {
          for (const key of impossibleKeys) {
            await assert.rejects(store.get(key), TypeError, JSON.stringify(key));
            await assert.rejects(store.put(key, 1), TypeError, JSON.stringify(key));
            await assert.rejects(store.delete(key), TypeError, JSON.stringify(key));
          }
          assert.deepEqual(await store.list({ prefix: '', limit: 10 }), []);
        }),
    },
    {
      name: 'a value that JSON cannot carry is a TypeError, and what was there stays',
      run: () =>
        onStore(make, async (store) => {
          await store.put('a', 1);
          for (const value of impossibleValues) await assert.rejects(store.put('a', value), TypeError);
          assert.equal(await store.get('a'), 1);
        }),
    },
    {
      name: 'a value may have 64 KiB of JSON in UTF-8, and not one byte more; what was there stays',
      run: () =>
        onStore(make, async (store) => {
          // With the quotes 65,536 bytes.
          const largest = ['x'.repeat(65_534), `x${'é'.repeat(32_766)}x`];
          for (const value of largest) {
            await store.put('a', value);
            assert.equal(await store.get('a'), value);
            await assert.rejects(store.put('a', `${value}x`), isFull);
            assert.equal(await store.get('a'), value);
          }
        }),
    },
  ];
}
