import { describe, expect, test } from 'vitest';
import { MemoryStore, type Store } from '../../../core/index.js';
import { emptyState } from '../../../plugins/moderation/state/room-state.js';
import { createRooms } from '../../../plugins/moderation/state/rooms.js';
import { deferred } from '../../support/deferred.js';
import { openHouse, openRoom, restarted, withStore } from './support/house.js';

describe('names', () => {
  test.each([
    ['a room of 64 Chinese characters', '群'.repeat(64), 'ann@example.org'],
    ['an account with everything in it', 'dev', `a/b=c%2F d\u0000é😀${'x'.repeat(500)}`],
    ['an account with half a character', 'dev', 'a\ud83d'],
    ['a room like a hash', `=${'a'.repeat(43)}`, 'ann'],
  ])('are kept, whatever they are: %s', async (_, room, account) => {
    const store = new MemoryStore();
    const first = await openHouse({}, { broker: withStore(store) });
    const ann = await first.comes('ann', { account, rooms: [room] });
    const bob = await first.comes('bob', { account: `${account}2`, rooms: [room] });
    await ann.ok({ type: 'room.role', room, nick: 'bob', role: 'moderator' });
    await bob.ok({ type: 'room.mute', room, user: `${account}3` });
    await first.world.hub.stop();
    const second = await openHouse({}, restarted(store));
    const again = await second.comes('bob', { account: `${account}2`, rooms: [room] });
    expect(await again.ok({ type: 'room.info', room })).toMatchObject({ role: 'moderator', owner: { nick: 'ann' } });
    const muted = await second.comes('cat', { account: `${account}3`, rooms: [room] });
    expect(await muted.refused({ type: 'say', room, text: 'hi' })).toBe('MODERATION_MUTED');
  });

  test('that no room of this hub can have are refused before anything is done', async () => {
    const { op, acts } = await openRoom();
    const before = acts.length;
    const ban = { type: 'room.ban', room: 'x'.repeat(65), nick: 'bob' };
    expect(await op.refused(ban)).toBe('CHAT_NAME_INVALID');
    expect(acts).toHaveLength(before);
  });

  test('may be longer where the hub says so', async () => {
    const room = 'x'.repeat(100);
    const { comes } = await openHouse({}, { limits: { roomCharacters: 100 } });
    const ann = await comes('ann', { rooms: [room] });
    await ann.ok({ type: 'room.topic', room, topic: 'Tea' });
  });
});

test('an owner who was named by id is waited for as one with an account', async () => {
  const { world, comes } = await openHouse({ awayMs: 60_000 });
  const op = await comes('op');
  await op.ok({ type: 'join', room: 'dev' });
  await op.ok({ type: 'room.role', room: 'dev', user: 'dan@example.org', role: 'owner' });
  await op.ok({ type: 'leave', room: 'dev' });
  await world.pass(2 * 3_600_000);
  const dan = await comes('dan', { account: 'dan@example.org', rooms: ['dev'] });
  expect(await dan.ok({ type: 'room.info', room: 'dev' })).toMatchObject({ role: 'owner', owner: { nick: 'dan' } });
});

test('somebody with very many addresses is banned from some of them', async () => {
  const { op, comes } = await openRoom();
  for (let count = 0; count < 40; count++) await comes('dan', { account: 'dan', address: `192.0.2.${count}` });
  await op.ok({ type: 'room.ban', room: 'dev', nick: 'dan', network: true });
  const { bans } = await op.ok({ type: 'room.bans', room: 'dev' });
  expect((bans as { nets: readonly string[] }[])[0]?.nets).toHaveLength(32);
});

test('a room that cannot be read lets nobody in, until it can', async () => {
  const kept = new MemoryStore();
  let isBroken = true;
  const store: Store = {
    get: (key) => (isBroken && key.includes('room/') ? Promise.reject(new Error('The disk is gone.')) : kept.get(key)),
    put: (key, value) => kept.put(key, value),
    delete: (key) => kept.delete(key),
    list: (query) => kept.list(query),
  };
  const { world } = await openHouse({}, { broker: withStore(store) });
  const peer = world.stranger({ remoteAddress: '192.0.2.7' });
  expect(await peer.next('bye')).toMatchObject({ code: 'CHAT_PLUGIN_FAILED' });
  isBroken = false;
  const again = world.stranger({ remoteAddress: '192.0.2.7' });
  await again.ok({ type: 'hello', nick: 'ann' });
  await again.ok({ type: 'join', room: 'dev' });
});

test.each([
  ['room.role', { role: 'moderator' }],
  ['room.invite', {}],
])('there are at most a thousand entries: %s', async (type, fields) => {
  const { ann } = await openRoom();
  const add = (user: string) => ann.ask({ type, room: 'dev', user, ...fields });
  const present = type === 'room.role' ? 1 : 0;
  for (let count = present; count < 1_000; count++) expect((await add(`u${count}`)).code).toBeUndefined();
  expect(await add('more')).toMatchObject({ code: 'MODERATION_FULL', details: { most: 1_000 } });
  expect((await add('u999')).code).toBeUndefined();
});

describe('rooms in memory', () => {
  test('are as many as they may be; those that nobody asked for longest are read again', async () => {
    const loaded: string[] = [];
    const load = async (room: string) => {
      loaded.push(room);
      return emptyState(room);
    };
    const rooms = createRooms({ load }, 2);
    for (const room of ['a', 'b', 'a', 'c', 'a', 'b']) await rooms.get(room);
    expect(loaded).toEqual(['a', 'b', 'c', 'b']);
    expect([...rooms.known()].map(({ room }) => room)).toEqual(['a', 'b']);
  });

  test('are not read twice at once', async () => {
    let loads = 0;
    const load = async (room: string) => {
      loads++;
      return emptyState(room);
    };
    const rooms = createRooms({ load }, 2);
    const [one, other] = await Promise.all([rooms.get('a'), rooms.get('a')]);
    expect([one === other, loads]).toEqual([true, 1]);
  });

  test('stay while something is done to them', async () => {
    const rooms = createRooms({ load: async (room) => emptyState(room) }, 1);
    const wait = deferred();
    const done = rooms.act('a', async (state) => {
      await wait.promise;
      return state;
    });
    await rooms.get('b');
    await rooms.get('c');
    const seen = await rooms.get('a');
    wait.resolve();
    expect(await done).toBe(seen);
    await rooms.idle();
  });

  test('are changed by one act after the other, and an act that fails stops no other', async () => {
    const rooms = createRooms({ load: async (room) => emptyState(room) }, 1);
    const steps: string[] = [];
    const act = (name: string) =>
      rooms.act('a', async () => {
        steps.push(`${name} begins`);
        await Promise.resolve();
        steps.push(`${name} ends`);
        if (name === 'one') throw new Error('no');
      });
    await Promise.allSettled([act('one'), act('two')]);
    expect(steps).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  });
});
