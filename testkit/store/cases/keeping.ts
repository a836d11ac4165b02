import assert from 'node:assert/strict';
import type { Json } from '../../../core/index.js';
import type { ConformanceCase } from '../../transport/harness.js';
import { type MakeStore, onStore } from '../stage.js';

const values: readonly Json[] = [
  null,
  false,
  0,
  -1.5e-7,
  '',
  'Привет, 世界 🙂\n"\0\ud800',
  [],
  {},
  [1, [null, { deep: [true] }]],
  { '': 'empty', 'a.b': { c: [] }, é: 'é' },
];

/** Rules about putting, getting and deleting. */
export function keepingCases(make: MakeStore): readonly ConformanceCase[] {
  return [
    {
      name: 'there is nothing under a key at first',
      run: () =>
        onStore(make, async (store) => {
          assert.equal(await store.get('a'), undefined);
          assert.deepEqual(await store.list({ prefix: '', limit: 10 }), []);
        }),
    },
    {
      name: 'every value of JSON comes back as it was put',
      run: () =>
        onStore(make, async (store) => {
          for (const [at, value] of values.entries()) await store.put(`key ${at}`, value);
          for (const [at, value] of values.entries()) assert.deepEqual(await store.get(`key ${at}`), value);
        }),
    },
    {
      name: 'a value takes the place of the one before, under that key alone',
      run: () =>
        onStore(make, async (store) => {
          await store.put('a', { first: true });
          await store.put('b', 'other');
          await store.put('a', [2]);
          assert.deepEqual([await store.get('a'), await store.get('b')], [[2], 'other']);
        }),
    },
    {
      name: 'what is deleted is not there any more',
      run: () =>
        onStore(make, async (store) => {
          await store.put('a', 1);
          await store.put('b', 2);
          await store.delete('a');
          assert.deepEqual([await store.get('a'), await store.get('b')], [undefined, 2]);
          assert.deepEqual(await store.list({ prefix: '', limit: 10 }), [{ key: 'b', value: 2 }]);
        }),
    },
    {
      name: 'deleting where nothing is does nothing',
      run: () =>
        onStore(make, async (store) => {
          await store.delete('a');
          await store.put('a', 1);
          await store.delete('ab');
          assert.equal(await store.get('a'), 1);
        }),
    },
    {
      name: 'what is kept does not change with the object that was put',
      run: () =>
        onStore(make, async (store) => {
          const value = { list: [1] };
          const putting = store.put('a', value);
          value.list.push(2);
          await putting;
          value.list.push(3);
          assert.deepEqual(await store.get('a'), { list: [1] });
        }),
    },
    {
      name: 'what is kept does not change with what was got or listed',
      run: () =>
        onStore(make, async (store) => {
          await store.put('a', { list: [1] });
          const got = [await store.get('a'), (await store.list({ prefix: '', limit: 1 }))[0]?.value];
          for (const value of got) (value as { list: number[] }).list.push(2);
          assert.deepEqual(await store.get('a'), { list: [1] });
        }),
    },
    {
      name: 'changes take place in the order of the calls, whether they are waited for or not',
      run: () =>
        onStore(make, async (store) => {
          const changes: Promise<void>[] = [];
          for (let number = 0; number < 50; number++) {
            changes.push(store.put('last', number), store.put('gone', number), store.delete('back'));
            changes.push(store.delete('gone'), store.put('back', number));
          }
          await Promise.all(changes);
          assert.deepEqual(
            [await store.get('last'), await store.get('gone'), await store.get('back')],
            [49, undefined, 49],
          );
        }),
    },
    {
      name: 'what was put is there when it is opened again',
      run: () =>
        onStore(make, async (store, reopen) => {
          if (reopen === undefined) return;
          await store.put('kept', { deep: ['é'] });
          await store.put('changed', 1);
          await store.put('changed', 2);
          await store.put('gone', 3);
          await store.delete('gone');
          const again = await reopen();
          assert.deepEqual(await again.list({ prefix: '', limit: 10 }), [
            { key: 'changed', value: 2 },
            { key: 'kept', value: { deep: ['é'] } },
          ]);
        }),
    },
  ];
}
