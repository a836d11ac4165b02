import { expect, test } from 'vitest';
import type { ChatEvents, Plugin } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

const listener = (name: string, event: 'message', listen: ChatEvents['message']): Plugin => ({
  name,
  setup: (host) => host.on(event, listen),
});

const ways: readonly [string, () => unknown][] = [
  [
    'throws',
    () => {
      throw new Error('broken');
    },
  ],
  ['rejects', () => Promise.reject(new Error('broken'))],
  ['never ends', () => new Promise(() => {})],
];

test.each(ways)('a listener that %s disturbs nobody', async (_how, listen) => {
  const heard: string[] = [];
  const { native } = await openWorld({
    plugins: [
      listener('faulty', 'message', listen as ChatEvents['message']),
      listener('fine', 'message', ({ message }) => void heard.push(message.text)),
    ],
  });
  const ann = await native('ann', 'lobby');
  expect(await ann.ok({ type: 'say', room: 'lobby', text: 'hi' })).toMatchObject({ offset: 1 });
  expect(heard).toEqual(['hi']);
});

test.each(ways.slice(0, 2))('a listener that %s is reported under its name', async (_how, listen) => {
  const { native, failures, settle } = await openWorld({
    plugins: [listener('faulty', 'message', listen as ChatEvents['message'])],
  });
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
  await settle();
  expect(failures).toMatchObject([{ plugin: 'faulty', what: 'message', error: { cause: { message: 'broken' } } }]);
});

test('a listener for failures that fails itself is not told of that', async () => {
  const { native, hub, settle } = await openWorld({
    plugins: [
      listener('faulty', 'message', () => {
        throw new Error('broken');
      }),
    ],
  });
  let calls = 0;
  hub.on('failed', () => {
    calls++;
    throw new Error('broken as well');
  });
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
  await settle();
  expect(calls).toBe(1);
});

test('a listener is no longer called once it was taken away', async () => {
  const { native, hub } = await openWorld();
  const heard: string[] = [];
  const stop = hub.on('message', ({ message }) => void heard.push(message.text));
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: 'one' });
  stop();
  stop();
  await ann.ok({ type: 'say', room: 'lobby', text: 'two' });
  expect(heard).toEqual(['one']);
});

test('the events of a visit come in order', async () => {
  const { hub, native, settle } = await openWorld();
  const seen: string[] = [];
  for (const event of ['opened', 'login', 'joined', 'renamed', 'message', 'left', 'closed'] as const) {
    hub.on(event, () => void seen.push(event));
  }
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'nick', nick: 'anna' });
  await ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
  ann.wire.close('1000', 'done');
  await settle();
  expect(seen).toEqual(['opened', 'login', 'joined', 'renamed', 'message', 'left', 'closed']);
});

test('the end of a session is told with its cause', async () => {
  const { hub, native, settle } = await openWorld();
  const causes: unknown[] = [];
  hub.on('closed', (_session, cause) => void causes.push(cause));
  const ann = await native('ann');
  ann.wire.close('1000', 'done');
  await settle();
  expect(causes).toEqual([{ by: 'peer', code: '1000', text: 'done' }]);
});

test('everything that is refused is told, with what it was', async () => {
  const { hub, native } = await openWorld();
  const refused: unknown[] = [];
  hub.on('refused', ({ session, what, code }) => void refused.push([session.user?.nick, what, code]));
  const ann = await native('ann');
  await ann.refused({ type: 'say', room: 'lobby', text: 'hi' });
  await ann.refused({ type: 'dance' });
  await ann.refused({ type: 'who' });
  expect(refused).toEqual([
    ['ann', 'say', 'CHAT_NOT_IN_ROOM'],
    ['ann', 'dance', 'CHAT_COMMAND_UNKNOWN'],
    ['ann', 'who', 'CHAT_BAD_COMMAND'],
  ]);
});

test('what a listener sends on a login comes after the welcome', async () => {
  const motd: Plugin = {
    name: 'motd',
    setup: (host) => host.on('login', (session) => session.send({ type: 'notice', text: 'The news.' })),
  };
  const { native } = await openWorld({ plugins: [motd] });
  const ann = await native('ann');
  expect(await ann.next('notice')).toEqual({ type: 'notice', text: 'The news.' });
  expect(ann.heard.map(({ type }) => type)).toEqual(['welcome', 'notice']);
});
