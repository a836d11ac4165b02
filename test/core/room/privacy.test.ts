import { describe, expect, test } from 'vitest';
import { type Plugin, type RoomPrivacy, refuse } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

/** Hides rooms as their names say; who is called `vip` sees all of them. */
const discreet = (): Plugin => ({
  name: 'discreet',
  setup(host) {
    const privacyOf = (room: string): RoomPrivacy =>
      room.startsWith('secret') ? 'hidden' : room.startsWith('club') ? 'locked' : 'public';
    host.gate('join', (request) => ({ ...request, privacy: privacyOf(request.room) }));
    host.gate('see', (request, session) => {
      if (session.user?.nick === 'vip') return { ...request, sees: 'all' };
      return session.user?.nick === 'foe' ? refuse('DISCREET_NO', 'No.') : request;
    });
  },
});

async function open() {
  const world = await openWorld({ plugins: [discreet()] });
  const ann = await world.native('ann', 'secret', 'club', 'lobby');
  return { ...world, ann };
}

describe('a hidden room', () => {
  test('is to outsiders like one that does not exist', async () => {
    const { native } = await open();
    const bob = await native('bob', 'lobby');
    expect(await bob.ok({ type: 'rooms', prefix: 'secret' })).toEqual({ rooms: [], total: 0 });
    const hidden = await bob.ask({ type: 'who', room: 'secret', ref: 1 });
    expect(hidden).toEqual(await bob.ask({ type: 'who', room: 'nowhere', ref: 1 }));
    expect(hidden.code).toBe('CHAT_ROOM_UNKNOWN');
  });

  test('is listed for those in it and for those whom a gate lets see it', async () => {
    const { ann, native } = await open();
    expect(await ann.ok({ type: 'rooms' })).toMatchObject({
      rooms: [{ room: 'club' }, { room: 'lobby' }, { room: 'secret' }],
      total: 3,
    });
    const vip = await native('vip');
    expect(await vip.ok({ type: 'who', room: 'secret' })).toMatchObject({ members: [{ nick: 'ann' }], total: 1 });
    expect((await vip.ok({ type: 'rooms' })).total).toBe(3);
  });

  test('counts in no total of an outsider, on any page', async () => {
    const { native } = await open();
    const bob = await native('bob');
    const first = await bob.ok({ type: 'rooms', limit: 1 });
    expect([first.rooms, first.total]).toEqual([[{ room: 'club', locked: true }], 2]);
  });
});

describe('a locked room', () => {
  test('is listed without its members, and tells outsiders nothing of them', async () => {
    const { native } = await open();
    const bob = await native('bob');
    expect(await bob.ok({ type: 'rooms' })).toEqual({
      rooms: [
        { room: 'club', locked: true },
        { room: 'lobby', members: 1 },
      ],
      total: 2,
    });
    expect(await bob.refused({ type: 'who', room: 'club' })).toBe('CHAT_NOT_IN_ROOM');
  });

  test('is not shown at all where a gate refuses', async () => {
    const { native } = await open();
    const foe = await native('foe');
    expect((await foe.ok({ type: 'rooms' })).rooms).toEqual([{ room: 'lobby', members: 1 }]);
    expect(await foe.refused({ type: 'who', room: 'club' })).toBe('CHAT_ROOM_UNKNOWN');
  });

  test('can be made public, and hidden, while people are in it', async () => {
    const { native, hub } = await open();
    const bob = await native('bob');
    hub.chat.setPrivacy('Club', 'public');
    expect((await bob.ok({ type: 'rooms', prefix: 'club' })).rooms).toEqual([{ room: 'club', members: 1 }]);
    hub.chat.setPrivacy('club', 'hidden');
    expect((await bob.ok({ type: 'rooms', prefix: 'club' })).rooms).toEqual([]);
    expect(hub.chat.rooms()).toContainEqual({ room: 'club', members: 1, privacy: 'hidden' });
  });
});

test('a gate of typing keeps it from the others, and its client is told nothing', async () => {
  const quiet: Plugin = {
    name: 'quiet',
    setup: (host) =>
      host.gate('typing', (request, { user }) => (user?.nick === 'ann' ? refuse('QUIET_NO', 'No.') : request)),
  };
  const { native, settle } = await openWorld({ plugins: [quiet] });
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'lobby');
  expect(await ann.ok({ type: 'typing', room: 'lobby' })).toEqual({});
  await bob.ok({ type: 'typing', room: 'lobby' });
  await settle();
  expect([bob.all('typing'), ann.all('typing')]).toMatchObject([[], [{ user: { nick: 'bob' } }]]);
});
