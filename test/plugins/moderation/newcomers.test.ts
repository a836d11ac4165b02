import { expect, test } from 'vitest';
import { MemoryStore } from '../../../core/index.js';
import { openHouse, openRoom, restarted, tokenOf } from './support/house.js';

const room = 'dev';
const say = { type: 'say', room, text: 'hi' } as const;
const MINUTE = 60_000;

test('a guest who has just come may not speak, and is told how long it takes', async () => {
  const { world, ann, comes } = await openRoom();
  expect(await ann.ok({ type: 'room.lock', room, access: 'newcomers', minutes: 10 })).toMatchObject({ minutes: 10 });
  const dan = await comes('dan', { rooms: [room] });
  await world.pass(4 * MINUTE);
  expect(await dan.ask(say)).toMatchObject({
    code: 'MODERATION_NEWCOMER',
    text: 'New guests may speak in #dev after 10m: wait 6m.',
    details: { room, minutes: 10, retryMs: 6 * MINUTE },
  });
  await world.pass(6 * MINUTE);
  await dan.ok(say);
});

test('accounts, moderators and those who were there long enough speak at once', async () => {
  const { world, ann, mia, bob, comes } = await openRoom();
  await world.pass(10 * MINUTE);
  await ann.ok({ type: 'room.lock', room, access: 'newcomers', minutes: 10 });
  const known = await comes('known', { rooms: [room], account: 'known' });
  for (const peer of [ann, mia, bob, known]) await peer.ok(say);
});

test('a moderator lets one speak, and takes it back', async () => {
  const { ann, mia, comes } = await openRoom();
  await ann.ok({ type: 'room.lock', room, access: 'newcomers', minutes: 10 });
  const dan = await comes('dan', { rooms: [room] });
  expect(await dan.refused({ type: 'room.allow', room, nick: 'dan' })).toBe('MODERATION_FORBIDDEN');
  expect(await mia.ok({ type: 'room.allow', room, nick: 'dan' })).toMatchObject({ line: 'mia let dan speak' });
  await dan.ok(say);
  await mia.ok({ type: 'room.disallow', room, nick: 'dan' });
  expect(await dan.refused(say)).toBe('MODERATION_NEWCOMER');
  expect(await mia.refused({ type: 'room.disallow', room, nick: 'dan' })).toBe('MODERATION_UNKNOWN');
  expect(await mia.refused({ type: 'room.allow', room, nick: 'nobody' })).toBe('MODERATION_NOT_HERE');
});

test('coming back within an hour does not begin anew, with the token', async () => {
  const { world, ann, comes } = await openRoom();
  await ann.ok({ type: 'room.lock', room, access: 'newcomers', minutes: 10 });
  const dan = await comes('dan', { rooms: [room], resume: true });
  await world.pass(6 * MINUTE);
  const token = tokenOf(dan);
  await dan.ok({ type: 'quit' });
  await world.pass(5 * MINUTE);
  const again = await comes('dan', { rooms: [room], resume: token });
  await again.ok(say);
});

test('the mode, and who may speak, outlive a restart', async () => {
  const store = new MemoryStore();
  const first = await openHouse({}, restarted(store));
  const ann = await first.comes('ann', { rooms: [room], account: 'ann' });
  const dan = await first.comes('dan', { rooms: [room], resume: true });
  await ann.ok({ type: 'room.lock', room, access: 'newcomers', minutes: 10 });
  await ann.ok({ type: 'room.allow', room, nick: 'dan' });
  const token = tokenOf(dan);
  await first.world.hub.stop();
  const second = await openHouse({}, restarted(store));
  await (await second.comes('dan', { rooms: [room], resume: token })).ok(say);
  const eve = await second.comes('eve', { rooms: [room] });
  expect(await eve.refused(say)).toBe('MODERATION_NEWCOMER');
  expect(await eve.ok({ type: 'room.info', room })).toMatchObject({ access: 'newcomers', minutes: 10 });
});

test.each([0, 43_201, 1.5, '10'])('%j minutes are refused', async (minutes) => {
  const { ann } = await openRoom();
  expect(await ann.refused({ type: 'room.lock', room, access: 'newcomers', minutes })).toBe('CHAT_BAD_COMMAND');
});

test('people type /lock newcomers TIME', async () => {
  const { world, ann } = await openRoom();
  await ann.ok({ type: 'room.role', room, nick: 'bob', role: 'moderator' });
  const wire = world.connect();
  wire.send('zoe');
  await world.settle();
  for (const line of ['/join zoo', '/lock newcomers 90s', '/lock newcomers soon']) wire.send(line);
  await world.settle();
  expect(await ann.ok({ type: 'room.info', room: 'zoo' })).toMatchObject({ access: 'newcomers', minutes: 2 });
});
