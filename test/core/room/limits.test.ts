import { expect, test } from 'vitest';
import { openWorld } from '../../support/world.js';

test('one session is in so many rooms at most', async () => {
  const { native } = await openWorld({ limits: { roomsPerSession: 2 } });
  const ann = await native('ann', 'one', 'two');
  expect(await ann.ask({ type: 'join', room: 'three' })).toMatchObject({ code: 'CHAT_TOO_MANY_ROOMS', retry: true });
});

test('a room that was left makes place for another', async () => {
  const { native } = await openWorld({ limits: { roomsPerSession: 2 } });
  const ann = await native('ann', 'one', 'two');
  await ann.ok({ type: 'leave', room: 'one' });
  expect(await ann.ok({ type: 'join', room: 'three' })).toMatchObject({ room: 'three' });
});

test('a room that one is in already is no room too many', async () => {
  const { native } = await openWorld({ limits: { roomsPerSession: 1 } });
  const ann = await native('ann', 'one');
  expect(await ann.ok({ type: 'join', room: 'One' })).toMatchObject({ room: 'one' });
});

test('a room takes so many sessions at most', async () => {
  const { native } = await openWorld({ limits: { membersPerRoom: 2 } });
  const ann = await native('ann', 'lobby');
  await native('bob', 'lobby');
  const eve = await native('eve');
  expect(await eve.ask({ type: 'join', room: 'lobby' })).toMatchObject({ code: 'CHAT_ROOM_FULL', retry: true });
  await ann.ok({ type: 'leave', room: 'lobby' });
  expect(await eve.ok({ type: 'join', room: 'lobby' })).toMatchObject({ room: 'lobby' });
});

test('there are so many rooms at most', async () => {
  const { native } = await openWorld({ limits: { rooms: 1 } });
  await native('ann', 'lobby');
  const bob = await native('bob');
  expect(await bob.refused({ type: 'join', room: 'attic' })).toBe('CHAT_TOO_MANY_ROOMS');
  expect(await bob.ok({ type: 'join', room: 'lobby' })).toMatchObject({ room: 'lobby' });
});

test('direct conversations take no place among the rooms of a session', async () => {
  const { native } = await openWorld({ limits: { roomsPerSession: 1 } });
  await native('bob');
  const ann = await native('ann');
  await ann.ok({ type: 'tell', to: 'bob', text: 'psst' });
  expect(await ann.ok({ type: 'join', room: 'lobby' })).toMatchObject({ room: 'lobby' });
});

test('beyond the limit of conversations the oldest is put aside until its next message', async () => {
  const { native, hub } = await openWorld({ limits: { conversations: 1 } });
  const ann = await native('ann');
  const bob = await native('bob');
  await native('eve');
  await ann.ok({ type: 'tell', to: 'bob', text: 'one' });
  await ann.ok({ type: 'tell', to: 'eve', text: 'two' });
  expect(hub.chat.sessions().map(({ rooms }) => rooms.length)).toEqual([1, 1, 1]);
  await bob.ok({ type: 'tell', to: 'ann', text: 'three' });
  expect((await ann.next('message')).text).toBe('one');
  expect((await ann.next('message')).text).toBe('two');
  expect(await ann.next('message')).toMatchObject({ text: 'three', offset: 2 });
});

test('a room name and a nick may be as long as the limit, and no longer', async () => {
  const { native } = await openWorld({ limits: { roomCharacters: 5, nickCharacters: 3 } });
  const ann = await native('ann');
  expect(await ann.ok({ type: 'join', room: 'lobby' })).toMatchObject({ room: 'lobby' });
  expect(await ann.refused({ type: 'join', room: 'lobby2' })).toBe('CHAT_NAME_INVALID');
  expect(await ann.refused({ type: 'nick', nick: 'anna' })).toBe('CHAT_NAME_INVALID');
});
