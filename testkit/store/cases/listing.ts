import assert from 'node:assert/strict';
import type { ListQuery } from '../../../core/index.js';
import type { ConformanceCase } from '../../transport/harness.js';
import { type MakeStore, onStore } from '../stage.js';

/** In the order of their characters' codes. */
const keys = [' ', '!', '%41', '0', 'A', 'Z', '[x]', 'a', 'a b', 'a%b', 'a/1', 'a/10', 'a/2', 'a_b', 'ab', 'axb', '~'];

interface Listing {
  readonly name: string;
  readonly query: ListQuery;
  readonly keys: readonly string[];
}

const listings: readonly Listing[] = [
  { name: 'gives all keys in the order of their codes', query: { prefix: '', limit: 100 }, keys },
  { name: 'gives so many at most, the first', query: { prefix: '', limit: 2 }, keys: [' ', '!'] },
  { name: 'gives the keys that begin so', query: { prefix: 'a/', limit: 9 }, keys: ['a/1', 'a/10', 'a/2'] },
  { name: 'counts a key that is the beginning itself', query: { prefix: 'a/1', limit: 9 }, keys: ['a/1', 'a/10'] },
  { name: 'takes no character of the beginning for a wildcard', query: { prefix: 'a_', limit: 9 }, keys: ['a_b'] },
  { name: 'takes a percent sign for one', query: { prefix: 'a%', limit: 9 }, keys: ['a%b'] },
  { name: 'knows capitals from small letters', query: { prefix: 'A', limit: 9 }, keys: ['A'] },
  { name: 'gives the last of all characters', query: { prefix: '~', limit: 9 }, keys: ['~'] },
  { name: 'gives nothing where no key begins so', query: { prefix: 'b', limit: 9 }, keys: [] },
  { name: 'goes on after a key', query: { prefix: '', after: 'ab', limit: 9 }, keys: ['axb', '~'] },
  { name: 'goes on after a key that is not there', query: { prefix: '', after: 'abc', limit: 1 }, keys: ['axb'] },
  {
    name: 'goes on after a key among those that begin so',
    query: { prefix: 'a/', after: 'a/1', limit: 9 },
    keys: ['a/10', 'a/2'],
  },
  {
    name: 'begins at the beginning after a key before it',
    query: { prefix: 'a/', after: 'Z', limit: 1 },
    keys: ['a/1'],
  },
  { name: 'gives nothing after a key behind them', query: { prefix: 'a/', after: 'b', limit: 9 }, keys: [] },
];

/** Rules about listing. */
export function listingCases(make: MakeStore): readonly ConformanceCase[] {
  const lists = ({ name, query, keys: wanted }: Listing): ConformanceCase => ({
    name: `listing ${name}`,
    run: () =>
      onStore(make, async (store) => {
        for (const key of keys.toReversed()) await store.put(key, { key });
        assert.deepEqual(
          await store.list(query),
          wanted.map((key) => ({ key, value: { key } })),
        );
      }),
  });

  return [
    ...listings.map(lists),
    {
      name: 'listing part by part gives every key once, also while others come and go',
      run: () =>
        onStore(make, async (store) => {
          const wanted = Array.from({ length: 25 }, (_, at) => `k${at + 10}`);
          await Promise.all(wanted.map((key) => store.put(key, key)));
          const found: string[] = [];
          for (let after = ''; found.length <= wanted.length; ) {
            const part = await store.list({ prefix: 'k', after, limit: 4 });
            found.push(...part.map(({ key }) => key));
            const last = part.at(-1);
            if (last === undefined) break;
            after = last.key;
            await store.put(`a${found.length}`, 'before');
            await store.put(`k10-${found.length}`, 'before');
            await store.delete(found[0] ?? '');
          }
          assert.deepEqual(found, wanted);
        }),
    },
  ];
}
