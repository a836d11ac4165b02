import { describe, expect, test } from 'vitest';
import { type ModerationOptions, moderation } from '../../../plugins/moderation/index.js';
import { openHouse } from './support/house.js';

const room = 'dev';

/** ann owns `dev`; the troll and an innocent neighbour come from one network. */
async function open(options: ModerationOptions = {}) {
  const house = await openHouse(options);
  const ann = await house.comes('ann', { rooms: [room], address: '198.51.100.1' });
  const neighbour = await house.comes('neighbour', { rooms: [room], address: '192.0.2.7' });
  const troll = await house.comes('troll', { rooms: [room], address: '192.0.2.7' });
  return { ...house, ann, neighbour, troll };
}

const say = { type: 'say', room, text: 'hi' } as const;

describe('a mute of a guest', () => {
  test('holds for a new guest from the same network, and for no one who was there before', async () => {
    const { ann, neighbour, troll, comes } = await open();
    await ann.ok({ type: 'room.mute', room, nick: 'troll' });
    troll.wire.close();
    const again = await comes('newcomer', { rooms: [room], address: '192.0.2.7' });
    expect(await again.refused(say)).toBe('MODERATION_MUTED');
    await neighbour.ok(say);
    const stranger = await comes('stranger', { rooms: [room], address: '192.0.2.8' });
    await stranger.ok(say);
  });

  test('holds for the /64 of an IPv6 address', async () => {
    const { ann, comes } = await open();
    await comes('six', { rooms: [room], address: '2001:db8:1:2::1' });
    await ann.ok({ type: 'room.mute', room, nick: 'six' });
    const again = await comes('seven', { rooms: [room], address: '2001:db8:1:2:ffff::9' });
    expect(await again.refused(say)).toBe('MODERATION_MUTED');
    await (await comes('eight', { rooms: [room], address: '2001:db8:1:3::9' })).ok(say);
  });

  test('says nothing about accounts, loopback, shared addresses, and the moderator’s own network', async () => {
    const { ann, comes } = await open({ shared: (address) => address === '203.0.113.9' });
    await ann.ok({ type: 'room.mute', room, nick: 'troll' });
    await (await comes('known', { rooms: [room], address: '192.0.2.7', account: 'known' })).ok(say);
    for (const [at, address] of ['127.0.0.1', '203.0.113.9', '198.51.100.1'].entries()) {
      await comes(`bad${at}`, { rooms: [room], address });
      await ann.ok({ type: 'room.mute', room, nick: `bad${at}` });
      await (await comes(`good${at}`, { rooms: [room], address })).ok(say);
    }
  });

  test('can be lifted by the nick of whoever it hits, and does not hit those who were allowed to speak', async () => {
    const { ann, comes } = await open();
    await ann.ok({ type: 'room.mute', room, nick: 'troll' });
    const one = await comes('one', { rooms: [room], address: '192.0.2.7' });
    const two = await comes('two', { rooms: [room], address: '192.0.2.7' });
    await ann.ok({ type: 'room.allow', room, nick: 'one' });
    await one.ok(say);
    expect(await two.refused(say)).toBe('MODERATION_MUTED');
    expect(await ann.ok({ type: 'room.unmute', room, nick: 'two' })).toMatchObject({ lifted: 1 });
    await two.ok(say);
  });

  test('is about the guest alone where the option says so', async () => {
    const { ann, comes } = await open({ sanctionsByNetwork: false });
    await ann.ok({ type: 'room.mute', room, nick: 'troll' });
    await (await comes('newcomer', { rooms: [room], address: '192.0.2.7' })).ok(say);
  });
});

test('a ban of a guest keeps a new guest from the same network out, but does not put out who is in', async () => {
  const { ann, neighbour, knocks, comes } = await open();
  await ann.ok({ type: 'room.ban', room, nick: 'troll' });
  await neighbour.ok(say);
  const again = await comes('newcomer', { address: '192.0.2.7' });
  expect(await again.refused({ type: 'join', room })).toBe('MODERATION_BANNED');
  expect((await knocks('trol2', { address: '192.0.2.7' })).type).toBe('welcome');
  const { bans } = await ann.ok({ type: 'room.bans', room });
  expect(bans).toMatchObject([{ label: 'troll', newGuests: true }]);
  expect(bans).not.toMatchObject([{ network: true }]);
});

describe('slow mode', () => {
  test('counts the guests of a network together', async () => {
    const { ann, troll, neighbour, comes } = await open();
    await ann.ok({ type: 'room.slow', room, seconds: 60 });
    await troll.ok(say);
    expect(await neighbour.refused(say)).toBe('MODERATION_SLOW');
    const again = await comes('newcomer', { rooms: [room], address: '192.0.2.7' });
    expect(await again.refused(say)).toBe('MODERATION_SLOW');
    await (await comes('far', { rooms: [room], address: '192.0.2.8' })).ok(say);
    await (await comes('known', { rooms: [room], address: '192.0.2.7', account: 'known' })).ok(say);
  });

  test('counts each guest alone where the option says so', async () => {
    const { ann, troll, neighbour } = await open({ slowByNetwork: false });
    await ann.ok({ type: 'room.slow', room, seconds: 60 });
    await troll.ok(say);
    await neighbour.ok(say);
  });
});

test.each([{ sanctionsByNetwork: 1 }, { slowByNetwork: 'no' }, { shared: true }])('%j is refused', (options) => {
  expect(() => moderation(options as unknown as ModerationOptions)).toThrow(TypeError);
});
