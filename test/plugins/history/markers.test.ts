import { describe, expect, test } from 'vitest';
import { MemoryBroker, type Plugin } from '../../../core/index.js';
import { mentions } from '../../../plugins/history/markers/unread.js';
import { countingRandom } from '../../support/random.js';
import { type Guest, guestOf, openLobby, type Place } from './support/history-fixture.js';

/** Everybody who gives that name is one user. */
const accounts: Plugin = {
  name: 'accounts',
  setup: (host) =>
    host.gate('login', (request) => ({ ...request, account: request.nick?.replace(/\d+$/, ''), nick: request.nick })),
};

/** Ann and bob in the lobby. */
async function pair() {
  const lobby = await openLobby({}, {}, [accounts]);
  return { ...lobby, ann: await lobby.guest('ann'), bob: await lobby.guest('bob') };
}

const reads = ({ peer }: Guest, { epoch, offset }: Place) =>
  peer.ok({ type: 'history.read', room: 'lobby', epoch, offset });

/** What somebody has not read of the lobby. */
async function unreadOf({ peer }: Guest) {
  const { rooms } = (await peer.ok({ type: 'history.unread' })) as { rooms: readonly Record<string, unknown>[] };
  return rooms.find(({ room }) => room === 'lobby');
}

describe('a marker', () => {
  test('counts what others have said after it', async () => {
    const { ann, bob } = await pair();
    const first = await bob.says('one');
    await bob.says('two');
    await bob.says('three');
    await reads(ann, first);
    expect(await unreadOf(ann)).toEqual({
      room: 'lobby',
      epoch: first.epoch,
      end: 3,
      marker: 1,
      unread: 2,
      mentions: 0,
    });
  });

  test('goes forward only', async () => {
    const { ann, bob } = await pair();
    const [first, second] = [await bob.says('one'), await bob.says('two')];
    await reads(ann, second);
    expect(await reads(ann, first)).toMatchObject({ offset: 2 });
    expect(await unreadOf(ann)).toMatchObject({ marker: 2, unread: 0 });
  });

  test('is the user’s: their other sessions are told, the one itself and others are not', async () => {
    const { world, guest, ann, bob } = await pair();
    const phone = await guest('ann2');
    const place = await bob.says('one');
    await reads(ann, place);
    expect(await phone.peer.next('read')).toEqual({ type: 'read', room: 'lobby', epoch: place.epoch, offset: 1 });
    await reads(ann, place);
    await world.settle();
    expect([ann, bob, phone].map(({ peer }) => peer.all('read').length)).toEqual([0, 0, 1]);
    expect(await unreadOf(phone)).toMatchObject({ marker: 1, unread: 0 });
  });

  test('stays with the user when they come back', async () => {
    const { guest, ann, bob } = await pair();
    await reads(ann, await bob.says('one'));
    ann.peer.wire.close();
    await ann.peer.over;
    await bob.says('two');
    expect(await unreadOf(await guest('ann'))).toMatchObject({ marker: 1, unread: 1 });
  });

  test.each([
    ['of another life of the log', { epoch: 'elsewhere' }],
    ['after the end', { offset: 99 }],
  ])('at a place that is not there is refused: %s', async (_, other) => {
    const { ann, bob } = await pair();
    const { epoch } = await bob.says('one');
    const command = { type: 'history.read', room: 'lobby', ...{ epoch, offset: 1 }, ...other };
    expect(await ann.peer.refused(command)).toBe('HISTORY_NO_SUCH_PLACE');
  });

  test('must be in a room that one is in', async () => {
    const { ann } = await pair();
    const command = { type: 'history.read', room: 'attic', epoch: 'e', offset: 1 };
    expect(await ann.peer.refused(command)).toBe('CHAT_NOT_IN_ROOM');
    expect(await ann.peer.refused({ type: 'history.read', room: 'lobby' })).toBe('CHAT_BAD_COMMAND');
  });
});

describe('what is not read', () => {
  test('is all of it, where there is no marker', async () => {
    const { ann, bob } = await pair();
    await bob.says('one');
    await bob.says('two');
    expect(await unreadOf(ann)).toMatchObject({ unread: 2 });
    expect(await unreadOf(ann)).not.toHaveProperty('marker');
  });

  test('is nothing, where nothing was said', async () => {
    const { ann } = await pair();
    expect(await unreadOf(ann)).toEqual({ room: 'lobby', unread: 0, mentions: 0 });
  });

  test('is not what one has said oneself, nor what is no message', async () => {
    const { ann, bob } = await pair();
    const place = await bob.says('one');
    await bob.edits(place, 'two');
    await bob.reacts(place, '👍');
    await bob.deletes(await bob.says('three'));
    await ann.says('mine');
    expect(await unreadOf(ann)).toMatchObject({ unread: 1, end: 6 });
  });

  test('grows with what is said, and shrinks with what is deleted', async () => {
    const { ann, bob } = await pair();
    await bob.says('one');
    expect(await unreadOf(ann)).toMatchObject({ unread: 1 });
    const place = await bob.says('two, ann');
    expect(await unreadOf(ann)).toMatchObject({ unread: 2, mentions: 1 });
    await bob.deletes(place);
    expect(await unreadOf(ann)).toMatchObject({ unread: 1, mentions: 0 });
  });

  test('is told of every room and conversation that one is in, or of one', async () => {
    const { ann, bob } = await pair();
    for (const { peer } of [ann, bob]) await peer.ok({ type: 'join', room: 'attic' });
    const { room } = await bob.peer.ok({ type: 'tell', to: 'ann', text: 'psst' });
    await guestOf(bob.peer, 'attic').says('up here');
    const all = (await ann.peer.ok({ type: 'history.unread' })) as { rooms: readonly Record<string, unknown>[] };
    expect(all.rooms.map((row) => [row.room, row.unread])).toEqual([
      ['lobby', 0],
      ['attic', 1],
      [room, 1],
    ]);
    const one = (await ann.peer.ok({ type: 'history.unread', room: '#Attic' })) as { rooms: readonly unknown[] };
    expect(one.rooms).toMatchObject([{ room: 'attic', unread: 1 }]);
    expect(await ann.peer.refused({ type: 'history.unread', room: 'cellar' })).toBe('CHAT_NOT_IN_ROOM');
  });
});

describe('a room in which much was said', () => {
  /** The lobby, where bob has said so much; and how many entries were read of it since. */
  async function busyLobby(count: number) {
    const broker = new MemoryBroker(countingRandom(), { entriesPerRoom: 10_000 });
    const { guest } = await openLobby({}, { broker });
    const [ann, bob] = [await guest('ann'), await guest('bob')];
    for (let number = 0; number < count; number++) bob.peer.send({ type: 'say', room: 'lobby', text: 'x' });
    const last = await bob.says('last');
    let entries = 0;
    const read = broker.read.bind(broker);
    broker.read = async (room, query) => {
      const page = await read(room, query);
      entries += page.entries.length;
      return page;
    };
    return { ann, bob, last, entriesRead: () => entries };
  }

  test('counts up to 1,000, and says that there are more', async () => {
    const { ann, last } = await busyLobby(1_500);
    expect(await unreadOf(ann)).toMatchObject({ unread: 1_000, more: true, end: 1_501 });
    await reads(ann, { ...last, offset: 501 });
    expect(await unreadOf(ann)).toMatchObject({ unread: 1_000 });
    expect(await unreadOf(ann)).not.toHaveProperty('more');
    await reads(ann, last);
    expect(await unreadOf(ann)).toMatchObject({ unread: 0, marker: 1_501 });
  });

  test('stays at 1,000 while more is said', async () => {
    const { ann, bob } = await busyLobby(999);
    expect(await unreadOf(ann)).toMatchObject({ unread: 1_000 });
    await bob.says('one more');
    expect(await unreadOf(ann)).toMatchObject({ unread: 1_000, more: true });
  });

  test('is not read again for each asking', async () => {
    const { ann, bob, entriesRead } = await busyLobby(1_500);
    await unreadOf(ann);
    const first = entriesRead();
    expect(first).toBeLessThan(1_600);
    await bob.says('one more');
    await unreadOf(ann);
    expect(entriesRead() - first).toBeLessThan(10);
  });
});

describe('a mention', () => {
  test.each([
    ['ann?', true],
    ['hey @Ann', true],
    ['ＡＮＮ', true],
    ['hannah', false],
    ['anna and joann', false],
    ['ann_', false],
    ['joann, ann', true],
    ['', false],
  ])('of ann in %j: %j', (text, found) => {
    expect(mentions(text, 'ann')).toBe(found);
  });

  test.each([
    ['привет, Анна!', 'анна', true],
    ['суанна', 'анна', false],
    ['c++ is here', 'c++', true],
    ['𝒳ann', 'ann', false],
  ])('in %j of %s: %j', (text, nick, found) => {
    expect(mentions(text, nick)).toBe(found);
  });
});
