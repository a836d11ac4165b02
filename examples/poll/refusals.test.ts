import type { World } from 'partyline/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { ask, pollWorld, tea, votes } from './helpers.js';
import { poll } from './poll.js';

let world: World;

afterEach(async () => {
  expect(world.failures).toEqual([]);
  await world.close();
});

describe('what is refused', () => {
  const cases: readonly (readonly [code: string, command: string, fields: Readonly<Record<string, unknown>>])[] = [
    ['CHAT_NOT_IN_ROOM', 'poll.open', { ...tea, room: 'attic' }],
    ['CHAT_NOT_IN_ROOM', 'poll.show', { room: 'attic' }],
    ['CHAT_BAD_COMMAND', 'poll.show', {}],
    ['CHAT_BAD_COMMAND', 'poll.open', { ...tea, options: 'tea' }],
    ['CHAT_BAD_COMMAND', 'poll.vote', { room: 'lobby', choice: 'tea' }],
    ['POLL_QUESTION', 'poll.open', { ...tea, question: ' \n ' }],
    ['POLL_QUESTION', 'poll.open', { ...tea, question: 'x'.repeat(201) }],
    ['POLL_OPTIONS', 'poll.open', { ...tea, options: ['tea'] }],
    ['POLL_OPTIONS', 'poll.open', { ...tea, options: Array.from({ length: 11 }, (_, index) => `${index}`) }],
    ['POLL_OPTION_LENGTH', 'poll.open', { ...tea, options: ['tea', 'x'.repeat(61)] }],
    ['POLL_OPTION_TWICE', 'poll.open', { ...tea, options: ['tea', 'TEA'] }],
    ['POLL_DURATION', 'poll.open', { ...tea, ms: 1000 }],
    ['POLL_DURATION', 'poll.open', { ...tea, ms: 8 * 86_400_000 }],
    ['POLL_UNKNOWN', 'poll.vote', { room: 'lobby', choice: 1, poll: 9 }],
    ['POLL_CHOICE', 'poll.vote', { room: 'lobby', choice: 0 }],
    ['POLL_CHOICE', 'poll.vote', { room: 'lobby', choice: 1.5 }],
    ['POLL_NOT_YOURS', 'poll.close', { room: 'lobby' }],
  ];

  test.each(cases)('gets %s: %s %j', async (code, command, fields) => {
    world = pollWorld();
    const [ann, bob] = world.join('lobby', 'ann', 'bob');
    world.join('attic', 'cat');
    await ask(world, ann, 'poll.open', tea);
    expect(await ask(world, bob, command, fields)).toBe(code);
  });

  test('is one poll more than a room may have open', async () => {
    world = pollWorld({ plugins: [poll({ limits: { openPerRoom: 1 } })] });
    const [ann, bob] = world.join('lobby', 'ann', 'bob');
    await ask(world, ann, 'poll.open', tea);
    expect(await ask(world, bob, 'poll.open', tea)).toBe('POLL_TOO_MANY');
    await world.advance('6m');
    expect(await ask(world, bob, 'poll.open', tea)).toMatchObject({ poll: 2 });
  });

  test('is a voter more than a poll takes, but no changed mind', async () => {
    world = pollWorld({ plugins: [poll({ limits: { voters: 1 } })] });
    const [ann, bob] = world.join('lobby', 'ann', 'bob');
    await ask(world, ann, 'poll.open', tea);
    await ask(world, ann, 'poll.vote', { room: 'lobby', choice: 1 });
    expect(await ask(world, bob, 'poll.vote', { room: 'lobby', choice: 1 })).toBe('POLL_FULL');
    expect(votes(await ask(world, ann, 'poll.vote', { room: 'lobby', choice: 2 }))).toEqual([0, 1]);
  });

  test('is not to end the poll of another for whoever may', async () => {
    world = pollWorld({ plugins: [poll({ mayClose: (session) => session.user?.nick === 'bob' })] });
    const [ann, bob] = world.join('lobby', 'ann', 'bob');
    await ask(world, ann, 'poll.open', tea);
    expect(await ask(world, bob, 'poll.close', { room: 'lobby' })).toMatchObject({ poll: 1, open: false });
  });

  test('is to end the poll of another room', async () => {
    world = pollWorld({ plugins: [poll({ mayClose: () => true })] });
    const [ann] = world.join('lobby', 'ann');
    const [bob] = world.join('attic', 'bob');
    await ask(world, ann, 'poll.open', tea);
    expect(await ask(world, bob, 'poll.close', { room: 'attic', poll: 1 })).toBe('POLL_UNKNOWN');
  });
});
