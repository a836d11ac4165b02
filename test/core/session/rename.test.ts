import { expect, test } from 'vitest';
import { type Plugin, refuse } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

test('everybody who shares a room learns of a new nick', async () => {
  const { native } = await openWorld();
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'lobby');
  expect(await ann.ok({ type: 'nick', nick: 'anna' })).toEqual({ nick: 'anna' });
  expect(await bob.next('renamed')).toEqual({
    type: 'renamed',
    room: 'lobby',
    user: { id: expect.any(String), nick: 'anna' },
    was: 'ann',
  });
});

test('whoever changes the nick is told by the reply alone', async () => {
  const { native, settle } = await openWorld();
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'nick', nick: 'anna' });
  await settle();
  expect(ann.all('renamed')).toEqual([]);
});

test('who shares no room learns nothing of a new nick', async () => {
  const { native, settle } = await openWorld();
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'attic');
  await ann.ok({ type: 'nick', nick: 'anna' });
  await settle();
  expect(bob.all('renamed')).toEqual([]);
});

test('messages after a new nick carry it, with the same id', async () => {
  const { native } = await openWorld();
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: 'one' });
  await ann.ok({ type: 'nick', nick: 'anna' });
  await ann.ok({ type: 'say', room: 'lobby', text: 'two' });
  const [one, two] = [await ann.next('message'), await ann.next('message')];
  expect(two.from).toEqual({ ...(one.from as object), nick: 'anna' });
});

test("somebody else's nick is taken, with a free one", async () => {
  const { native } = await openWorld();
  await native('bob');
  const ann = await native('ann');
  expect(await ann.ask({ type: 'nick', nick: 'BOB' })).toMatchObject({
    code: 'CHAT_NICK_TAKEN',
    details: { suggestion: 'BOB2' },
  });
});

test("another spelling of one's own nick is free", async () => {
  const { native } = await openWorld();
  const ann = await native('ann');
  expect(await ann.ok({ type: 'nick', nick: 'Ann' })).toEqual({ nick: 'Ann' });
});

test('the old nick is free at once', async () => {
  const { native } = await openWorld();
  const ann = await native('ann');
  await ann.ok({ type: 'nick', nick: 'anna' });
  expect((await native('ann')).heard[0]).toMatchObject({ type: 'welcome', user: { nick: 'ann' } });
});

test('the nick that one has already changes nothing', async () => {
  const { hub, native } = await openWorld();
  const renames: unknown[] = [];
  hub.on('renamed', (_session, was) => renames.push(was));
  const ann = await native('ann', 'lobby');
  expect(await ann.ok({ type: 'nick', nick: 'ann' })).toEqual({ nick: 'ann' });
  expect(renames).toEqual([]);
});

test('a bad nick is refused and the old one stays', async () => {
  const { native } = await openWorld();
  const ann = await native('ann', 'lobby');
  expect(await ann.refused({ type: 'nick', nick: 'a b' })).toBe('CHAT_NAME_INVALID');
  expect(await ann.ok({ type: 'who', room: 'lobby' })).toMatchObject({ members: [{ nick: 'ann' }] });
});

test('a rename gate may refuse', async () => {
  const noAdmins: Plugin = {
    name: 'no-admins',
    setup(host) {
      host.gate('rename', (request) =>
        request.nick === 'admin' ? refuse('NICK_RESERVED', `Not for you, ${request.was}.`) : request,
      );
    },
  };
  const { native } = await openWorld({ plugins: [noAdmins] });
  const ann = await native('ann');
  expect(await ann.ask({ type: 'nick', nick: 'admin' })).toMatchObject({
    code: 'NICK_RESERVED',
    text: 'Not for you, ann.',
  });
});
