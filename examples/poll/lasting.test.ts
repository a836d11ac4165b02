import { ChatError, type Gate, type Json, type Plugin, refuse } from 'partyline';
import type { World } from 'partyline/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { ask, pollWorld, results, tea, votes } from './helpers.js';
import { poll } from './poll.js';

let world: World;

afterEach(() => world.close());

describe('after a restart', () => {
  test('a poll goes on with its votes, and closes at its time', async () => {
    world = pollWorld({ log: 'kept' });
    const [ann, bob] = world.join('lobby', 'ann', 'bob');
    await ask(world, ann, 'poll.open', tea);
    await ask(world, ann, 'poll.vote', { room: 'lobby', choice: 1 });
    await world.restart();
    await world.advance('1m');
    // Guests come back as who they were: ann changes her mind, and does not vote twice.
    await ask(world, ann, 'poll.vote', { room: 'lobby', choice: 2 });
    await ask(world, bob, 'poll.vote', { room: 'lobby', choice: 2 });
    await world.advance('3m');
    expect(results(bob)).toEqual([]);
    await world.advance('2m');
    expect(results(bob).map(votes)).toEqual([[0, 2]]);
    expect(world.failures).toEqual([]);
  });

  test('what was due meanwhile is closed then', async () => {
    world = pollWorld({ log: 'kept' });
    const [ann, bob] = world.join('lobby', 'ann', 'bob');
    await ask(world, ann, 'poll.open', tea);
    await ask(world, bob, 'poll.vote', { room: 'lobby', choice: 2 });
    world.crash();
    await world.advance('1h');
    await world.restart();
    await world.advance('30s');
    expect(results(bob).map(votes)).toEqual([[0, 1]]);
    expect(bob.last('lobby')?.at).toBeGreaterThanOrEqual(world.now - 60_000);
  });

  test('numbers go on', async () => {
    world = pollWorld({ log: 'kept' });
    const [ann] = world.join('lobby', 'ann');
    await ask(world, ann, 'poll.open', tea);
    await ask(world, ann, 'poll.close', { room: 'lobby' });
    await world.restart();
    await world.advance('1m');
    expect(await ask(world, ann, 'poll.open', tea)).toMatchObject({ poll: 2 });
  });

  test('without the log there are no polls', async () => {
    world = pollWorld({ log: 'lost' });
    const [ann] = world.join('lobby', 'ann');
    await ask(world, ann, 'poll.open', tea);
    await world.restart();
    await world.advance('1m');
    expect(await ask(world, ann, 'poll.show', { room: 'lobby' })).toMatchObject({ polls: [] });
  });
});

// The log is 5 ms away: in each of these instants something else is on its way there, or has just been answered.
const instants = Array.from({ length: 25 }, (_, index) => index * 2);

describe('a hub that dies', () => {
  test.each(instants)('%i ms after a poll was due leaves one result', async (ms) => {
    world = pollWorld({ log: 'kept', logDelayMs: [5, 5] });
    const [ann] = world.join('lobby', 'ann');
    const opened = await ask(world, ann, 'poll.open', tea);
    const { closesAt } = opened as { readonly closesAt: number };
    await world.advance(closesAt - world.now + ms);
    world.crash();
    await world.advance('10s');
    await world.restart();
    await world.advance('1m');
    expect(results(ann)).toHaveLength(1);
    expect(await ask(world, ann, 'poll.show', { room: 'lobby' })).toMatchObject({ polls: [] });
  });
});

describe('a plugin that is reloaded', () => {
  test.each(instants)('%i ms after people have begun to vote keeps what was acknowledged', async (ms) => {
    world = pollWorld({ logDelayMs: [5, 5] });
    const voters = world.join('lobby', 'ann', 'bob', 'cat', 'dan');
    const [ann] = voters;
    await ask(world, ann, 'poll.open', tea);
    const answers = voters.map(({ client }) =>
      client.request('poll.vote', { room: 'lobby', choice: 2 }).then(
        () => 1,
        () => 0,
      ),
    );
    await world.advance(ms);
    const reloaded = world.hub.plugins.reload(poll());
    await world.advance('1m');
    await reloaded;
    const counted = (await Promise.all(answers)).reduce<number>((sum, one) => sum + one, 0);
    await world.advance('5m');
    expect(results(ann).map(votes)).toEqual([[0, counted]]);
    expect(world.failures).toEqual([]);
  });

  test('passes over what is kept and is no poll', async () => {
    world = pollWorld();
    const [ann] = world.join('lobby', 'ann');
    await world.settle();
    const kept: Readonly<Record<string, Json>> = {
      'poll/1': 'tea',
      'poll/2': { number: 2 },
      'poll/3': null,
      last: 'x',
    };
    const spoil: Plugin = {
      name: 'poll',
      async setup({ store }) {
        for (const [key, value] of Object.entries(kept)) await store.put(key, value);
      },
    };
    await world.hub.plugins.reload(spoil);
    await world.hub.plugins.reload(poll());
    expect(await ask(world, ann, 'poll.open', tea)).toMatchObject({ poll: 1 });
    expect(world.failures).toEqual([]);
  });
});

describe('a store that is away', () => {
  test('delays the result and does not prevent it', async () => {
    let away = false;
    const fail = (): Promise<never> => Promise.reject(new ChatError('CHAT_BROKER_FAILED'));
    const inner = poll();
    const flaky: Plugin = {
      name: 'poll',
      setup: (host) =>
        inner.setup({
          ...{ chat: host.chat, log: host.log, clock: host.clock },
          store: {
            get: (key) => host.store.get(key),
            list: (query) => host.store.list(query),
            put: (key, value) => (away ? fail() : host.store.put(key, value)),
            delete: (key) => (away ? fail() : host.store.delete(key)),
          },
          ask: (stage, request, session) => host.ask(stage, request, session),
          gate: (stage, gate, options) => host.gate(stage, gate, options),
          on: (event, listener) => host.on(event, listener),
          emit: (event, ...args) => host.emit(event, ...args),
          command: (command) => host.command(command),
          every: (ms, run) => host.every(ms, run),
          after: (ms, run) => host.after(ms, run),
        }),
    };
    world = pollWorld({ plugins: [flaky] });
    const [ann] = world.join('lobby', 'ann');
    await ask(world, ann, 'poll.open', tea);
    away = true;
    expect(await ask(world, ann, 'poll.vote', { room: 'lobby', choice: 1 })).toBe('CHAT_BROKER_FAILED');
    await world.advance('6m');
    expect(world.failures.length).toBeGreaterThan(0);
    away = false;
    await world.advance('1m');
    expect(results(ann).map(votes)).toEqual([[0, 0]]);
    expect(await ask(world, ann, 'poll.show', { room: 'lobby' })).toMatchObject({ polls: [] });
  });
});

describe('a result that cannot be said', () => {
  const against: readonly (readonly [how: string, gate: Gate<'publish'>])[] = [
    ['a gate refuses it', (draft) => (draft.from.nick === 'poll' ? refuse('SILENCE', 'Hush.') : draft)],
    ['it is too long', (draft) => (draft.from.nick === 'poll' ? { ...draft, text: 'x'.repeat(5000) } : draft)],
  ];

  test.each(against)('ends the poll all the same: %s', async (_how, gate) => {
    const silence: Plugin = { name: 'silence', setup: (host) => host.gate('publish', gate) };
    world = pollWorld({ plugins: [silence, poll()] });
    const [ann] = world.join('lobby', 'ann');
    await ask(world, ann, 'poll.open', tea);
    await world.advance('6m');
    expect(results(ann)).toEqual([]);
    expect(await ask(world, ann, 'poll.show', { room: 'lobby' })).toMatchObject({ polls: [] });
  });
});
