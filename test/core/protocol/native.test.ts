import { expect, test } from 'vitest';
import { type Plugin, refuse } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

test.each([
  ['a text', 'mine'],
  ['a number', 0],
  ['an empty text', ''],
])('%s is repeated as the ref', async (_what, ref) => {
  const { stranger } = await openWorld();
  const ann = stranger();
  expect(await ann.ask({ type: 'ping', ref })).toEqual({ type: 'ok', ref, result: { at: expect.any(Number) } });
});

test('who gives no ref gets no ok, but errors and the welcome', async () => {
  const { stranger, settle } = await openWorld();
  const ann = stranger();
  for (const type of ['ping', 'who', 'hello', 'ping', 'dance']) ann.send({ type });
  await settle();
  expect(ann.heard.map(({ type, code, ref }) => [type, code, ref])).toEqual([
    ['error', 'CHAT_LOGIN_REQUIRED', undefined],
    ['welcome', undefined, undefined],
    ['error', 'CHAT_COMMAND_UNKNOWN', undefined],
  ]);
});

test('an error says whether the same command may succeed later', async () => {
  const { native } = await openWorld({ limits: { membersPerRoom: 1 } });
  await native('bob', 'lobby');
  const ann = await native('ann');
  expect(await ann.ask({ type: 'join', room: 'lobby' })).toMatchObject({ code: 'CHAT_ROOM_FULL', retry: true });
  expect(await ann.ask({ type: 'leave', room: 'lobby' })).toMatchObject({ code: 'CHAT_NOT_IN_ROOM', retry: false });
});

test('a code of a plugin is one that does not go by itself', async () => {
  const plugin: Plugin = { name: 'no', setup: (host) => host.gate('join', () => refuse('NO_ENTRY', 'No.')) };
  const { native } = await openWorld({ plugins: [plugin] });
  const reply = await (await native('ann')).ask({ type: 'join', room: 'lobby' });
  expect(reply).toEqual({ type: 'error', ref: expect.any(Number), code: 'NO_ENTRY', text: 'No.', retry: false });
});

test('a code named like something every object has is no code of ours', async () => {
  const plugin: Plugin = { name: 'no', setup: (host) => host.gate('join', () => refuse('CONSTRUCTOR', 'No.')) };
  const { native } = await openWorld({ plugins: [plugin] });
  const reply = await (await native('ann')).ask({ type: 'join', room: 'lobby' });
  expect(reply).toMatchObject({ code: 'CONSTRUCTOR', retry: false });
});

test('fields that no command knows are ignored', async () => {
  const { native } = await openWorld();
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: 'hi', from: { id: 'x', nick: 'eve' }, offset: 99, to: 'bob' });
  expect(await ann.next('message')).toMatchObject({ from: { nick: 'ann' }, offset: 1 });
  expect(ann.all('message')[0]).not.toHaveProperty('to');
});

test.each(['__proto__', 'constructor', 'toString', 'SAY', ''])('%j is no command', async (type) => {
  const { native } = await openWorld();
  expect(await (await native('ann')).refused({ type })).toBe('CHAT_COMMAND_UNKNOWN');
});
