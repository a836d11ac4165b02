import assert from 'node:assert/strict';
import type { Page, Position, SearchQuery } from '../../../core/index.js';
import type { ConformanceCase } from '../../transport/harness.js';
import { type BrokerStage, type MakeBroker, offsetsOf, onBroker, textsOf } from '../stage.js';

/** What is said, what is looked for, and which of it must be found. */
interface Finding {
  readonly name: string;
  readonly said: readonly string[];
  readonly text: string;
  readonly found: readonly string[];
}

const findings: readonly Finding[] = [
  { name: 'finds whole words in any case', said: ['Tea is ready', 'steam'], text: 'tEA', found: ['Tea is ready'] },
  {
    name: 'finds what has all of the words, in any order',
    said: ['red tea', 'red wine', 'tea, very red'],
    text: 'tea red',
    found: ['red tea', 'tea, very red'],
  },
  { name: 'takes е for ё', said: ['Ёлка в лесу', 'ель'], text: 'елка', found: ['Ёлка в лесу'] },
  { name: 'takes ё for е', said: ['елка в лесу'], text: 'ЁЛКА', found: ['елка в лесу'] },
  { name: 'finds a part of a Chinese sentence', said: ['今天天气很好', '好天'], text: '天气', found: ['今天天气很好'] },
  {
    name: 'finds a longer part of a Chinese sentence',
    said: ['天气很好', '很好天气'],
    text: '气很好',
    found: ['天气很好'],
  },
  { name: 'finds a single character, the last one too', said: ['天气', '很好'], text: '好', found: ['很好'] },
  { name: 'finds Japanese', said: ['東京タワーへ行く', '京都'], text: 'タワー', found: ['東京タワーへ行く'] },
  { name: 'takes wide letters for letters', said: ['ＡＢＣ', 'abd'], text: 'abc', found: ['ＡＢＣ'] },
  { name: 'finds nothing for a text without words', said: ['one'], text: ' "*" - ', found: [] },
  { name: 'knows no operators', said: ['one', 'two'], text: 'one OR two', found: [] },
  {
    name: 'takes an operator for a word',
    said: ['either or both', 'either'],
    text: 'either OR',
    found: ['either or both'],
  },
  { name: 'takes no text for syntax', said: ['a one', 'b'], text: '"one" AND (b', found: [] },
  { name: 'knows no wildcard', said: ['tealeaf'], text: 'tea*', found: [] },
];

/** A broker that can search is looked at; one that cannot has nothing to prove. */
function onSearcher(
  make: MakeBroker,
  play: (stage: BrokerStage, search: (room: string, query: SearchQuery) => Promise<Page>) => Promise<void>,
) {
  return onBroker(make, async (stage) => {
    const { broker } = stage;
    if (!broker.supports.search) return;
    await play(stage, async (room, query) => {
      const page = await broker.search?.(room, query);
      assert.ok(page !== undefined, 'a broker that can search has search()');
      return page;
    });
  });
}

/** Rules about searching a log. */
export function searchingCases(make: MakeBroker): readonly ConformanceCase[] {
  const finds = ({ name, said, text, found }: Finding): ConformanceCase => ({
    name: `searching ${name}`,
    run: () =>
      onSearcher(make, async ({ say }, search) => {
        for (const line of said) await say('a', line);
        assert.deepEqual(textsOf((await search('a', { text, limit: 10 })).entries), found);
      }),
  });

  return [
    ...findings.map(finds),
    {
      name: 'searching gives the newest first page, in offset order, and the older ones before it',
      run: () =>
        onSearcher(make, async ({ say }, search) => {
          const places: Position[] = [];
          for (const text of ['tea 1', 'tea 2', 'milk', 'tea 4', 'tea 5']) places.push((await say('a', text)).position);
          const newest = await search('a', { text: 'tea', limit: 2 });
          assert.deepEqual([offsetsOf(newest.entries), newest.more, newest.gap], [[4, 5], true, false]);
          const [, , , before] = places;
          assert.ok(before !== undefined);
          const older = await search('a', { text: 'tea', before, limit: 2 });
          assert.deepEqual([offsetsOf(older.entries), older.more, older.gap], [[1, 2], false, false]);
        }),
    },
    {
      name: 'searching before a position of another life gives the newest and a gap',
      run: () =>
        onSearcher(make, async ({ say }, search) => {
          await say('a', 'tea');
          const page = await search('a', { text: 'tea', before: { epoch: 'another-life', offset: 1 }, limit: 2 });
          assert.deepEqual([offsetsOf(page.entries), page.gap], [[1], true]);
        }),
    },
    {
      name: 'searching stays in its room',
      run: () =>
        onSearcher(make, async ({ say }, search) => {
          await say('a', 'tea here');
          await say('b', 'tea there');
          assert.deepEqual(textsOf((await search('a', { text: 'tea', limit: 10 })).entries), ['tea here']);
          assert.deepEqual((await search('c', { text: 'tea', limit: 10 })).entries, []);
        }),
    },
    {
      name: 'searching finds nothing that was dropped',
      run: () =>
        onSearcher(make, async ({ broker, say }, search) => {
          for (const text of ['tea 1', 'tea 2', 'tea 3']) await say('a', text);
          await broker.prune('a', { entries: 1 });
          assert.deepEqual(textsOf((await search('a', { text: 'tea', limit: 10 })).entries), ['tea 3']);
        }),
    },
  ];
}
