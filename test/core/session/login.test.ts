import { expect, test } from 'vitest';
import { errors } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

test('welcome answers hello, with who I am, the server and its limits', async () => {
  const { stranger } = await openWorld();
  const ann = stranger();
  const welcome = await ann.ask({ type: 'hello', nick: 'ann', protocol: 1, client: 'test/1' });
  expect(welcome).toEqual({
    type: 'welcome',
    ref: 1,
    protocol: 1,
    session: expect.any(String),
    user: { id: expect.any(String), nick: 'ann' },
    server: { name: 'partyline', version: '1.2.3' },
    heartbeatMs: 30_000,
    limits: {
      nickCharacters: 32,
      roomCharacters: 64,
      textCharacters: 4_000,
      textBytes: 16_384,
      textLines: 200,
      dataBytes: 16_384,
    },
  });
});

test('nothing precedes the welcome', async () => {
  const { stranger, native } = await openWorld();
  const bob = await native('bob', 'lobby');
  const ann = stranger();
  await bob.ok({ type: 'say', room: 'lobby', text: 'anybody here?' });
  await ann.ok({ type: 'hello', nick: 'ann' });
  expect(ann.heard.map(({ type }) => type)).toEqual(['welcome']);
});

test('whoever gives no nick is a guest', async () => {
  const { stranger } = await openWorld();
  expect(await stranger().ok({ type: 'hello' })).toMatchObject({ user: { nick: 'guest1000' } });
});

test('an empty nick is no nick', async () => {
  const { stranger } = await openWorld();
  expect(await stranger().ok({ type: 'hello', nick: '' })).toMatchObject({ user: { nick: 'guest1000' } });
});

test('a guest whose nick is taken gets another one', async () => {
  const { stranger } = await openWorld();
  await stranger().ok({ type: 'hello' });
  expect(await stranger().ok({ type: 'hello' })).toMatchObject({ user: { nick: 'guest2' } });
});

test.each(['ann', 'Ann', 'ANN', 'ａｎｎ', 'Ａnn', ' ann '])('%j is taken where there is an ann', async (nick) => {
  const { native, stranger } = await openWorld();
  await native('ann');
  const reply = await stranger().ask({ type: 'hello', nick });
  expect(reply).toMatchObject({ type: 'error', code: 'CHAT_NICK_TAKEN', retry: false });
});

test('a nick that is taken comes with one that is free', async () => {
  const { native, stranger } = await openWorld();
  await native('ann');
  const second = stranger();
  const reply = await second.ask({ type: 'hello', nick: 'Ann' });
  expect(reply).toMatchObject({ details: { suggestion: 'Ann2' }, text: 'Ann is taken; Ann2 is free.' });
  expect(await second.ok({ type: 'hello', nick: 'Ann2' })).toMatchObject({ user: { nick: 'Ann2' } });
});

test('a suggestion passes over numbers that are taken', async () => {
  const { native, stranger } = await openWorld();
  await native('ann');
  await native('ANN2');
  const reply = await stranger().ask({ type: 'hello', nick: 'ann2' });
  expect(reply).toMatchObject({ details: { suggestion: 'ann3' } });
});

test('a suggestion for the longest nick is not longer', async () => {
  const { native, stranger } = await openWorld();
  const longest = 'я'.repeat(32);
  await native(longest);
  const reply = await stranger().ask({ type: 'hello', nick: longest });
  expect(reply).toMatchObject({ details: { suggestion: `${'я'.repeat(31)}2` } });
});

test('a nick is free again when its user has gone', async () => {
  const { native, settle } = await openWorld();
  const ann = await native('ann');
  ann.wire.close();
  await settle();
  expect((await native('ann')).heard[0]).toMatchObject({ user: { nick: 'ann' } });
});

test.each([
  ['a space inside', 'an n'],
  ['nothing but spaces', '   '],
  ['a control character', 'an\u0007n'],
  ['a line break', 'ann\nbob'],
  ['a zero-width space', 'an\u200bn'],
  ['a right-to-left override', 'ann\u202e'],
  ['a lone surrogate', 'ann\ud800'],
  ['a private character', 'ann\ue000'],
  ['a # in front', '#ann'],
  ['a @ in front', '@ann'],
  ['a / in front', '/ann'],
  ['nothing but stars', '**'],
  ['too many characters', 'a'.repeat(33)],
  ['too many bytes', '🙂'.repeat(25)],
])('a nick with %s is refused', async (_what, nick) => {
  const { stranger } = await openWorld();
  expect(await stranger().refused({ type: 'hello', nick })).toBe('CHAT_NAME_INVALID');
});

test('a nick is kept in NFC', async () => {
  const { stranger } = await openWorld();
  expect(await stranger().ok({ type: 'hello', nick: 'Jose\u0301' })).toMatchObject({ user: { nick: 'José' } });
});

test('who has logged in cannot log in again', async () => {
  const { native } = await openWorld();
  expect(await (await native('ann')).refused({ type: 'hello', nick: 'bob' })).toBe('CHAT_LOGGED_IN');
});

test('another version of the protocol is refused, with the one that is spoken', async () => {
  const { stranger } = await openWorld();
  const reply = await stranger().ask({ type: 'hello', nick: 'ann', protocol: 2 });
  expect(reply).toMatchObject({ code: 'CHAT_BAD_COMMAND', details: { field: 'protocol', protocol: 1 } });
});

test.each(['nick', 'join', 'leave', 'say', 'tell', 'who', 'rooms'])('%s needs a login', async (type) => {
  const { stranger } = await openWorld();
  const reply = await stranger().ask({ type, nick: 'a', room: 'a', to: 'a', text: 'a' });
  expect(reply).toMatchObject({ code: 'CHAT_LOGIN_REQUIRED', text: errors.CHAT_LOGIN_REQUIRED.text });
});

test('ping needs no login and tells the time', async () => {
  const { stranger, clock } = await openWorld();
  expect(await stranger().ok({ type: 'ping' })).toEqual({ at: clock.now() });
});

test('a session that logged in is reported, one that did not is not', async () => {
  const { hub, stranger } = await openWorld();
  const logins: unknown[] = [];
  hub.on('login', (session) => logins.push(session.user?.nick));
  const ann = stranger();
  await ann.refused({ type: 'hello', nick: '#' });
  await ann.ok({ type: 'hello', nick: 'ann' });
  expect(logins).toEqual(['ann']);
});
