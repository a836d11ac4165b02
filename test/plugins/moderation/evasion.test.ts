import { describe, expect, test } from 'vitest';
import type { Plugin } from '../../../core/index.js';
import { openHouse, openRoom, tokenOf } from './support/house.js';

const room = 'dev';
const join = { type: 'join', room };
const say = { type: 'say', room, text: 'hi' };

/** Lets people send messages of any kind, as plugins for files and history do. */
const kinds = (): Plugin => ({
  name: 'kinds',
  setup(host) {
    host.command({
      name: 'kind',
      summary: 'Says something of another kind.',
      async run({ kind }, session) {
        const said = await host.chat.sayAs(session, { room, kind: String(kind), text: 'hi' });
        return 'receipt' in said ? { id: said.receipt.id } : said;
      },
    });
    host.command({
      name: 'file',
      summary: 'Asks whether a file may be sent.',
      async run({ to = room }, session) {
        const asked = await host.ask('file', { room: String(to), name: 'a.txt', size: 1, type: 'text/plain' }, session);
        return 'code' in asked ? asked : { name: asked.name };
      },
    });
  },
});

describe('whoever is banned from a room does not come back', () => {
  test('by another nick', async () => {
    const { ann, bob } = await openRoom();
    await ann.ok({ type: 'room.ban', room, nick: 'bob' });
    await bob.ok({ type: 'nick', nick: 'rob' });
    expect(await bob.refused(join)).toBe('MODERATION_BANNED');
  });

  test('by the same nick on another connection', async () => {
    const { world, ann, bob, comes } = await openRoom();
    await ann.ok({ type: 'room.ban', room, nick: 'bob' });
    bob.wire.close();
    await world.settle();
    const again = await comes('BoB');
    expect(await again.refused(join)).toBe('MODERATION_NICK');
  });

  test.each(['b0b', 'B0B', 'ｂｏｂ', 'ʙᴏʙ', 'ВОВ'])('by a nick that looks the same: %s', async (nick) => {
    const { world, ann, bob, comes } = await openRoom();
    await ann.ok({ type: 'room.ban', room, nick: 'bob' });
    bob.wire.close();
    await world.settle();
    expect(await (await comes(nick)).refused(join)).toBe('MODERATION_NICK');
  });

  test('by a nick with a character that is not seen', async () => {
    const { world, ann, bob, comes } = await openRoom();
    await ann.ok({ type: 'room.ban', room, nick: 'bob' });
    bob.wire.close();
    await world.settle();
    const rob = await comes('rob');
    for (const nick of ['bob\ufe0f', 'b\u034fob', 'BoB\ufe00', 'bob\u3164']) {
      expect(await rob.refused({ type: 'nick', nick })).toBe('CHAT_NAME_INVALID');
    }
  });

  test('when the ban named a nick that was not here', async () => {
    const { ann, comes } = await openRoom();
    await ann.ok({ type: 'room.ban', room, nick: 'banMe' });
    const evader = await comes('banrne');
    expect(await evader.refused(join)).toBe('MODERATION_NICK');
    expect(await (await comes('banned')).ok(join)).toMatchObject({ room });
    await ann.ok({ type: 'room.unban', room, nick: 'BANME' });
    expect(await evader.ok(join)).toMatchObject({ room });
  });

  test('with another session of the same account', async () => {
    const { ann, comes } = await openRoom();
    const one = await comes('dan', { account: 'dan@example.org', rooms: [room] });
    const other = await comes('dan', { account: 'dan@example.org', rooms: [room] });
    await ann.ok({ type: 'room.ban', room, nick: 'dan' });
    for (const peer of [one, other]) expect(await peer.next('left')).toMatchObject({ user: { nick: 'dan' } });
    const third = await comes('elf', { account: 'dan@example.org' });
    expect(await third.refused(join)).toBe('MODERATION_BANNED');
  });

  test('by taking the session up again', async () => {
    const { world, ann, comes } = await openRoom();
    const dan = await comes('dan', { resume: true, rooms: [room] });
    const token = tokenOf(dan);
    dan.wire.abort();
    await world.settle();
    await ann.ok({ type: 'room.ban', room, nick: 'dan' });
    const back = await comes('dan', { resume: token });
    expect(back.heard[0]).toMatchObject({ resumed: true, rooms: [] });
    expect(await back.refused(join)).toBe('MODERATION_BANNED');
    expect(await back.refused(say)).toBe('CHAT_NOT_IN_ROOM');
  });

  test('with the token of a session that has ended, under another nick', async () => {
    const { world, ann, comes } = await openRoom();
    const dan = await comes('dan', { resume: true, rooms: [room] });
    const token = tokenOf(dan);
    await ann.ok({ type: 'room.ban', room, nick: 'dan' });
    await dan.ok({ type: 'quit' });
    await world.settle();
    const back = await comes('elf', { resume: token });
    expect(back.heard[0]).toMatchObject({ resumed: false });
    expect(await back.refused(join)).toBe('MODERATION_BANNED');
  });

  test('while they are just coming in', async () => {
    let letIn: () => void = () => {};
    const waiting: Plugin = {
      name: 'waiting',
      setup: (host) =>
        host.gate(
          'join',
          (request, { user }) =>
            user?.nick === 'dan' ? new Promise((resolve) => (letIn = () => resolve(request))) : request,
          { phase: 'last' },
        ),
    };
    const { world, ann, comes } = await openRoom({}, { plugins: [waiting] });
    const dan = await comes('dan');
    dan.send(join);
    await world.settle();
    await ann.ok({ type: 'room.ban', room, nick: 'dan' });
    letIn();
    expect(await dan.next('left')).toMatchObject({ reason: 'banned by ann' });
    expect(await dan.refused(say)).toBe('CHAT_NOT_IN_ROOM');
  });

  test('and nobody in the room takes the nick', async () => {
    const { world, ann, bob, cat } = await openRoom();
    await ann.ok({ type: 'room.ban', room, nick: 'bob' });
    bob.wire.close();
    await world.settle();
    expect(await cat.refused({ type: 'nick', nick: 'ＢＯＢ' })).toBe('MODERATION_NICK');
    await cat.ok({ type: 'leave', room });
    await cat.ok({ type: 'nick', nick: 'bob' });
  });
});

describe('a session without a connection', () => {
  test('is kicked like others', async () => {
    const { world, ann, comes } = await openRoom();
    const dan = await comes('dan', { resume: true, rooms: [room] });
    const token = tokenOf(dan);
    dan.wire.abort();
    await world.settle();
    await ann.ok({ type: 'room.kick', room, nick: 'dan' });
    expect((await comes('dan', { resume: token })).heard[0]).toMatchObject({ resumed: true, rooms: [] });
  });

  test('is ended by a ban everywhere', async () => {
    const { world, op, comes, knocks } = await openRoom();
    const dan = await comes('dan', { resume: true, rooms: [room] });
    const token = tokenOf(dan);
    dan.wire.abort();
    await world.settle();
    await op.ok({ type: 'room.ban', room: '*', nick: 'dan' });
    expect(world.hub.chat.user('dan')).toBeUndefined();
    expect(await knocks('dan', { resume: token })).toMatchObject({ code: 'MODERATION_NICK' });
  });
});

describe('a banned network', () => {
  const nets: readonly (readonly [banned: string, address: string, isIn: boolean])[] = [
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '::ffff:192.0.2.7', true],
    ['::ffff:192.0.2.7', '192.0.2.7', true],
    ['::ffff:c000:207', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['192.0.2.128/25', '192.0.2.127', false],
    ['192.0.2.128/25', '192.0.2.128', true],
    ['192.0.2.128/25', '192.0.2.255', true],
    ['192.0.2.128/25', '192.0.3.0', false],
    ['::ffff:192.0.2.128/121', '192.0.2.129', true],
    ['2001:db8::/64', '2001:db8::ffff:1', true],
    ['2001:DB8:0:0:1::/80', '2001:db8::1:2:3:4', true],
    ['2001:db8::/64', '2001:db8:0:1::1', false],
    ['fe80::1', 'fe80::1%eth0', true],
    ['::/0', '192.0.2.7', false],
  ];
  test.each(nets)('%s keeps out %s: %s', async (banned, address, isIn) => {
    const { op, comes } = await openRoom();
    const dan = await comes('dan', { address, rooms: [room] });
    await op.ok({ type: 'room.ban', room, address: banned });
    expect((await dan.ask(say)).code).toBe(isIn ? 'CHAT_NOT_IN_ROOM' : undefined);
    const elf = await comes('elf', { address });
    expect((await elf.ask(join)).code).toBe(isIn ? 'MODERATION_BANNED' : undefined);
  });

  test('is that of somebody who is there, whose address nobody is told', async () => {
    const { world, mia, cat, comes } = await openRoom();
    const address = '2001:db8::7';
    await comes('dan', { address, rooms: [room] });
    await mia.ok({ type: 'room.ban', room, nick: 'dan', network: true });
    const elf = await comes('elf', { address: '2001:db8::8' });
    expect(await elf.refused(join)).toBe('MODERATION_BANNED');
    await world.settle();
    const { bans } = await mia.ok({ type: 'room.bans', room });
    const { entries } = await mia.ok({ type: 'moderation.audit', room });
    expect(bans).toMatchObject([{ nick: 'dan', network: true }]);
    expect(JSON.stringify([bans, entries, cat.heard])).not.toContain('2001:db8');
  });

  test('is not known of somebody without an address', async () => {
    const { ann } = await openRoom();
    expect(await ann.refused({ type: 'room.ban', room, nick: 'bob', network: true })).toBe('MODERATION_NO_ADDRESS');
  });

  test('is not that of whoever bans', async () => {
    const { ann, comes } = await openRoom();
    const dan = await comes('dan', { address: '192.0.2.7', rooms: [room] });
    await comes('elf', { address: '192.0.2.7', rooms: [room] });
    await ann.ok({ type: 'room.role', room, nick: 'dan', role: 'moderator' });
    expect(await dan.refused({ type: 'room.ban', room, nick: 'elf', network: true })).toBe('MODERATION_OWN_ADDRESS');
  });

  test('is named by moderators where the options say so', async () => {
    const { mia } = await openRoom({ addressBans: 'moderators' });
    await mia.ok({ type: 'room.ban', room, address: '192.0.2.7' });
  });

  test('is left out by a session that comes back from there', async () => {
    const { world, op, comes } = await openHouseWithRoom();
    const dan = await comes('dan', { address: '192.0.2.7', resume: true, rooms: [room] });
    const token = tokenOf(dan);
    await op.ok({ type: 'room.ban', room, address: '198.51.100.0/24' });
    dan.wire.abort();
    await world.settle();
    const back = await comes('dan', { address: '198.51.100.9', resume: token });
    expect(await back.refused(say)).toBe('CHAT_NOT_IN_ROOM');
  });
});

describe('whoever is muted says nothing', () => {
  test.each(['text', 'action', 'edit', 'file', 'reaction', 'something'])('of the kind %s', async (kind) => {
    const { ann, bob } = await openRoom({}, { plugins: [kinds()] });
    await bob.ok({ type: 'kind', kind });
    await ann.ok({ type: 'room.mute', room, nick: 'bob' });
    expect(await bob.refused({ type: 'kind', kind })).toBe('MODERATION_MUTED');
  });

  test('but may take back what they said', async () => {
    const { ann, bob } = await openRoom({}, { plugins: [kinds()] });
    await ann.ok({ type: 'room.mute', room, nick: 'bob' });
    await bob.ok({ type: 'kind', kind: 'delete' });
  });

  test('in the name of a file, before its first byte', async () => {
    const { ann, bob } = await openRoom({}, { plugins: [kinds()] });
    await ann.ok({ type: 'room.mute', room, nick: 'bob' });
    expect(await bob.refused({ type: 'file' })).toBe('MODERATION_MUTED');
    await bob.ok({ type: 'file', to: '@a+b' });
  });

  test('on leaving', async () => {
    const { world, ann, bob, cat } = await openRoom();
    await ann.ok({ type: 'room.mute', room, nick: 'bob' });
    await bob.ask({ type: 'quit', text: 'so there' });
    expect((await cat.next('left')).reason).toBeUndefined();
    await ann.ask({ type: 'quit', text: 'so there' });
    await world.settle();
    expect(cat.all('left').at(-1)).toMatchObject({ reason: 'so there' });
  });

  test('by another nick', async () => {
    const { ann, bob } = await openRoom();
    await ann.ok({ type: 'room.mute', room, nick: 'bob' });
    expect(await bob.refused({ type: 'nick', nick: 'ann_is_mean' })).toBe('MODERATION_MUTED');
  });

  test('with another session', async () => {
    const { ann, comes } = await openRoom();
    await comes('dan', { account: 'dan', rooms: [room] });
    await ann.ok({ type: 'room.mute', room, nick: 'dan' });
    const other = await comes('dan', { account: 'dan', rooms: [room] });
    expect(await other.refused(say)).toBe('MODERATION_MUTED');
  });

  test('but to one person they do', async () => {
    const { ann, bob, cat } = await openRoom();
    await ann.ok({ type: 'room.mute', room, nick: 'bob' });
    await bob.ok({ type: 'tell', to: 'cat', text: 'psst' });
    expect(await cat.next('message')).toMatchObject({ text: 'psst' });
  });

  test('not even to one person, where they are muted everywhere', async () => {
    const { op, bob, cat } = await openRoom();
    await op.ok({ type: 'room.mute', room: '*', nick: 'bob' });
    expect(await bob.refused({ type: 'tell', to: 'cat', text: 'psst' })).toBe('MODERATION_MUTED');
    expect(await bob.refused(say)).toBe('MODERATION_MUTED');
    expect(await cat.next('moderated')).toMatchObject({ room, everywhere: true, line: 'op muted bob everywhere' });
  });
});

async function openHouseWithRoom() {
  const house = await openHouse();
  await house.comes('ann', { rooms: [room] });
  return { ...house, op: await house.comes('op') };
}
