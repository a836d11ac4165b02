import assert from 'node:assert/strict';
import type { Page, Position, SearchFeature, SearchQuery } from '../../../core/index.js';
import type { CaseContext, ConformanceCase } from '../../transport/harness.js';
import { type BrokerStage, type MakeBroker, offsetsOf, onBroker, textsOf } from '../stage.js';

/** What is said, what is looked for, and which of it must be found. */
interface Finding {
  readonly name: string;
  readonly said: readonly string[];
  readonly text: string;
  readonly found: readonly string[];
  /** Absent: asked of every broker that can search. */
  readonly feature?: SearchFeature;
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
  { name: 'takes a wildcard for plain text', said: ['tea', 'tealeaf'], text: 't*a', found: [] },
  { name: 'takes a column for a word', said: ['body: tea', 'tea'], text: 'body:tea', found: ['body: tea'] },
  { name: 'takes a minus for plain text', said: ['green tea', 'tea'], text: 'tea -green', found: ['green tea'] },
  {
    name: 'takes NEAR and an open quotation mark for plain text',
    said: ['near: one, two, 5', 'one two'],
    text: '"NEAR(one two, 5)',
    found: ['near: one, two, 5'],
  },
  {
    name: 'takes as many words as a search may have',
    said: [numbered(66), 'w1'],
    text: numbered(66),
    found: [numbered(66)],
  },
];

function numbered(count: number): string {
  return Array.from({ length: count }, (_, number) => `w${number}`).join(' ');
}

/** What is found besides whole words, asked of brokers that claim it. */
const claimed: readonly Finding[] = [
  ...(
    [
      ['words by how they begin', ['the hostname', 'a host', 'localhost'], 'hostna', ['the hostname']],
      ['words by three letters', ['The quick fox', 'a queue'], 'qui', ['The quick fox']],
      ['whole words only by two letters', ['at ten', 'attic'], 'at', ['at ten']],
      ['whole numbers only', ['port 8080', 'port 80'], '80', ['port 80']],
      ['Korean words by two syllables', ['컴퓨터', '컴백'], '컴퓨', ['컴퓨터']],
    ] as const
  ).map(([name, said, text, found]): Finding => ({ name: `finds ${name}`, said, text, found, feature: 'prefixes' })),
  ...(
    [
      ['English words by another form', ['she runs', 'running', 'ruins'], 'run', ['she runs', 'running']],
      ['an English word by a longer form', ['a run', 'ruin'], 'Running', ['a run']],
      ['Russian words by their first form', ['нет серверов', 'сера'], 'сервер', ['нет серверов']],
      ['Russian words by another form', ['сервер упал', 'сера'], 'серверов', ['сервер упал']],
      ['a Russian word where neither begins with the other', ['скажи маме', 'мим'], 'мама', ['скажи маме']],
      ['forms whatever is made of е and ё', ['Зелёная', 'зола'], 'зеленые', ['Зелёная']],
      ['Korean nouns with their particles', ['서버가 꺼졌다', '서버는', '섭'], '서버', ['서버가 꺼졌다', '서버는']],
      ['a Korean noun by one with a particle', ['서버', '섭'], '서버를', ['서버']],
    ] as const
  ).map(([name, said, text, found]): Finding => ({ name: `finds ${name}`, said, text, found, feature: 'forms' })),
  ...(
    [
      ['words in their order', ['green tea', 'tea, green'], '"green tea"', ['green tea']],
      ['no other form of a word', ['runs fast', 'run fast'], '"run fast"', ['run fast']],
      ['no longer word', ['green teapot', 'green tea'], '"green tea"', ['green tea']],
      [
        'a phrase and a word beside it',
        ['green tea now', 'green tea', 'now green'],
        '"green tea" now',
        ['green tea now'],
      ],
      ['across Chinese and Latin', ['我的版本2发布了', '2版本'], '"版本2发"', ['我的版本2发布了']],
      ['Chinese across a space', ['今天 天气', '天气 今天'], '"今天 天"', ['今天 天气']],
      ['typographic quotation marks', ['green tea', 'tea, green'], '“green tea”', ['green tea']],
    ] as const
  ).map(
    ([name, said, text, found]): Finding => ({
      name: `finds by a phrase ${name}`,
      said,
      text,
      found,
      feature: 'phrases',
    }),
  ),
  ...(
    [
      ['an emoji', ['done 🎉', 'done'], '🎉', ['done 🎉']],
      ['an emoji without a space before it', ['done🎉', '🎂'], '🎉', ['done🎉']],
      ['every skin tone by none', ['👍', '👍🏽', '👎🏽'], '👍', ['👍', '👍🏽']],
      ['one skin tone by itself', ['👍', '👍🏽', '👍🏿'], '👍🏽', ['👍🏽']],
      ['no part of an emoji that is joined', ['👨‍👩‍👧', '👨'], '👨', ['👨']],
      ['a flag, and not one that has half of it', ['🇩🇪', '🇩🇰'], '🇩🇪', ['🇩🇪']],
      ['an emoji with and without a variation selector', ['I ❤️ it', 'I ❤ it'], '❤', ['I ❤️ it', 'I ❤ it']],
    ] as const
  ).map(([name, said, text, found]): Finding => ({ name: `finds ${name}`, said, text, found, feature: 'emoji' })),
];

/** Plays on a broker that can search, and has the feature where there is one; skips the case on others. */
function onSearcher(
  make: MakeBroker,
  { context, feature }: { readonly context: CaseContext | undefined; readonly feature?: SearchFeature | undefined },
  play: (stage: BrokerStage, search: (room: string, query: SearchQuery) => Promise<Page>) => Promise<void>,
) {
  return onBroker(make, async (stage) => {
    const { broker } = stage;
    const { search, searchFeatures = [] } = broker.supports;
    if (!search || (feature !== undefined && !searchFeatures.includes(feature))) {
      context?.skip(search ? `The broker does not claim ${feature}.` : 'The broker cannot search.');
      return;
    }
    await play(stage, async (room, query) => {
      const page = await broker.search?.(room, query);
      assert.ok(page !== undefined, 'a broker that can search has search()');
      return page;
    });
  });
}

/** Rules about searching a log. */
export function searchingCases(make: MakeBroker): readonly ConformanceCase[] {
  const finds = ({ name, said, text, found, feature }: Finding): ConformanceCase => ({
    name: `searching ${name}`,
    run: (...[context]) =>
      onSearcher(make, { context, feature }, async ({ say }, search) => {
        for (const line of said) await say('a', line);
        assert.deepEqual(textsOf((await search('a', { text, limit: 10 })).entries), found);
      }),
  });

  return [
    ...[...findings, ...claimed].map(finds),
    {
      name: 'searching gives the newest first page, in offset order, and the older ones before it',
      run: (...[context]) =>
        onSearcher(make, { context }, async ({ say }, search) => {
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
      run: (...[context]) =>
        onSearcher(make, { context }, async ({ say }, search) => {
          await say('a', 'tea');
          const page = await search('a', { text: 'tea', before: { epoch: 'another-life', offset: 1 }, limit: 2 });
          assert.deepEqual([offsetsOf(page.entries), page.gap], [[1], true]);
        }),
    },
    {
      name: 'searching stays in its room',
      run: (...[context]) =>
        onSearcher(make, { context }, async ({ say }, search) => {
          await say('a', 'tea here');
          await say('b', 'tea there');
          assert.deepEqual(textsOf((await search('a', { text: 'tea', limit: 10 })).entries), ['tea here']);
          assert.deepEqual((await search('c', { text: 'tea', limit: 10 })).entries, []);
        }),
    },
    {
      name: 'searching finds no form of what was erased or dropped',
      run: (...[context]) =>
        onSearcher(make, { context, feature: 'forms' }, async ({ broker, say }, search) => {
          for (const text of ['нет серверов', 'сервера', 'у сервера']) await say('a', text);
          const found = async () => textsOf((await search('a', { text: 'сервер', limit: 10 })).entries);
          assert.deepEqual(await found(), ['нет серверов', 'сервера', 'у сервера']);
          await broker.erase('a', [2]);
          assert.deepEqual(await found(), ['нет серверов', 'у сервера']);
          await broker.prune('a', { entries: 1 });
          assert.deepEqual(await found(), ['у сервера']);
        }),
    },
    {
      name: 'searching finds nothing that was dropped',
      run: (...[context]) =>
        onSearcher(make, { context }, async ({ broker, say }, search) => {
          for (const text of ['tea 1', 'tea 2', 'tea 3']) await say('a', text);
          await broker.prune('a', { entries: 1 });
          assert.deepEqual(textsOf((await search('a', { text: 'tea', limit: 10 })).entries), ['tea 3']);
        }),
    },
  ];
}
