import { expect, test } from 'vitest';
import { type Plugin, refuse } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

test('joining gives the roster, oneself included, and where the log is', async () => {
  const { native } = await openWorld();
  await native('bob', 'lobby');
  const ann = await native('ann');
  expect(await ann.ok({ type: 'join', room: 'lobby' })).toEqual({
    room: 'lobby',
    epoch: expect.stringMatching(/./),
    offset: 0,
    members: [
      { id: expect.any(String), nick: 'bob', wires: ['memory/native'] },
      { id: expect.any(String), nick: 'ann', wires: ['memory/native'] },
    ],
  });
});

test('joining tells the offset of the last message said', async () => {
  const { native } = await openWorld();
  const bob = await native('bob', 'lobby');
  await bob.ok({ type: 'say', room: 'lobby', text: 'one' });
  const { epoch } = await bob.ok({ type: 'say', room: 'lobby', text: 'two' });
  const ann = await native('ann');
  expect(await ann.ok({ type: 'join', room: 'lobby' })).toMatchObject({ epoch, offset: 2 });
});

test('those who are there learn who has come', async () => {
  const { native } = await openWorld();
  const bob = await native('bob', 'lobby');
  await native('ann', 'lobby');
  expect(await bob.next('joined')).toEqual({
    type: 'joined',
    room: 'lobby',
    user: { id: expect.any(String), nick: 'ann', wires: ['memory/native'] },
  });
});

test('whoever comes is not told of the own coming', async () => {
  const { native, settle } = await openWorld();
  const ann = await native('ann', 'lobby');
  await settle();
  expect(ann.all('joined')).toEqual([]);
});

test('joining a room twice is being there once', async () => {
  const { native, settle } = await openWorld();
  const bob = await native('bob', 'lobby');
  const ann = await native('ann', 'lobby');
  expect(await ann.ok({ type: 'join', room: 'lobby' })).toMatchObject({ members: [{ nick: 'bob' }, { nick: 'ann' }] });
  await settle();
  expect(bob.all('joined')).toHaveLength(1);
});

test.each(['Lobby', 'LOBBY', 'ｌｏｂｂｙ', '#lobby', ' lobby '])('%j is the room lobby', async (room) => {
  const { native } = await openWorld();
  expect(await (await native('ann')).ok({ type: 'join', room })).toMatchObject({ room: 'lobby' });
});

test.each(['', '#', 'two words', 'bell\u0007', '@ann', '/etc', '*', 'x'.repeat(65), '🙂'.repeat(49)])(
  '%j is no name for a room',
  async (room) => {
    const { native } = await openWorld();
    expect(await (await native('ann')).refused({ type: 'join', room })).toBe('CHAT_NAME_INVALID');
  },
);

test('those who stay learn who has left', async () => {
  const { native } = await openWorld();
  const bob = await native('bob', 'lobby');
  const ann = await native('ann', 'lobby');
  expect(await ann.ok({ type: 'leave', room: 'lobby' })).toEqual({ room: 'lobby' });
  expect(await bob.next('left')).toEqual({
    type: 'left',
    room: 'lobby',
    user: { id: expect.any(String), nick: 'ann' },
  });
});

test('who has left hears nothing more', async () => {
  const { native, settle } = await openWorld();
  const bob = await native('bob', 'lobby');
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'leave', room: 'lobby' });
  await bob.ok({ type: 'say', room: 'lobby', text: 'gone?' });
  await settle();
  expect(ann.all('message')).toEqual([]);
});

test('what was said before one left still arrives', async () => {
  const { native } = await openWorld();
  const bob = await native('bob', 'lobby');
  const ann = await native('ann', 'lobby');
  const said = bob.ok({ type: 'say', room: 'lobby', text: 'wait' });
  const left = ann.ok({ type: 'leave', room: 'lobby' });
  await Promise.all([said, left]);
  expect(ann.all('message')).toMatchObject([{ text: 'wait' }]);
});

test('a room that one is not in cannot be left', async () => {
  const { native } = await openWorld();
  expect(await (await native('ann')).refused({ type: 'leave', room: 'lobby' })).toBe('CHAT_NOT_IN_ROOM');
});

test('joining and leaving at once, again and again, ends in nobody there', async () => {
  const { native, hub, settle } = await openWorld();
  const ann = await native('ann');
  for (let round = 0; round < 20; round++) {
    ann.send({ type: 'join', room: 'lobby' });
    ann.send({ type: 'leave', room: 'lobby' });
  }
  await settle();
  expect(ann.all('error')).toEqual([]);
  expect(hub.chat.rooms()).toEqual([]);
});

test('leaving and joining at once ends in the room, and it is heard', async () => {
  const { native } = await openWorld();
  const ann = await native('ann', 'lobby');
  for (let round = 0; round < 20; round++) {
    ann.send({ type: 'leave', room: 'lobby' });
    ann.send({ type: 'join', room: 'lobby' });
  }
  await ann.ok({ type: 'say', room: 'lobby', text: 'still here' });
  expect(await ann.next('message')).toMatchObject({ text: 'still here', offset: 1 });
});

test('a connection that ends leaves its rooms', async () => {
  const { native } = await openWorld();
  const bob = await native('bob', 'lobby', 'attic');
  const ann = await native('ann', 'lobby', 'attic');
  ann.wire.close();
  expect([await bob.next('left'), await bob.next('left')]).toMatchObject([{ room: 'lobby' }, { room: 'attic' }]);
});

test('a connection that breaks is given as the reason', async () => {
  const { native } = await openWorld();
  const bob = await native('bob', 'lobby');
  const ann = await native('ann', 'lobby');
  ann.wire.abort();
  expect(await bob.next('left')).toMatchObject({ reason: 'connection lost (error)' });
});

test('the last words of a quit are given as the reason', async () => {
  const { native } = await openWorld();
  const bob = await native('bob', 'lobby');
  const ann = await native('ann', 'lobby');
  expect(await ann.ok({ type: 'quit', text: 'gone fishing' })).toEqual({});
  expect(await bob.next('left')).toMatchObject({ user: { nick: 'ann' }, reason: 'gone fishing' });
});

test('a quit ends with bye and the connection closes', async () => {
  const { native } = await openWorld();
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'quit' });
  await ann.over;
  expect(ann.heard.at(-1)).toEqual({ type: 'bye', code: 'bye', text: 'Goodbye.' });
});

test('nobody learns that a room has nobody in it any more but from the list', async () => {
  const { native } = await openWorld();
  const bob = await native('bob', 'lobby');
  const ann = await native('ann', 'attic');
  expect(await bob.ok({ type: 'rooms' })).toEqual({
    rooms: [
      { room: 'attic', members: 1 },
      { room: 'lobby', members: 1 },
    ],
    total: 2,
  });
  await ann.ok({ type: 'leave', room: 'attic' });
  expect(await bob.ok({ type: 'rooms' })).toEqual({ rooms: [{ room: 'lobby', members: 1 }], total: 1 });
});

test('the fullest room comes first in the list', async () => {
  const { native } = await openWorld();
  const ann = await native('ann', 'attic', 'lobby');
  await native('bob', 'lobby');
  expect(await ann.ok({ type: 'rooms' })).toMatchObject({ rooms: [{ room: 'lobby', members: 2 }, { room: 'attic' }] });
});

test('who is in a room that nobody is in cannot be asked', async () => {
  const { native } = await openWorld();
  expect(await (await native('ann')).refused({ type: 'who', room: 'attic' })).toBe('CHAT_ROOM_UNKNOWN');
});

test('a join gate refuses, and nobody learns of the attempt', async () => {
  const members: Plugin = {
    name: 'members-only',
    setup(host) {
      host.gate('join', (request) => (request.room === 'club' ? refuse('CLUB_CLOSED', 'Members only.') : request));
    },
  };
  const { native, hub } = await openWorld({ plugins: [members] });
  const ann = await native('ann');
  expect(await ann.refused({ type: 'join', room: 'club' })).toBe('CLUB_CLOSED');
  expect(hub.chat.members('club')).toEqual([]);
});

test('a join gate is told whether the room is made by this', async () => {
  const seen: unknown[] = [];
  const watch: Plugin = {
    name: 'watch',
    setup(host) {
      host.gate('join', (request) => {
        seen.push(request);
        return request;
      });
    },
  };
  const { native } = await openWorld({ plugins: [watch] });
  await native('ann', 'lobby');
  await native('bob', 'lobby');
  expect(seen).toEqual([
    { room: 'lobby', creates: true, password: undefined, last: undefined },
    { room: 'lobby', creates: false, password: undefined, last: undefined },
  ]);
});
