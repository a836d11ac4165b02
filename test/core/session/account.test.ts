import { expect, test } from 'vitest';
import { type Plugin, refuse } from '../../../core/index.js';
import { openWorld, type World } from '../../support/world.js';

/** Whoever gives a password is the account of that name. */
const accounts: Plugin = {
  name: 'accounts',
  setup(host) {
    host.gate('login', (request) => {
      const secret = request.credentials?.password;
      if (secret === undefined) return request;
      return secret === 'right' ? { ...request, account: 'account-ann' } : refuse('AUTH_WRONG', 'Wrong password.');
    });
  },
};

const open = () => openWorld({ plugins: [accounts] });

/** One more device of the account. */
async function device({ stranger }: World, nick = 'ann', ...rooms: readonly string[]) {
  const peer = stranger();
  await peer.ok({ type: 'hello', nick, credentials: { password: 'right' } });
  for (const room of rooms) await peer.ok({ type: 'join', room });
  return peer;
}

test('a login gate says who somebody is', async () => {
  const world = await open();
  const ann = world.stranger();
  expect(await ann.ok({ type: 'hello', nick: 'ann', credentials: { password: 'right' } })).toMatchObject({
    user: { id: 'account-ann', nick: 'ann' },
  });
});

test('a login gate refuses with its own code, and one may try again', async () => {
  const { stranger } = await open();
  const ann = stranger();
  const wrong = await ann.ask({ type: 'hello', nick: 'ann', credentials: { password: 'wrong' } });
  expect(wrong).toMatchObject({ code: 'AUTH_WRONG', text: 'Wrong password.', retry: false });
  await ann.ok({ type: 'hello', nick: 'ann', credentials: { password: 'right' } });
});

test('two sessions of one account are one user, by the name it has here already', async () => {
  const world = await open();
  await device(world, 'ann');
  const second = world.stranger();
  const welcome = await second.ok({ type: 'hello', nick: 'someone', credentials: { password: 'right' } });
  expect(welcome).toMatchObject({ user: { id: 'account-ann', nick: 'ann' } });
});

test('a user with two sessions comes into a room once', async () => {
  const world = await open();
  const bob = await world.native('bob', 'lobby');
  await device(world, 'ann', 'lobby');
  await device(world, 'ann', 'lobby');
  await world.settle();
  expect(bob.all('joined')).toHaveLength(1);
});

test('a user with two sessions leaves a room with the last one', async () => {
  const world = await open();
  const bob = await world.native('bob', 'lobby');
  const one = await device(world, 'ann', 'lobby');
  const two = await device(world, 'ann', 'lobby');
  one.wire.close();
  await world.settle();
  expect(bob.all('left')).toHaveLength(0);
  await two.ok({ type: 'leave', room: 'lobby' });
  await world.settle();
  expect(bob.all('left')).toMatchObject([{ room: 'lobby', user: { id: 'account-ann', nick: 'ann' } }]);
});

test('a roster has a user once, with each kind of wire once', async () => {
  const world = await open();
  const bob = await world.native('bob', 'lobby');
  await device(world, 'ann', 'lobby');
  await device(world, 'ann', 'lobby');
  expect(await bob.ok({ type: 'who', room: 'lobby' })).toEqual({
    room: 'lobby',
    members: [
      { id: expect.any(String), nick: 'bob', wires: ['memory/native'] },
      { id: 'account-ann', nick: 'ann', wires: ['memory/native'] },
    ],
    total: 2,
  });
});

test('a new nick is the nick of all sessions', async () => {
  const world = await open();
  const one = await device(world, 'ann', 'lobby');
  const two = await device(world, 'ann', 'lobby');
  await one.ok({ type: 'nick', nick: 'anna' });
  expect(await two.next('renamed')).toMatchObject({ user: { nick: 'anna' }, was: 'ann' });
  await two.ok({ type: 'say', room: 'lobby', text: 'hi' });
  expect(await one.next('message')).toMatchObject({ from: { id: 'account-ann', nick: 'anna' } });
});

test('a direct message reaches every session of both users', async () => {
  const world = await open();
  const one = await device(world);
  const two = await device(world);
  const bob = await world.native('bob');
  await bob.ok({ type: 'tell', to: 'ann', text: 'psst' });
  for (const peer of [one, two, bob]) expect(await peer.next('message')).toMatchObject({ text: 'psst' });
});

test('credentials that are no object are refused', async () => {
  const { stranger } = await open();
  expect(await stranger().refused({ type: 'hello', credentials: 'right' })).toBe('CHAT_BAD_COMMAND');
});

test('a token alone does not bring back a session of an account: its login gate must agree', async () => {
  const world = await open();
  const ann = world.stranger();
  const hello = { type: 'hello', nick: 'ann', credentials: { password: 'right' }, resume: true };
  const { token } = (await ann.ask(hello)).resume as { token: string };
  ann.wire.abort();
  await world.settle();
  const thief = await world.stranger().ask({ type: 'hello', nick: 'eve', resume: token });
  const owner = await world.stranger().ask({ ...hello, resume: token });
  expect(thief).toMatchObject({ resumed: false, user: { nick: 'eve' } });
  expect((thief.user as { id: string }).id).not.toBe('account-ann');
  expect(owner).toMatchObject({ resumed: true, user: { id: 'account-ann' } });
});

test('somebody is away only when none of their devices is connected', async () => {
  const world = await open();
  const bob = await world.native('bob', 'lobby');
  const hello = { type: 'hello', nick: 'ann', credentials: { password: 'right' }, resume: true };
  const phone = world.stranger();
  const laptop = world.stranger();
  for (const peer of [phone, laptop]) {
    await peer.ok(hello);
    await peer.ok({ type: 'join', room: 'lobby' });
  }
  phone.wire.abort();
  await world.settle();
  expect(bob.all('presence')).toEqual([]);
  laptop.wire.abort();
  await world.settle();
  expect(bob.all('presence')).toMatchObject([{ state: 'away' }]);
});
