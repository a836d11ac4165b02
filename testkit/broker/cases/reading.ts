import assert from 'node:assert/strict';
import type { Page, Position, ReadQuery, Retention } from '../../../core/index.js';
import type { ConformanceCase } from '../../transport/harness.js';
import { type MakeBroker, offsetsOf, onBroker } from '../stage.js';

/** What to ask of a log with the entries 1 to 10, and what must come: offsets of the page, more, gap. */
interface Reading {
  readonly name: string;
  /** Done to the log before it is read. */
  readonly keep?: Retention;
  readonly query: (at: (offset: number) => Position) => ReadQuery;
  readonly offsets: readonly number[];
  readonly more?: true;
  readonly gap?: true;
}

const elsewhere: Position = { epoch: 'another-life', offset: 3 };
const newest5: Retention = { entries: 5 };
const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const kept = [6, 7, 8, 9, 10];

const readings: readonly Reading[] = [
  { name: 'gives the newest entries', query: () => ({ limit: 3 }), offsets: [8, 9, 10], more: true },
  { name: 'gives the whole log within the limit', query: () => ({ limit: 10 }), offsets: all },
  {
    name: 'after a position gives the oldest after it',
    query: (at) => ({ after: at(2), limit: 3 }),
    offsets: [3, 4, 5],
    more: true,
  },
  { name: 'after a position gives all the rest', query: (at) => ({ after: at(7), limit: 3 }), offsets: [8, 9, 10] },
  {
    name: 'after the place before the first gives the first',
    query: (at) => ({ after: at(0), limit: 2 }),
    offsets: [1, 2],
    more: true,
  },
  { name: 'after the end gives nothing', query: (at) => ({ after: at(10), limit: 3 }), offsets: [] },
  {
    name: 'before a position gives the newest before it',
    query: (at) => ({ before: at(5), limit: 3 }),
    offsets: [2, 3, 4],
    more: true,
  },
  {
    name: 'before a position gives all that is older',
    query: (at) => ({ before: at(4), limit: 3 }),
    offsets: [1, 2, 3],
  },
  { name: 'before the first gives nothing', query: (at) => ({ before: at(1), limit: 3 }), offsets: [] },
  {
    name: 'after a position of another life gives the oldest and a gap',
    query: () => ({ after: elsewhere, limit: 2 }),
    offsets: [1, 2],
    more: true,
    gap: true,
  },
  {
    name: 'before a position of another life tells of a gap',
    query: () => ({ before: elsewhere, limit: 2 }),
    offsets: [9, 10],
    more: true,
    gap: true,
  },
  {
    name: 'after a position whose next entry is dropped tells of a gap',
    keep: newest5,
    query: (at) => ({ after: at(3), limit: 9 }),
    offsets: kept,
    gap: true,
  },
  {
    name: 'after the last dropped position misses nothing',
    keep: newest5,
    query: (at) => ({ after: at(5), limit: 9 }),
    offsets: kept,
  },
  {
    name: 'before the oldest kept tells that there was more',
    keep: newest5,
    query: (at) => ({ before: at(6), limit: 9 }),
    offsets: [],
    gap: true,
  },
  {
    name: 'before a position within the kept gives those',
    keep: newest5,
    query: (at) => ({ before: at(8), limit: 9 }),
    offsets: [6, 7],
  },
  {
    name: 'before a dropped position tells of a gap',
    keep: newest5,
    query: (at) => ({ before: at(3), limit: 9 }),
    offsets: [],
    gap: true,
  },
  {
    name: 'drops what is older than a time',
    keep: { since: 1_008 },
    query: () => ({ limit: 10 }),
    offsets: [8, 9, 10],
  },
  {
    name: 'drops by whichever rule drops more',
    keep: { entries: 7, since: 1_009 },
    query: () => ({ limit: 10 }),
    offsets: [9, 10],
  },
  {
    name: 'drops everything where nothing is to be kept',
    keep: { entries: 0 },
    query: () => ({ limit: 10 }),
    offsets: [],
  },
];

function summary({ entries, more, gap }: Page): unknown {
  return { offsets: offsetsOf(entries), more, gap };
}

/** Rules about reading a log and dropping its oldest part. */
export function readingCases(make: MakeBroker): readonly ConformanceCase[] {
  const reads = ({ name, keep, query, offsets, more, gap }: Reading): ConformanceCase => ({
    name: `${keep === undefined ? 'reading' : 'a log that was pruned, when read,'} ${name}`,
    run: () =>
      onBroker(make, async ({ broker, say }) => {
        const { epoch } = await broker.subscribe('a');
        for (const number of all) await say('a', `message ${number}`);
        if (keep !== undefined) await broker.prune('a', keep);
        const page = await broker.read(
          'a',
          query((offset) => ({ epoch, offset })),
        );
        assert.deepEqual(summary(page), { offsets, more: more ?? false, gap: gap ?? false });
      }),
  });

  return [
    ...readings.map(reads),
    {
      name: 'reading a room where nothing was said gives an empty page',
      run: () =>
        onBroker(make, async ({ broker }) => {
          assert.deepEqual(await broker.read('a', { limit: 10 }), { entries: [], more: false, gap: false });
        }),
    },
    {
      name: 'what was said while nobody was subscribed can be read',
      run: () =>
        onBroker(make, async ({ broker, say }) => {
          const { position } = await say('a', 'one', { id: 'mine' });
          const { entries } = await broker.read('a', { limit: 1 });
          assert.deepEqual(entries[0]?.position, position);
          assert.equal(entries[0]?.message.id, 'mine');
        }),
    },
    {
      name: 'pruning tells how many entries went',
      run: () =>
        onBroker(make, async ({ broker, say }) => {
          await broker.subscribe('a');
          for (const text of ['one', 'two', 'three']) await say('a', text);
          assert.equal(await broker.prune('a', { entries: 1 }), 2);
          assert.equal(await broker.prune('a', { entries: 1 }), 0);
        }),
    },
    {
      name: 'numbers go on after everything was dropped',
      run: () =>
        onBroker(make, async ({ broker, say }) => {
          await broker.subscribe('a');
          const first = await say('a', 'one');
          await broker.prune('a', { entries: 0 });
          const second = await say('a', 'two');
          assert.deepEqual(second.position, { epoch: first.position.epoch, offset: 2 });
        }),
    },
  ];
}
