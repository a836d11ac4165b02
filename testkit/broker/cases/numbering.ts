import assert from 'node:assert/strict';
import type { ConformanceCase } from '../../transport/harness.js';
import { type MakeBroker, offsetsOf, onBroker, textsOf } from '../stage.js';

/** Rules about publishing: numbers without gaps, and the same key once. */
export function numberingCases(make: MakeBroker): readonly ConformanceCase[] {
  return [
    {
      name: 'entries of a room are numbered 1, 2, 3 in one epoch',
      run: () =>
        onBroker(make, async ({ broker, say }) => {
          const { epoch } = await broker.subscribe('a');
          const receipts = [await say('a', 'one'), await say('a', 'two'), await say('a', 'three')];
          assert.deepEqual(
            receipts.map(({ position }) => position),
            [1, 2, 3].map((offset) => ({ epoch, offset })),
          );
        }),
    },
    {
      name: 'messages published at once are numbered without gaps, each once',
      run: () =>
        onBroker(make, async ({ broker, say, entries, until }) => {
          await broker.subscribe('a');
          const wanted = Array.from({ length: 50 }, (_, at) => at + 1);
          const receipts = await Promise.all(wanted.map((number) => say('a', `message ${number}`)));
          await until(() => entries.length >= 50);
          assert.deepEqual(
            receipts.map(({ position }) => position.offset).sort((a, b) => a - b),
            wanted,
          );
          assert.deepEqual(offsetsOf(entries), wanted);
        }),
    },
    {
      name: 'every room is numbered by itself',
      run: () =>
        onBroker(make, async ({ say }) => {
          await say('a', 'one');
          assert.equal((await say('b', 'one')).position.offset, 1);
          assert.equal((await say('a', 'two')).position.offset, 2);
        }),
    },
    {
      name: 'a receipt tells id and time of the message',
      run: () =>
        onBroker(make, async ({ say }) => {
          const receipt = await say('a', 'one', { id: 'mine', at: 1234 });
          assert.equal(receipt.id, 'mine');
          assert.equal(receipt.at, 1234);
          assert.equal(receipt.duplicate, false);
        }),
    },
    {
      name: "the same author's same key again gets the first receipt and adds nothing",
      run: () =>
        onBroker(make, async ({ broker, say, entries, until }) => {
          await broker.subscribe('a');
          const first = await say('a', 'once', { key: 'k' });
          const second = await say('a', 'once', { key: 'k' });
          await say('a', 'the end');
          await until(() => entries.length >= 2);
          assert.deepEqual(second, { ...first, duplicate: true });
          assert.deepEqual(textsOf(entries), ['once', 'the end']);
          assert.deepEqual(offsetsOf(entries), [1, 2]);
        }),
    },
    {
      name: 'a key is known once its message is kept, with its receipt, to its author and in its room alone',
      run: () =>
        onBroker(make, async ({ broker, say, entries, until }) => {
          await broker.subscribe('a');
          const first = await say('a', 'once', { key: 'k' });
          await until(() => entries.length >= 1);
          const author = entries[0]?.message.from.id ?? '';
          assert.deepEqual(await broker.known('a', author, 'k'), { ...first, duplicate: true });
          assert.equal(await broker.known('a', author, 'another'), undefined);
          assert.equal(await broker.known('a', `not ${author}`, 'k'), undefined);
          assert.equal(await broker.known('b', author, 'k'), undefined);
        }),
    },
    {
      name: 'the same key twice at once is one entry',
      run: () =>
        onBroker(make, async ({ broker, say }) => {
          const receipts = await Promise.all([1, 2, 3, 4].map(() => say('a', 'once', { key: 'k' })));
          assert.deepEqual(new Set(receipts.map(({ position }) => position.offset)), new Set([1]));
          assert.equal(receipts.filter(({ duplicate }) => !duplicate).length, 1);
          assert.equal((await broker.read('a', { limit: 10 })).entries.length, 1);
        }),
    },
    {
      name: "another author's same key is another message",
      run: () =>
        onBroker(make, async ({ say }) => {
          await say('a', 'mine', { key: 'k' });
          const theirs = await say('a', 'theirs', { key: 'k', from: { id: 'u2', nick: 'bob' } });
          assert.equal(theirs.duplicate, false);
          assert.equal(theirs.position.offset, 2);
        }),
    },
    {
      name: 'the same key in another room is another message',
      run: () =>
        onBroker(make, async ({ say }) => {
          await say('a', 'here', { key: 'k' });
          assert.equal((await say('b', 'there', { key: 'k' })).duplicate, false);
        }),
    },
    {
      name: 'messages without a key are never taken for one another',
      run: () =>
        onBroker(make, async ({ say }) => {
          await say('a', 'same');
          const second = await say('a', 'same');
          assert.equal(second.duplicate, false);
          assert.equal(second.position.offset, 2);
        }),
    },
  ];
}
