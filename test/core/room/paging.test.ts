import { describe, expect, test } from 'vitest';
import { openWorld, type World } from '../../support/world.js';

async function roomsNamed(world: World, ...names: readonly string[]) {
  return world.native('host', ...names);
}

const namesIn = (reply: Readonly<Record<string, unknown>>) =>
  (reply.rooms as { room: string }[]).map(({ room }) => room);

describe('rooms', () => {
  test('come in pages that leave out none and repeat none', async () => {
    const world = await openWorld();
    const names = Array.from({ length: 25 }, (_, at) => `r${String(at).padStart(2, '0')}`);
    const ann = await roomsNamed(world, ...names);
    const found: string[] = [];
    let after: unknown;
    for (let pages = 0; pages < 10; pages++) {
      const reply = await ann.ok({ type: 'rooms', limit: 10, ...(after === undefined ? {} : { after }) });
      expect(reply.total).toBe(25);
      found.push(...namesIn(reply));
      after = reply.next;
      if (after === undefined) break;
    }
    expect(found).toEqual(names);
  });

  test('without a limit are the first page, as large as the limit pageEntries', async () => {
    const world = await openWorld({ limits: { pageEntries: 3 } });
    const ann = await roomsNamed(world, 'a', 'b', 'c', 'd');
    const reply = await ann.ok({ type: 'rooms' });
    expect([namesIn(reply), reply.total, typeof reply.next]).toEqual([['a', 'b', 'c'], 4, 'string']);
    expect(await ann.ask({ type: 'rooms', limit: 4 })).toMatchObject({ code: 'CHAT_BAD_COMMAND' });
  });

  test('are narrowed by the beginning of their folded names', async () => {
    const world = await openWorld();
    const ann = await roomsNamed(world, 'dev', 'dev-ops', 'devil', 'lobby', 'de');
    expect(await ann.ok({ type: 'rooms', prefix: '#DEV' })).toMatchObject({
      rooms: [{ room: 'dev' }, { room: 'dev-ops' }, { room: 'devil' }],
      total: 3,
    });
    const first = await ann.ok({ type: 'rooms', prefix: 'dev', limit: 2 });
    expect([namesIn(first), first.total]).toEqual([['dev', 'dev-ops'], 3]);
    const rest = await ann.ok({ type: 'rooms', prefix: 'dev', limit: 2, after: first.next });
    expect([namesIn(rest), rest.next]).toEqual([['devil'], undefined]);
  });

  test.each(['nonsense', '', '1', ' dev', '1 a b', 7])('are refused for %j as a place', async (after) => {
    const ann = await roomsNamed(await openWorld(), 'lobby');
    expect(await ann.ask({ type: 'rooms', after })).toMatchObject({
      code: 'CHAT_BAD_COMMAND',
      details: { field: 'after' },
    });
  });

  test('never make a reply of more than half of what may wait for a slow reader', async () => {
    const world = await openWorld({ limits: { outboxBytes: 2_000 } });
    const ann = await roomsNamed(world, ...Array.from({ length: 40 }, (_, at) => `${'x'.repeat(50)}${at}`));
    const reply = await ann.ok({ type: 'rooms' });
    expect(JSON.stringify(reply).length).toBeLessThan(1_500);
    expect([reply.total, typeof reply.next]).toEqual([40, 'string']);
  });

  test('show people how many more there are', async () => {
    const world = await openWorld({ limits: { pageEntries: 2 } });
    await roomsNamed(world, 'a', 'b', 'c', 'd');
    const wire = world.connect();
    wire.send('eve');
    await world.settle();
    wire.send('/rooms');
    await world.settle();
    const lines: unknown[] = [];
    for (let line = await wire.next(); line !== undefined; line = await wire.next()) {
      lines.push(line);
      if (String(line).includes('Rooms:')) break;
    }
    expect(lines.at(-1)).toBe('-- Rooms: #a (1), #b (1) … 3 more; /rooms PREFIX narrows the list.');
  });

  test('follow who comes and goes, in order, whatever has changed between two readings', async () => {
    const world = await openWorld();
    const ann = await roomsNamed(world, 'a', 'b', 'c');
    const bob = await world.native('bob', 'c', 'b');
    expect(namesIn(await ann.ok({ type: 'rooms' }))).toEqual(['b', 'c', 'a']);
    await bob.ok({ type: 'leave', room: 'b' });
    await ann.ok({ type: 'leave', room: 'a' });
    expect((await ann.ok({ type: 'rooms' })).rooms).toEqual([
      { room: 'c', members: 2 },
      { room: 'b', members: 1 },
    ]);
    await ann.ok({ type: 'join', room: 'a' });
    expect(namesIn(await ann.ok({ type: 'rooms' }))).toEqual(['c', 'a', 'b']);
  });
});

describe('who', () => {
  test('comes in pages, in the order in which the users came, though some leave between', async () => {
    const world = await openWorld();
    const ann = await world.native('u0', 'lobby');
    const others = [];
    for (let at = 1; at < 7; at++) others.push(await world.native(`u${at}`, 'lobby'));
    const first = await ann.ok({ type: 'who', room: 'lobby', limit: 3 });
    expect(first).toMatchObject({ members: [{ nick: 'u0' }, { nick: 'u1' }, { nick: 'u2' }], total: 7 });
    await others[1]?.ok({ type: 'leave', room: 'lobby' });
    const second = await ann.ok({ type: 'who', room: 'lobby', limit: 3, after: first.next });
    expect(second).toMatchObject({ members: [{ nick: 'u3' }, { nick: 'u4' }, { nick: 'u5' }], total: 6 });
    const last = await ann.ok({ type: 'who', room: 'lobby', limit: 3, after: second.next });
    expect([last.members, last.next]).toMatchObject([[{ nick: 'u6' }], undefined]);
  });

  test('is refused for what is no place', async () => {
    const ann = await world1();
    expect(await ann.refused({ type: 'who', room: 'lobby', after: 'x' })).toBe('CHAT_BAD_COMMAND');
  });

  test('gives one list to all who ask between two changes, and a new one after a rename', async () => {
    const world = await openWorld();
    const ann = await world.native('ann', 'lobby');
    const one = world.hub.chat.members('lobby');
    expect(world.hub.chat.members('lobby')).toBe(one);
    await ann.ok({ type: 'nick', nick: 'anna' });
    expect(world.hub.chat.members('lobby')).toMatchObject([{ nick: 'anna' }]);
  });
});

async function world1() {
  return (await openWorld()).native('ann', 'lobby');
}

describe('a room that only sessions without a connection are in', () => {
  async function away(world: World, nick: string, ...rooms: readonly string[]): Promise<string> {
    const peer = world.stranger();
    const { resume } = await peer.ok({ type: 'hello', nick, resume: true });
    for (const room of rooms) await peer.ok({ type: 'join', room });
    peer.wire.abort();
    await world.settle();
    return (resume as { token: string }).token;
  }

  test('closes, the one left longest ago first, beyond the limit of such rooms', async () => {
    const world = await openWorld({ limits: { unattendedRooms: 2 } });
    await world.native('bob', 'kept');
    await away(world, 'ann', 'kept', 'a', 'b', 'c');
    expect(world.hub.chat.rooms().map(({ room }) => room)).toEqual(['kept', 'b', 'c']);
  });

  test('is there again for the session that resumes, with what was said meanwhile', async () => {
    const world = await openWorld({ limits: { unattendedRooms: 1 } });
    const token = await away(world, 'ann', 'a', 'b');
    expect(world.hub.chat.rooms()).toMatchObject([{ room: 'b' }]);
    const bob = await world.native('bob', 'a');
    await bob.ok({ type: 'say', room: 'a', text: 'missed' });
    const back = world.stranger();
    const reply = await back.ok({ type: 'hello', resume: token });
    expect([reply.resumed, reply.rooms]).toEqual([true, ['b', 'a']]);
    expect(await back.next('message')).toMatchObject({ room: 'a', text: 'missed' });
    expect((await bob.next('joined')).user).toMatchObject({ nick: 'ann' });
  });
});
