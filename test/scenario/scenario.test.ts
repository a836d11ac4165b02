import { expect, test } from 'vitest';
import { type WireName, wireKinds } from '../support/wires.js';
import { play } from './script.js';

test('a person sees the chat as it went', async () => {
  const { cat } = await play(wireKinds.memory);
  expect(cat.split('\n')).toEqual([
    'Welcome to Partyline.',
    'What is your nick?',
    '-- You are cat. Type /help for help.',
    '-- You are in #lobby: ann, bob, cat',
    'ann: Hello, 你好, привет 🙂',
    'bob * waves',
    '[ann → cat] psst',
    '* bob is now rob',
    '-- You are now kit.',
    '* rob left (see you)',
    '-- Goodbye.',
  ]);
});

test('a program sees the chat as it went', async () => {
  const { bob } = await play(wireKinds.memory);
  const short = (bob as readonly Record<string, unknown>[]).map((frame) =>
    ['type', 'code', 'offset', 'kind', 'text', 'was']
      .map((field) => frame[field])
      .filter((value) => value !== undefined),
  );
  expect(short).toEqual([
    ['error', 'CHAT_NICK_TAKEN', 'ANN is taken; ANN2 is free.'],
    ['welcome'],
    ['ok'],
    ['joined'],
    ['message', 1, 'text', 'Hello, 你好, привет 🙂'],
    ['message', 2, 'text', 'hi all'],
    ['message', 3, 'action', 'waves'],
    ['ok'],
    ['message', 1, 'text', 'pass it on'],
    ['ok'],
    ['renamed', 'cat'],
    ['renamed', 'cat'],
    ['ok'],
    ['bye', 'bye', 'Goodbye.'],
  ]);
});

const others = Object.keys(wireKinds).filter((name) => name !== 'memory') as WireName[];

test.each(others)('over %s everybody sees what they see in memory, frame by frame', async (name) => {
  expect(await play(wireKinds[name])).toEqual(await play(wireKinds.memory));
});
