import { expect, test } from 'vitest';
import { type ChatApi, type Plugin, type PluginHost, Refusal, type Session } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

/** A hub with a plugin whose host a test may use. */
async function withHost() {
  let given: PluginHost | undefined;
  const probe: Plugin = {
    name: 'probe',
    setup(host) {
      given = host;
    },
  };
  const world = await openWorld({ plugins: [probe] });
  const host = given as PluginHost;
  const session = (nick: string): Session => sessionOf(host.chat, nick);
  return { ...world, host, session };
}

function sessionOf(chat: ChatApi, nick: string): Session {
  const found = chat.sessions().find(({ user }) => user?.nick === nick);
  if (found === undefined) throw new Error(`There is no ${nick}.`);
  return found;
}

test('a plugin says something in a user’s name, as if they had', async () => {
  const { native, host, session } = await withHost();
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'lobby');
  const said = await host.chat.sayAs(session('ann'), { room: 'lobby', text: 'hi', kind: 'edit', data: { target: 1 } });
  const wanted = { room: 'lobby', kind: 'edit', text: 'hi', data: { target: 1 }, from: { nick: 'ann' } };
  expect(await bob.next('message')).toMatchObject(wanted);
  expect(await ann.next('message')).toMatchObject(wanted);
  expect(said).toMatchObject({ room: 'lobby', receipt: { position: { offset: 1 } } });
});

test('a plugin tells one person something in a user’s name', async () => {
  const { native, host, session } = await withHost();
  await native('ann');
  const bob = await native('bob');
  await host.chat.sayAs(session('ann'), { to: 'BOB', text: 'psst' });
  expect(await bob.next('message')).toMatchObject({ from: { nick: 'ann' }, to: { nick: 'bob' }, text: 'psst' });
});

test('a plugin goes on with a conversation by its name', async () => {
  const { native, host, session } = await withHost();
  await native('ann');
  const bob = await native('bob');
  const said = await host.chat.sayAs(session('ann'), { to: 'bob', text: 'psst' });
  const { room } = said as Exclude<typeof said, Refusal>;
  await host.chat.sayAs(session('bob'), { room, text: 'what?' });
  await bob.next('message');
  expect(await bob.next('message')).toMatchObject({ room, from: { nick: 'bob' }, to: { nick: 'ann' } });
});

test('a plugin cannot speak for somebody in a room that they are not in', async () => {
  const { native, host, session } = await withHost();
  await native('ann');
  const speaking = host.chat.sayAs(session('ann'), { room: 'lobby', text: 'hi' });
  await expect(speaking).rejects.toMatchObject({ code: 'CHAT_NOT_IN_ROOM' });
});

test('what is said in a user’s name passes the gates', async () => {
  const { hub, native, host, session } = await withHost();
  await hub.plugins.load({
    name: 'no',
    setup: (other) => other.gate('publish', () => new Refusal('NO_NEVER', 'No.')),
  });
  await native('ann', 'lobby');
  expect(await host.chat.sayAs(session('ann'), { room: 'lobby', text: 'hi' })).toMatchObject({ code: 'NO_NEVER' });
});

test('words that are for nobody are misuse', async () => {
  const { native, host, session } = await withHost();
  await native('ann');
  expect(() => host.chat.sayAs(session('ann'), { text: 'hi' })).toThrow(TypeError);
});

test('whoever is taken out of a room is told so, and so are the others', async () => {
  const { native, host, session } = await withHost();
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'lobby');
  expect(host.chat.remove(session('ann'), 'lobby', 'spam')).toBe(true);
  const left = { type: 'left', room: 'lobby', user: { nick: 'ann' }, reason: 'spam' };
  expect(await ann.next('left')).toMatchObject(left);
  expect(await bob.next('left')).toMatchObject(left);
  expect(await ann.refused({ type: 'say', room: 'lobby', text: 'hi' })).toBe('CHAT_NOT_IN_ROOM');
});

test('whoever is not in a room is not taken out of it', async () => {
  const { native, host, session } = await withHost();
  const ann = await native('ann');
  expect(host.chat.remove(session('ann'), 'lobby')).toBe(false);
  expect(ann.all('left')).toEqual([]);
});

test('the archive reads what was said, and empties it for good', async () => {
  const { native, host } = await withHost();
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: 'one' });
  await ann.ok({ type: 'say', room: 'lobby', text: 'two' });
  const { log: archive } = host.chat;
  expect(await archive.erase('lobby', [1])).toBe(1);
  const { entries } = await archive.read('lobby', { limit: 10 });
  expect(entries.map(({ message }) => [message.kind, message.text])).toEqual([
    ['erased', ''],
    ['text', 'two'],
  ]);
  expect(await archive.rooms({ limit: 10 })).toEqual(['lobby']);
});

test('a user is found by any spelling of the nick', async () => {
  const { native, host } = await withHost();
  await native('Ann');
  expect(host.chat.user('ａＮＮ')?.nick).toBe('Ann');
  expect(host.chat.user('bob')).toBeUndefined();
});

test('plugins keep things apart from each other, and beyond a reload', async () => {
  const { hub, host } = await withHost();
  await host.store.put('greeting', { text: 'hi' });
  let other: PluginHost | undefined;
  await hub.plugins.load({
    name: 'other',
    setup(given) {
      other = given;
    },
  });
  expect(await other?.store.get('greeting')).toBeUndefined();
  let again: PluginHost | undefined;
  await hub.plugins.reload({
    name: 'probe',
    setup(given) {
      again = given;
    },
  });
  expect(await again?.store.get('greeting')).toEqual({ text: 'hi' });
  expect(await again?.store.list({ prefix: 'gree', limit: 5 })).toEqual([{ key: 'greeting', value: { text: 'hi' } }]);
});

test('a signal has the folded name of its room, however the plugin spells it', async () => {
  const { native, host } = await withHost();
  const ann = await native('ann', 'lobby');
  host.chat.broadcastEphemeral('#LOBBY', { type: 'typing', room: '#LOBBY', user: { id: 'x', nick: 'x' }, on: true });
  expect(await ann.next('typing')).toMatchObject({ room: 'lobby' });
});

test('a plugin is told when a session has been caught up', async () => {
  const { hub, native } = await withHost();
  const told: string[] = [];
  hub.on('recovered', ({ user }, room) => void told.push(`${user?.nick} in ${room}`));
  const ann = await native('ann');
  await ann.ok({ type: 'join', room: 'lobby', last: 5 });
  await ann.next('recovered');
  expect(told).toEqual(['ann in lobby']);
});

test('nobody logs in under the id of a plugin', async () => {
  const { hub, stranger } = await withHost();
  await hub.plugins.load({
    name: 'door',
    setup: (other) => other.gate('login', (request) => ({ ...request, account: 'plugin:probe' })),
  });
  expect(await stranger().refused({ type: 'hello', nick: 'eve' })).toBe('CHAT_NAME_INVALID');
});
