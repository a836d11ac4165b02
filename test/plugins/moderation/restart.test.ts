import { describe, expect, test } from 'vitest';
import { MemoryStore } from '../../../core/index.js';
import { moderation } from '../../../plugins/moderation/index.js';
import { createWorld } from '../../../testkit/index.js';
import { openHouse, openRoom, restarted, tokenOf, withStore } from './support/house.js';

const room = 'dev';

describe('after a restart', () => {
  test('everything is as it was', async () => {
    const store = new MemoryStore();
    const first = await openHouse({}, { broker: withStore(store) });
    const ann = await first.comes('ann', { resume: true, rooms: [room] });
    const [bob, cat, dan] = [
      await first.comes('bob'),
      await first.comes('cat'),
      await first.comes('dan', { resume: true }),
    ];
    for (const peer of [bob, cat, dan]) await peer.ok({ type: 'join', room });
    for (const command of [
      { type: 'room.topic', topic: 'Tea' },
      { type: 'room.slow', seconds: 10 },
      { type: 'room.ban', nick: 'bob', reason: 'spamming' },
      { type: 'room.mute', nick: 'cat' },
      { type: 'room.role', nick: 'dan', role: 'moderator' },
      { type: 'room.lock', access: 'password', password: 'sesame' },
    ]) {
      await ann.ok({ room, ...command });
    }
    const before = await ann.ok({ type: 'room.info', room });
    await first.world.hub.stop();

    const second = await openHouse({}, restarted(store));
    const [annToken, danToken] = [tokenOf(ann), tokenOf(dan)];
    const annAgain = await second.comes('ann', { resume: annToken, rooms: [room] });
    const danAgain = await second.comes('dan', { resume: danToken, rooms: [room] });
    expect(await danAgain.ok({ type: 'room.info', room })).toMatchObject({ role: 'moderator' });
    expect(await annAgain.ok({ type: 'room.info', room })).toEqual({ ...before, members: 2 });
    expect(await annAgain.ok({ type: 'room.bans', room })).toMatchObject({
      bans: [{ nick: 'bob', reason: 'spamming' }],
    });
    const bobAgain = await second.comes('bob');
    expect(await bobAgain.refused({ type: 'join', room })).toBe('MODERATION_NICK');
    const elf = await second.comes('elf');
    expect(await elf.refused({ type: 'join', room })).toBe('ROOM_PASSWORD');
    await elf.ok({ type: 'join', room, password: 'sesame' });
    const catAgain = await second.comes('cat');
    await catAgain.ok({ type: 'join', room, password: 'sesame' });
    expect(await catAgain.refused({ type: 'say', room, text: 'hi' })).toBe('MODERATION_MUTED');
  });

  test('hundreds of bans and mutes are in force, in the order in which they came', async () => {
    const store = new MemoryStore();
    const first = await openHouse({}, { broker: withStore(store) });
    const ann = await first.comes('ann', { resume: true, rooms: [room] });
    for (let count = 0; count < 300; count++) {
      await ann.ok({ type: 'room.ban', room, nick: `b${count}` });
      await first.world.pass(1);
      await ann.ok({ type: 'room.mute', room, nick: `m${count}` });
    }
    await first.world.hub.stop();
    const second = await openHouse({}, restarted(store));
    const again = await second.comes('ann', { resume: tokenOf(ann), rooms: [room] });
    for (const [command, list] of [
      ['room.bans', 'bans'],
      ['room.mutes', 'mutes'],
    ] as const) {
      const nicks: unknown[] = [];
      for (let more = true, after: unknown; more; ) {
        const page = await again.ok({ type: command, room, limit: 100, ...(after === undefined ? {} : { after }) });
        const rows = page[list] as readonly { readonly id: string; readonly nick: string }[];
        nicks.push(...rows.map(({ nick }) => nick));
        after = rows.at(-1)?.id;
        more = page.more === true;
      }
      expect(nicks).toEqual(Array.from({ length: 300 }, (_, count) => `${list[0]}${count}`));
    }
  });

  test('what has run out meanwhile is gone from the store', async () => {
    const store = new MemoryStore();
    const first = await openRoom({}, { broker: withStore(store) });
    for (const type of ['room.ban', 'room.mute', 'room.invite']) {
      await first.ann.ok({ type, room, nick: 'bob', seconds: 10 });
    }
    await first.world.hub.stop();
    const second = await openHouse({}, restarted(store));
    await second.world.pass(10_000);
    await second.comes('dan', { rooms: [room] });
    const kept = await store.list({ prefix: 'moderation/in/', limit: 10 });
    expect(kept.map(({ key }) => key.split('/')[3])).toEqual(['role']);
  });

  test('a room is still its owner’s, whoever comes first', async () => {
    const store = new MemoryStore();
    const first = await openHouse({}, { broker: withStore(store) });
    const ann = await first.comes('ann', { resume: true, rooms: [room] });
    await first.world.hub.stop();
    const second = await openHouse({}, restarted(store));
    const bob = await second.comes('bob', { rooms: [room] });
    await second.comes('ann', { resume: tokenOf(ann), rooms: [room] });
    expect(await bob.ok({ type: 'room.info', room })).toMatchObject({ role: 'member', owner: { nick: 'ann' } });
  });

  test('an owner who does not come back is not waited for longer than the options say', async () => {
    const store = new MemoryStore();
    const first = await openRoom({ awayMs: 60_000 }, { broker: withStore(store) });
    await first.world.hub.stop();
    const second = await openHouse({ awayMs: 60_000 }, restarted(store));
    const bob = await second.comes('bob', { rooms: [room] });
    await second.world.pass(3_600_000);
    expect(await bob.ok({ type: 'room.info', room })).toMatchObject({ role: 'member' });
    await second.world.pass(120_000);
    expect(await bob.ok({ type: 'room.info', room })).toMatchObject({ role: 'owner' });
  });
});

test('a hub that vanishes has kept what it has told', async () => {
  await using world = createWorld({ log: 'kept', plugins: [moderation()] });
  const [ann, bob] = world.join(room, 'ann', 'bob');
  await world.settle();
  const banned = ann.client.request('room.ban', { room, nick: 'bob', seconds: 3_600 });
  await world.settle();
  await banned;
  world.crash();
  await world.restart();
  await world.advance('1m');
  bob.join(room);
  ann.say('still mine');
  await world.settle();
  expect(bob.refusals.at(-1)).toMatchObject({ what: 'join', code: 'MODERATION_BANNED' });
  const slow = ann.client.request('room.slow', { room, seconds: 5 });
  await world.settle();
  expect(await slow).toMatchObject({ seconds: 5 });
  await world.advance('1h');
  bob.join(room);
  await world.settle();
  expect(bob.members(room)).toEqual(['ann', 'bob']);
});

test('the plugin is reloaded without anything being lost', async () => {
  const { world, ann, bob, cat, mia } = await openRoom();
  await ann.ok({ type: 'room.mute', room, nick: 'bob' });
  await world.hub.plugins.reload(moderation());
  expect(await bob.refused({ type: 'say', room, text: 'hi' })).toBe('MODERATION_MUTED');
  await mia.ok({ type: 'room.kick', room, nick: 'cat' });
  expect(await cat.refused({ type: 'say', room, text: 'hi' })).toBe('CHAT_NOT_IN_ROOM');
});
