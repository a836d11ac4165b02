import { describe, expect, test } from 'vitest';
import { moderation } from '../../../plugins/moderation/index.js';
import { openRoom } from './support/house.js';

const room = 'dev';

async function locked(access: Readonly<Record<string, unknown>>) {
  const house = await openRoom();
  await house.ann.ok({ type: 'room.lock', room, ...access });
  const dan = await house.comes('dan');
  return { ...house, dan };
}

const questions = [
  { type: 'who' },
  { type: 'room.info' },
  { type: 'room.topic' },
  { type: 'room.bans' },
  { type: 'room.mutes' },
  { type: 'moderation.audit' },
  { type: 'leave' },
  { type: 'say', text: 'x' },
  { type: 'typing' },
  { type: 'room.kick', nick: 'cat' },
  { type: 'room.ban', nick: 'cat' },
  { type: 'room.invite', nick: 'dan' },
  { type: 'room.allow', nick: 'dan' },
  { type: 'room.role', nick: 'dan', role: 'owner' },
  { type: 'room.slow', seconds: 1 },
] as const;

describe('a room by invitation', () => {
  test('is in no list of an outsider', async () => {
    const { dan } = await locked({ access: 'invite' });
    expect(await dan.ok({ type: 'rooms' })).toEqual({ rooms: [], total: 0 });
  });

  test.each(questions)('answers an outsider as a room that does not exist does: $type', async (question) => {
    const { dan } = await locked({ access: 'invite' });
    const ask = async (about: string) =>
      JSON.stringify(await dan.ask({ ...question, room: about, ref: 1 }))
        .replaceAll(about, 'ROOM')
        .replace(/"message":"[^"]*"/, '');
    expect(await ask('dev')).toBe(await ask('nowhere'));
  });

  test('answers somebody who is banned from it the same, invited or not', async () => {
    const { ann, cat } = await locked({ access: 'invite' });
    await ann.ok({ type: 'room.ban', room, nick: 'cat' });
    expect(await cat.ok({ type: 'rooms' })).toEqual({ rooms: [], total: 0 });
    expect(await cat.refused({ type: 'who', room })).toBe('CHAT_ROOM_UNKNOWN');
  });

  test('is seen by members, by those who are invited, and by operators', async () => {
    const { ann, bob, dan, op } = await locked({ access: 'invite' });
    await ann.ok({ type: 'room.invite', room, nick: 'dan' });
    for (const peer of [bob, dan, op]) {
      expect(await peer.ok({ type: 'rooms' })).toMatchObject({ rooms: [{ room, members: 4 }], total: 1 });
      expect(await peer.ok({ type: 'who', room })).toMatchObject({ total: 4 });
    }
  });

  test('is seen by its owner and its moderators from outside', async () => {
    const { ann, mia, dan } = await locked({ access: 'invite' });
    for (const peer of [ann, mia]) {
      await peer.ok({ type: 'leave', room });
      expect((await peer.ok({ type: 'rooms' })).total).toBe(1);
    }
    expect((await dan.ok({ type: 'rooms' })).total).toBe(0);
  });

  test('is seen again once it is open, and hidden again with the next who makes it', async () => {
    const { ann, bob, cat, mia, dan } = await locked({ access: 'invite' });
    await ann.ok({ type: 'room.lock', room, access: 'open' });
    expect((await dan.ok({ type: 'rooms' })).total).toBe(1);
    await ann.ok({ type: 'room.lock', room, access: 'invite' });
    for (const peer of [ann, bob, cat, mia]) await peer.ok({ type: 'leave', room });
    await ann.ok({ type: 'join', room });
    expect((await dan.ok({ type: 'rooms' })).total).toBe(0);
  });

  test('is hidden by a plugin that is loaded while people are in it', async () => {
    const { world, dan } = await locked({ access: 'invite' });
    world.hub.chat.setPrivacy(room, 'public');
    await world.hub.plugins.reload(moderation());
    await world.settle();
    expect((await dan.ok({ type: 'rooms' })).total).toBe(0);
  });
});

test('a room with a password is listed as locked, without its members', async () => {
  const { dan, bob } = await locked({ access: 'password', password: 'sesame' });
  expect(await dan.ok({ type: 'rooms' })).toEqual({ rooms: [{ room, locked: true }], total: 1 });
  expect(await dan.refused({ type: 'who', room })).toBe('CHAT_NOT_IN_ROOM');
  expect(await bob.ok({ type: 'who', room })).toMatchObject({ total: 4 });
});

test('what a muted person types is not shown to others', async () => {
  const { world, ann, bob, cat } = await openRoom();
  await bob.ok({ type: 'typing', room });
  expect(await cat.next('typing')).toMatchObject({ user: { nick: 'bob' } });
  await ann.ok({ type: 'room.mute', room, nick: 'bob' });
  expect(await bob.ok({ type: 'typing', room })).toEqual({});
  await world.settle();
  expect(cat.all('typing')).toHaveLength(1);
});
