import assert from 'node:assert/strict';
import type { ConformanceCase } from '../../transport/harness.js';
import { type BrokerStage, type MakeBroker, offsetsOf, onBroker, textsOf } from '../stage.js';

/** Plays with a log of the room `a` that has three messages, the second one with everything that a message may have. */
function onThree(make: MakeBroker, play: (stage: BrokerStage) => Promise<void>): Promise<void> {
  return onBroker(make, async (stage) => {
    await stage.broker.subscribe('a');
    await stage.say('a', 'before');
    const verbatim = { form: 'old', text: 'ann: a secret' };
    const more = { kind: 'action', data: { secret: ['data'] }, to: { id: 'u2', nick: 'bob' }, verbatim };
    await stage.say('a', 'a secret', { ...more, key: 'k', id: 'mine', at: 1_234 });
    await stage.say('a', 'after');
    await play(stage);
  });
}

/** Rules about erasing. */
export function erasingCases(make: MakeBroker): readonly ConformanceCase[] {
  return [
    {
      name: 'an erased entry keeps its place, author, time, id and key, and nothing of what was said',
      run: () =>
        onThree(make, async ({ broker }) => {
          const before = await broker.read('a', { limit: 10 });
          assert.equal(await broker.erase('a', [2]), 1);
          const after = await broker.read('a', { limit: 10 });
          assert.deepEqual(
            after.entries.map(({ position }) => position),
            before.entries.map(({ position }) => position),
          );
          const [was, is] = [before.entries[1]?.message, after.entries[1]?.message];
          assert.deepEqual([is?.kind, is?.text, is?.data, is?.verbatim], ['erased', '', undefined, undefined]);
          const { id, at, from, session, room, key, to } = is ?? {};
          assert.deepEqual(
            { id, at, from, session, room, key, to },
            {
              id: 'mine',
              at: 1_234,
              from: was?.from,
              session: was?.session,
              room: 'a',
              key: 'k',
              to: { id: 'u2', nick: 'bob' },
            },
          );
        }),
    },
    {
      name: 'erasing leaves the other entries as they were',
      run: () =>
        onThree(make, async ({ broker, say }) => {
          await say('b', 'elsewhere');
          await say('b', 'elsewhere too');
          await broker.erase('a', [2]);
          assert.deepEqual(textsOf((await broker.read('a', { limit: 10 })).entries), ['before', '', 'after']);
          assert.deepEqual(textsOf((await broker.read('b', { limit: 10 })).entries), ['elsewhere', 'elsewhere too']);
        }),
    },
    {
      name: 'the key of an erased entry is still known, and brings nothing back',
      run: () =>
        onThree(make, async ({ broker, say }) => {
          await broker.erase('a', [2]);
          const known = await broker.known('a', 'u1', 'k');
          assert.deepEqual([known?.id, known?.at, known?.position.offset], ['mine', 1_234, 2]);
          const again = await say('a', 'a secret', { key: 'k' });
          assert.deepEqual([again.duplicate, again.position.offset], [true, 2]);
          assert.deepEqual(textsOf((await broker.read('a', { limit: 10 })).entries), ['before', '', 'after']);
        }),
    },
    {
      name: 'erasing tells how many entries were emptied, and what was empty does not count',
      run: () =>
        onThree(make, async ({ broker }) => {
          assert.equal(await broker.erase('a', [1, 2]), 2);
          assert.equal(await broker.erase('a', [1, 2]), 0);
          assert.equal(await broker.erase('a', [2, 3, 3]), 1);
          assert.equal(await broker.erase('a', []), 0);
        }),
    },
    {
      name: 'erasing where nothing is does nothing',
      run: () =>
        onThree(make, async ({ broker, say }) => {
          await say('b', 'elsewhere');
          for (const offset of [0, -1, 4, 1.5, Number.NaN, 2 ** 32 + 1, 2 ** 40]) {
            assert.equal(await broker.erase('a', [offset]), 0, String(offset));
          }
          assert.equal(await broker.erase('never', [1]), 0);
          assert.deepEqual(textsOf((await broker.read('a', { limit: 10 })).entries), ['before', 'a secret', 'after']);
          assert.deepEqual(textsOf((await broker.read('b', { limit: 10 })).entries), ['elsewhere']);
        }),
    },
    {
      name: 'what was dropped cannot be erased, what is kept can',
      run: () =>
        onThree(make, async ({ broker }) => {
          await broker.prune('a', { entries: 2 });
          assert.equal(await broker.erase('a', [1, 2]), 1);
          const { entries } = await broker.read('a', { limit: 10 });
          assert.deepEqual(
            [offsetsOf(entries), textsOf(entries)],
            [
              [2, 3],
              ['', 'after'],
            ],
          );
        }),
    },
    {
      name: 'numbers go on after the newest entry was erased',
      run: () =>
        onThree(make, async ({ broker, say, entries, until }) => {
          await broker.erase('a', [3]);
          assert.equal((await say('a', 'next')).position.offset, 4);
          await until(() => entries.length >= 4);
          assert.deepEqual(offsetsOf(entries), [1, 2, 3, 4]);
        }),
    },
    {
      name: 'many entries can be erased at once',
      run: () =>
        onBroker(make, async ({ broker, say }) => {
          await broker.subscribe('a');
          const offsets = Array.from({ length: 450 }, (_, at) => at + 1);
          await Promise.all(offsets.map((offset) => say('a', `message ${offset}`)));
          assert.equal(await broker.erase('a', offsets), 450);
          const { entries } = await broker.read('a', { limit: 500 });
          assert.deepEqual(offsetsOf(entries), offsets);
          assert.deepEqual(new Set(textsOf(entries)), new Set(['']));
        }),
    },
    {
      name: 'searching finds nothing that was erased, and the rest as before',
      run: (...[context]) =>
        onBroker(make, async ({ broker, say }) => {
          if (!broker.supports.search) {
            context?.skip('The broker cannot search.');
            return;
          }
          const found = async () => textsOf((await broker.search?.('a', { text: 'tea', limit: 10 }))?.entries ?? []);
          for (const text of ['tea 1', 'tea 2', 'tea 3']) await say('a', text);
          await broker.erase('a', [2]);
          assert.deepEqual(await found(), ['tea 1', 'tea 3']);
          await say('a', 'tea 4');
          await broker.erase('a', [4]);
          assert.deepEqual(await found(), ['tea 1', 'tea 3']);
        }),
    },
  ];
}
