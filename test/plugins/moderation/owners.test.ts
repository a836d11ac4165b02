import { describe, expect, test } from 'vitest';
import { MemoryStore, type Plugin } from '../../../core/index.js';
import type { ModerationOptions } from '../../../plugins/moderation/index.js';
import { openHouse, openRoom, tokenOf, withStore } from './support/house.js';

const info = { type: 'room.info', room: 'dev' };

describe('whoever makes a room', () => {
  test('owns it', async () => {
    const { comes } = await openHouse();
    const ann = await comes('ann', { rooms: ['dev'] });
    const bob = await comes('bob', { rooms: ['dev'] });
    expect(await ann.ok(info)).toMatchObject({ role: 'owner', owner: { nick: 'ann' } });
    expect(await bob.ok(info)).toMatchObject({ role: 'member', owner: { nick: 'ann' } });
  });

  test('does not where the options say so', async () => {
    const { comes } = await openHouse({ firstOwns: false });
    const ann = await comes('ann', { rooms: ['dev'] });
    expect(await ann.ok(info)).toMatchObject({ role: 'member' });
  });

  test.each([undefined, ['LOBBY', 'News']])('does not own a public room', async (publicRooms) => {
    const { comes } = await openHouse(publicRooms === undefined ? {} : { publicRooms });
    const ann = await comes('ann', { rooms: ['lobby'] });
    expect(await ann.ok({ ...info, room: 'lobby' })).toMatchObject({ role: 'member' });
    expect(await ann.refused({ type: 'room.topic', room: 'lobby', topic: 'Mine' })).toBe('MODERATION_FORBIDDEN');
  });

  test('does not own it when another plugin keeps them out', async () => {
    let isOpen = false;
    const guard: Plugin = {
      name: 'guard',
      setup: (host) =>
        host.gate('join', (request) => (isOpen ? request : Promise.reject(new Error('closed'))), { phase: 'last' }),
    };
    const { comes } = await openHouse({}, { plugins: [guard] });
    const ann = await comes('ann');
    const bob = await comes('bob');
    expect(await ann.refused({ type: 'join', room: 'dev' })).toBe('CHAT_PLUGIN_FAILED');
    isOpen = true;
    await bob.ok({ type: 'join', room: 'dev' });
    await ann.ok({ type: 'join', room: 'dev' });
    expect(await ann.ok(info)).toMatchObject({ role: 'member', owner: { nick: 'bob' } });
  });

  test('owns it though an operator has set something before', async () => {
    const { op, comes } = await openHouseWithOperator({});
    await op.ok({ type: 'room.ban', room: 'dev', nick: 'bob' });
    const ann = await comes('ann', { rooms: ['dev'] });
    expect(await ann.ok(info)).toMatchObject({ role: 'owner' });
    expect(await ann.ok({ type: 'room.bans', room: 'dev' })).toMatchObject({ bans: [{ nick: 'bob' }] });
  });

  test('is the first of two who come at once', async () => {
    const { world, comes } = await openHouse();
    const joined: unknown[] = [];
    world.hub.on('joined', ({ user }) => void joined.push(user?.nick));
    const [ann, bob] = [await comes('ann'), await comes('bob')];
    await Promise.all([ann, bob].map((peer) => peer.ok({ type: 'join', room: 'dev' })));
    expect(await ann.ok(info)).toMatchObject({ owner: { nick: joined[0] } });
  });
});

describe('an owner', () => {
  test('hands the room over, and is a moderator then', async () => {
    const { ann, bob, acts } = await openRoom();
    await ann.ok({ type: 'room.role', room: 'dev', nick: 'bob', role: 'owner' });
    expect(await bob.ok(info)).toMatchObject({ role: 'owner', owner: { nick: 'bob' } });
    expect(await ann.ok(info)).toMatchObject({ role: 'moderator' });
    expect(acts.at(-1)).toMatchObject({ act: 'role', by: { nick: 'ann' }, who: { nick: 'bob' }, value: 'owner' });
  });

  test.each(['ann', 'op'] as const)('is not made anything less, by %s', async (name) => {
    const { people } = await openRoom();
    const command = { type: 'room.role', room: 'dev', nick: 'ann', role: 'member' };
    expect(await people[name].refused(command)).toBe('MODERATION_OWNER');
  });

  test('is not banned, not even by an operator, before somebody else owns the room', async () => {
    const { ann, op } = await openRoom();
    const ban = { type: 'room.ban', room: 'dev', nick: 'ann' };
    expect(await op.refused(ban)).toBe('MODERATION_OWNER');
    await op.ok({ type: 'room.role', room: 'dev', nick: 'mia', role: 'owner' });
    await op.ok(ban);
    expect(await ann.refused({ type: 'join', room: 'dev' })).toBe('MODERATION_BANNED');
  });

  test('is still one after going out and coming back', async () => {
    const { ann } = await openRoom();
    await ann.ok({ type: 'leave', room: 'dev' });
    await ann.ok({ type: 'join', room: 'dev' });
    expect(await ann.ok(info)).toMatchObject({ role: 'owner' });
  });

  test('cannot be made in a public room', async () => {
    const { op, comes } = await openRoom();
    await comes('dan', { rooms: ['lobby'] });
    const command = { type: 'room.role', room: 'lobby', nick: 'dan', role: 'owner' };
    expect(await op.refused(command)).toBe('MODERATION_OWNER');
    await op.ok({ ...command, role: 'moderator' });
  });
});

describe('a moderator', () => {
  test('may step down', async () => {
    const { mia } = await openRoom();
    await mia.ok({ type: 'room.role', room: 'dev', nick: 'mia', role: 'member' });
    expect(await mia.refused({ type: 'room.kick', room: 'dev', nick: 'bob' })).toBe('MODERATION_FORBIDDEN');
  });

  test('may not make others moderators', async () => {
    const { mia } = await openRoom();
    const command = { type: 'room.role', room: 'dev', nick: 'bob', role: 'moderator' };
    expect(await mia.refused(command)).toBe('MODERATION_FORBIDDEN');
  });

  test('is a member again once banned', async () => {
    const { ann, mia } = await openRoom();
    await ann.ok({ type: 'room.ban', room: 'dev', nick: 'mia' });
    expect(await mia.refused({ type: 'room.unban', room: 'dev', nick: 'mia' })).toBe('MODERATION_FORBIDDEN');
    await ann.ok({ type: 'room.unban', room: 'dev', nick: 'mia' });
    await mia.ok({ type: 'join', room: 'dev' });
    expect(await mia.ok(info)).toMatchObject({ role: 'member' });
  });

  test('is one no more when the owner says so', async () => {
    const { ann, mia } = await openRoom();
    await ann.ok({ type: 'room.role', room: 'dev', nick: 'mia', role: 'member' });
    expect(await ann.ok(info)).toMatchObject({ moderators: [] });
    expect(await ann.refused({ type: 'room.role', room: 'dev', nick: 'mia', role: 'member' })).toBe(
      'MODERATION_UNKNOWN',
    );
    expect(await mia.refused({ type: 'room.slow', room: 'dev', seconds: 1 })).toBe('MODERATION_FORBIDDEN');
  });
});

describe('a room that everybody has left', () => {
  test('belongs to whoever comes next, where nothing was set', async () => {
    const { comes } = await openHouse();
    const ann = await comes('ann', { rooms: ['dev'] });
    await ann.ok({ type: 'leave', room: 'dev' });
    const bob = await comes('bob', { rooms: ['dev'] });
    expect(await bob.ok(info)).toMatchObject({ role: 'owner' });
  });

  test.each([
    { type: 'room.topic', topic: 'Tea' },
    { type: 'room.slow', seconds: 1 },
    { type: 'room.lock', access: 'password', password: 'x' },
    { type: 'room.role', user: 'mia', role: 'moderator' },
    { type: 'room.ban', nick: 'mia' },
    { type: 'room.mute', nick: 'mia' },
    { type: 'room.invite', user: 'mia' },
  ])('is its owner’s, where something was set: $type', async (command) => {
    const { op, comes } = await openRoom();
    const dan = await comes('dan', { rooms: ['new'] });
    await dan.ok({ ...command, room: 'new' });
    await dan.ok({ type: 'leave', room: 'new' });
    await op.ok({ type: 'join', room: 'new' });
    expect(await op.ok({ ...info, room: 'new' })).toMatchObject({ owner: { nick: 'dan' } });
  });

  test('is kept for a guest who owns it for as long as the options say', async () => {
    const { world, comes } = await openHouse({ awayMs: 60_000 });
    const ann = await comes('ann', { rooms: ['dev'] });
    await ann.ok({ type: 'room.lock', room: 'dev', access: 'invite' });
    await ann.ok({ type: 'leave', room: 'dev' });
    const bob = await comes('bob');
    await world.pass(59_999);
    expect(await bob.refused({ type: 'join', room: 'dev' })).toBe('ROOM_INVITE_ONLY');
    await world.pass(1);
    await bob.ok({ type: 'join', room: 'dev' });
    expect(await bob.ok(info)).toMatchObject({ role: 'owner', access: 'open' });
  });

  test('is kept for an account for good', async () => {
    const { world, comes } = await openHouse({ awayMs: 60_000 });
    const ann = await comes('ann', { rooms: ['dev'], account: 'ann@example.org' });
    await ann.ok({ type: 'room.topic', room: 'dev', topic: 'Tea' });
    await ann.ok({ type: 'leave', room: 'dev' });
    await world.pass(600_000);
    const bob = await comes('bob', { rooms: ['dev'] });
    expect(await bob.ok(info)).toMatchObject({ role: 'member', owner: { nick: 'ann' }, topic: 'Tea' });
  });

  test('leaves nothing in the store after a while', async () => {
    const store = new MemoryStore();
    const { world, comes } = await openHouse({ awayMs: 60_000 }, { broker: withStore(store) });
    for (let count = 0; count < 250; count++) {
      const ann = await comes(`ann${count}`, { rooms: [`room${count}`] });
      if (count % 2 === 0) await ann.ok({ type: 'room.mute', room: `room${count}`, nick: 'nobody' });
      ann.wire.close();
    }
    await world.pass(2 * 3_600_000);
    const kept = await store.list({ prefix: '', limit: 1_000 });
    expect(kept.filter(({ key }) => !key.includes('/audit/'))).toEqual([]);
  });
});

describe('a room whose owner is a guest who is gone', () => {
  test('passes to a moderator who is there, whoever has been there longer', async () => {
    const { world, ann, bob, cat, acts } = await openRoom({ awayMs: 60_000 });
    await ann.ok({ type: 'room.role', room: 'dev', nick: 'mia', role: 'member' });
    await ann.ok({ type: 'room.role', room: 'dev', nick: 'cat', role: 'moderator' });
    ann.wire.close();
    await world.pass(119_000);
    expect(await cat.ok(info)).toMatchObject({ role: 'owner' });
    expect(acts.at(-1)).toMatchObject({ act: 'inherit', by: { nick: 'moderation' }, who: { nick: 'cat' } });
    expect(bob.all('moderated').at(-1)).toMatchObject({ act: 'inherit', who: { nick: 'cat' } });
  });

  test('passes to whoever has been there longest where no moderator is, but to nobody who is muted', async () => {
    const { world, ann, mia, bob, cat } = await openRoom({ awayMs: 60_000 });
    await mia.ok({ type: 'leave', room: 'dev' });
    await ann.ok({ type: 'room.mute', room: 'dev', nick: 'bob' });
    ann.wire.close();
    await world.pass(119_000);
    expect(await bob.ok(info)).toMatchObject({ role: 'member' });
    expect(await cat.ok(info)).toMatchObject({ role: 'owner' });
  });

  test('passes to moderators alone where nobody owns a room by coming first', async () => {
    const { world, op, comes } = await openHouseWithOperator();
    const ann = await comes('ann', { rooms: ['dev'] });
    const bob = await comes('bob', { rooms: ['dev'] });
    await op.ok({ type: 'room.role', room: 'dev', nick: 'ann', role: 'owner' });
    ann.wire.close();
    await world.pass(119_000);
    expect(await bob.ok(info)).toMatchObject({ role: 'member', owner: { nick: 'ann' } });
    await op.ok({ type: 'room.role', room: 'dev', nick: 'bob', role: 'moderator' });
    await world.pass(60_000);
    expect(await bob.ok(info)).toMatchObject({ role: 'owner' });
  });

  test('stays theirs when they are back in time', async () => {
    const { world, ann, mia, comes } = await openRoom({ awayMs: 60_000 });
    await ann.ok({ type: 'room.role', room: 'dev', nick: 'mia', role: 'owner' });
    ann.wire.close();
    const dan = await comes('dan', { resume: true });
    const token = tokenOf(dan);
    await dan.ok({ type: 'join', room: 'dev' });
    await mia.ok({ type: 'room.role', room: 'dev', nick: 'dan', role: 'owner' });
    await dan.ok({ type: 'quit' });
    await world.pass(30_000);
    const back = await comes('dan', { resume: token, rooms: ['dev'] });
    await world.pass(119_000);
    expect(await back.ok(info)).toMatchObject({ role: 'owner' });
  });
});

async function openHouseWithOperator(options: ModerationOptions = { firstOwns: false, awayMs: 60_000 }) {
  const house = await openHouse(options);
  return { ...house, op: await house.comes('op') };
}
