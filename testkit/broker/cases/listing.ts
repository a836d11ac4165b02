import assert from 'node:assert/strict';
import type { Broker, Entry } from '../../../core/index.js';
import type { ConformanceCase } from '../../transport/harness.js';
import { type MakeBroker, onBroker, textsOf } from '../stage.js';

/** In the order of their UTF-8: the one before the last comes after it in UTF-16. */
const names = ['@u1:u2', 'Zoo', 'a', 'a-b', 'ab', 'é', '世界', 'ﬀ', '🙂'];

const bob = { id: 'u2', nick: 'bob' };

/** More parts than a log of a few entries can have. */
const PARTS = 10_000;

/** All parts, one after the other. */
async function writingsOf(broker: Broker, author: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let place: string | undefined;
  for (let part = 0; part < PARTS; part++) {
    const { entries: found, next } = await broker.writings(author, place);
    entries.push(...found);
    if (next === undefined) return entries;
    place = next;
  }
  throw new Error('There is no end of the parts.');
}

/** Every entry of some rooms, by room. */
async function allOf(broker: Broker, rooms: readonly string[]): Promise<ReadonlyMap<string, readonly Entry[]>> {
  const read = async (room: string) => [room, (await broker.read(room, { limit: 1_000 })).entries] as const;
  return new Map(await Promise.all(rooms.map(read)));
}

function byRoom(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const rooms = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { room } = entry.message;
    const known = rooms.get(room);
    if (known === undefined) rooms.set(room, [entry]);
    else known.push(entry);
  }
  return rooms;
}

/** Rules about what goes over all rooms: their names, and what one author wrote. */
export function listingCases(make: MakeBroker): readonly ConformanceCase[] {
  return [
    {
      name: 'rooms that have entries are listed in the order of their UTF-8, conversations among them',
      run: () =>
        onBroker(make, async ({ broker, say }) => {
          for (const name of names.toReversed()) await say(name, 'hi');
          assert.deepEqual(await broker.rooms({ limit: 100 }), names);
        }),
    },
    {
      name: 'the listing of rooms goes on after a name, whether there is such a room or not',
      run: () =>
        onBroker(make, async ({ broker, say }) => {
          for (const name of names) await say(name, 'hi');
          assert.deepEqual(await broker.rooms({ limit: 3 }), names.slice(0, 3));
          assert.deepEqual(await broker.rooms({ after: 'a', limit: 2 }), ['a-b', 'ab']);
          assert.deepEqual(await broker.rooms({ after: 'aa', limit: 2 }), ['ab', 'é']);
          assert.deepEqual(await broker.rooms({ after: '世界', limit: 10 }), ['ﬀ', '🙂']);
          assert.deepEqual(await broker.rooms({ after: '🙂', limit: 10 }), []);
        }),
    },
    {
      name: 'rooms without entries are not listed, whether they never had any or all were dropped',
      run: () =>
        onBroker(make, async ({ broker, say }) => {
          await broker.subscribe('never');
          await say('gone', 'hi');
          await say('kept', 'hi');
          await broker.prune('gone', { entries: 0 });
          assert.deepEqual(await broker.rooms({ limit: 10 }), ['kept']);
          await say('gone', 'again');
          assert.deepEqual(await broker.rooms({ limit: 10 }), ['gone', 'kept']);
        }),
    },
    {
      name: 'a room whose entries are all erased has entries',
      run: () =>
        onBroker(make, async ({ broker, say }) => {
          await say('a', 'hi');
          await broker.erase('a', [1]);
          assert.deepEqual(await broker.rooms({ limit: 10 }), ['a']);
        }),
    },
    {
      name: 'where nothing was said no rooms are listed',
      run: () =>
        onBroker(make, async ({ broker }) => {
          assert.deepEqual(await broker.rooms({ limit: 10 }), []);
        }),
    },
    {
      name: "an author's writings are all that they wrote, in all rooms, and nothing of others",
      run: () =>
        onBroker(make, async ({ broker, say }) => {
          await say('b', 'one');
          await say('b', 'not mine', { from: bob });
          await say('@u1:u2', 'to you', { to: bob });
          await say('a', 'two', { data: { about: ['u2'] } });
          await say('b', 'three');
          await say('c', 'u1', { from: bob });
          const found = byRoom(await writingsOf(broker, 'u1'));
          const wanted = await allOf(broker, ['b', '@u1:u2', 'a']);
          assert.deepEqual(new Set(found.keys()), new Set(wanted.keys()));
          for (const [room, entries] of wanted) {
            const mine = entries.filter(({ message }) => message.from.id === 'u1');
            assert.deepEqual(found.get(room), mine, room);
          }
          assert.deepEqual(textsOf(await writingsOf(broker, 'u2')).toSorted(), ['not mine', 'u1']);
          assert.deepEqual(await writingsOf(broker, 'u'), []);
        }),
    },
    {
      name: "an author's writings come by room and in order, however many there are",
      run: () =>
        onBroker(make, async ({ broker, say }) => {
          const rooms = ['a', 'b', 'c', 'd'];
          const numbers = Array.from({ length: 1_200 }, (_, at) => at);
          await Promise.all(
            numbers.map((number) => say(rooms[number % 4] ?? 'a', `${number}`, number % 3 === 0 ? { from: bob } : {})),
          );
          const found = await writingsOf(broker, 'u2');
          assert.equal(found.length, 400);
          const turns = found.filter(({ message }, at) => message.room !== found[at - 1]?.message.room);
          assert.equal(turns.length, 4);
          for (const [room, entries] of byRoom(found)) {
            const { entries: all } = await broker.read(room, { limit: 1_000 });
            assert.deepEqual(
              entries,
              all.filter(({ message }) => message.from.id === 'u2'),
            );
          }
        }),
    },
    {
      name: "an author's writings leave out what was dropped and have nothing of what was erased",
      run: () =>
        onBroker(make, async ({ broker, say }) => {
          for (const text of ['one', 'two', 'three']) await say('a', text);
          await broker.prune('a', { entries: 2 });
          await broker.erase('a', [2]);
          assert.deepEqual(
            textsOf(await writingsOf(broker, 'u1')).filter((text) => text !== ''),
            ['three'],
          );
        }),
    },
  ];
}
