import assert from 'node:assert/strict';
import type { EphemeralEvent } from '../../../core/index.js';
import type { ConformanceCase } from '../../transport/harness.js';
import { type MakeBroker, offsetsOf, onBroker, textsOf } from '../stage.js';

const joined = (room: string): EphemeralEvent => ({ type: 'joined', room, user: { id: 'u1', nick: 'ann', wires: [] } });

/** Rules about what a node is told. */
export function subscribingCases(make: MakeBroker): readonly ConformanceCase[] {
  return [
    {
      name: 'a subscription begins at offset 0 where nothing was said',
      run: () =>
        onBroker(make, async ({ broker }) => {
          const position = await broker.subscribe('a');
          assert.equal(position.offset, 0);
          assert.notEqual(position.epoch, '');
        }),
    },
    {
      name: 'a subscription tells the end of the log, and what is received comes after it',
      run: () =>
        onBroker(make, async ({ broker, say, entries, until }) => {
          const { position } = await say('a', 'before');
          assert.deepEqual(await broker.subscribe('a'), position);
          await say('a', 'after');
          await until(() => entries.length >= 1);
          assert.deepEqual(textsOf(entries), ['after']);
        }),
    },
    {
      name: 'an entry is handed over whole',
      run: () =>
        onBroker(make, async ({ broker, say, entries, until }) => {
          await broker.subscribe('a');
          const more = { key: 'k', data: { poll: [1, null, 'x'] }, kind: 'action', to: { id: 'u2', nick: 'bob' } };
          const { position } = await say('a', 'Привет, 世界 🙂\nline two', { ...more, id: 'mine', at: 77 });
          await until(() => entries.length >= 1);
          const from = { id: 'u1', nick: 'ann' };
          const said = { room: 'a', text: 'Привет, 世界 🙂\nline two', from, id: 'mine', at: 77, session: 's1' };
          assert.deepEqual(entries, [{ position, message: { ...said, ...more } }]);
        }),
    },
    {
      name: 'a broker of one process has handed the entry over when the receipt comes',
      run: () =>
        onBroker(make, async ({ broker, say, entries, until }) => {
          await broker.subscribe('a');
          await say('a', 'one');
          if (broker.scope !== 'process') await until(() => entries.length >= 1);
          assert.deepEqual(textsOf(entries), ['one']);
        }),
    },
    {
      name: 'entries come in the order of their offsets',
      run: () =>
        onBroker(make, async ({ broker, say, entries, until }) => {
          await broker.subscribe('a');
          const numbers = Array.from({ length: 30 }, (_, at) => at + 1);
          await Promise.all(numbers.map((number) => say('a', `${number}`)));
          await until(() => entries.length >= numbers.length);
          assert.deepEqual(offsetsOf(entries), numbers);
        }),
    },
    {
      name: 'only rooms that were subscribed to are received',
      run: () =>
        onBroker(make, async ({ broker, say, entries, until }) => {
          await broker.subscribe('a');
          await say('b', 'elsewhere');
          await say('a', 'here');
          await until(() => entries.length >= 1);
          assert.deepEqual(textsOf(entries), ['here']);
        }),
    },
    {
      name: 'nothing is received any more once unsubscribed',
      run: () =>
        onBroker(make, async ({ broker, say, entries, until }) => {
          await broker.subscribe('a');
          await broker.subscribe('b');
          await broker.unsubscribe('a');
          await say('a', 'unheard');
          await say('b', 'heard');
          await until(() => entries.length >= 1);
          assert.deepEqual(textsOf(entries), ['heard']);
        }),
    },
    {
      name: 'a log goes on where it was after everybody had left',
      run: () =>
        onBroker(make, async ({ broker, say }) => {
          await broker.subscribe('a');
          const { position } = await say('a', 'one');
          await broker.unsubscribe('a');
          assert.deepEqual(await broker.subscribe('a'), position);
          assert.equal((await say('a', 'two')).position.offset, 2);
        }),
    },
    {
      name: 'unsubscribing from what was never subscribed to does nothing',
      run: () =>
        onBroker(make, async ({ broker, say }) => {
          await broker.unsubscribe('a');
          assert.equal((await say('a', 'one')).position.offset, 1);
        }),
    },
    {
      name: 'a signal reaches a subscribed node once, with whose doing it is',
      run: () =>
        onBroker(make, async ({ broker, say, signals, entries, until }) => {
          await broker.subscribe('a');
          broker.broadcastEphemeral('a', { event: joined('a'), by: 's1' });
          await until(() => signals.length >= 1);
          await say('a', 'the end');
          await until(() => entries.length >= 1);
          assert.deepEqual(signals, [{ room: 'a', event: joined('a'), by: 's1' }]);
        }),
    },
    {
      name: 'a signal of a room that was not subscribed to is not received',
      run: () =>
        onBroker(make, async ({ broker, signals, until }) => {
          await broker.subscribe('a');
          broker.broadcastEphemeral('b', { event: joined('b') });
          broker.broadcastEphemeral('a', { event: joined('a') });
          await until(() => signals.length >= 1);
          assert.deepEqual(
            signals.map(({ room }) => room),
            ['a'],
          );
        }),
    },
    {
      name: 'a signal is not kept and takes no number',
      run: () =>
        onBroker(make, async ({ broker, say }) => {
          await broker.subscribe('a');
          broker.broadcastEphemeral('a', { event: joined('a') });
          assert.equal((await say('a', 'one')).position.offset, 1);
          assert.equal((await broker.read('a', { limit: 10 })).entries.length, 1);
        }),
    },
  ];
}
