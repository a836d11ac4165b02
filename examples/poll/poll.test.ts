import { type Plugin, refuse } from 'partyline';
import type { World } from 'partyline/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { accounts, ask, pollWorld, results, shown, tea, told, votes } from './helpers.js';
import { poll } from './poll.js';

let world: World;

afterEach(async () => {
  expect(world.failures).toEqual([]);
  await world.close();
});

describe('a poll', () => {
  test('is asked in the name of who opens it, in a message of its own kind', async () => {
    world = pollWorld();
    const [ann, bob] = world.join('lobby', 'ann', 'bob');
    await ask(world, ann, 'poll.open', tea);
    expect(bob.last()).toMatchObject({
      from: 'ann',
      kind: 'poll',
      text: 'Tea or coffee?\n1. tea\n2. coffee\nType /vote 1 to /vote 2 (poll 1, 5 min)',
      data: { poll: 1, question: 'Tea or coffee?', open: true, voters: 0 },
    });
  });

  test('is closed when its time is over, not before', async () => {
    world = pollWorld();
    const [ann, bob] = world.join('lobby', 'ann', 'bob');
    await ask(world, ann, 'poll.open', { ...tea, ms: 3_600_000 });
    await ask(world, bob, 'poll.vote', { room: 'lobby', choice: 2 });
    await world.advance('59m');
    expect(results(bob)).toEqual([]);
    await world.advance('2m');
    expect(results(bob).map(votes)).toEqual([[0, 1]]);
    expect(bob.last()).toMatchObject({ from: 'poll', text: 'Result: Tea or coffee?\n1 × coffee\n0 × tea\n1 vote' });
  });

  test('is closed once, whoever ends it before its time', async () => {
    world = pollWorld();
    const [ann] = world.join('lobby', 'ann');
    await ask(world, ann, 'poll.open', tea);
    expect(await ask(world, ann, 'poll.close', { room: 'lobby' })).toMatchObject({ poll: 1, open: false });
    await world.advance('1h');
    expect(results(ann)).toHaveLength(1);
    expect(await ask(world, ann, 'poll.vote', { room: 'lobby', choice: 1 })).toBe('POLL_UNKNOWN');
  });

  test('is not opened where a gate refuses its message', async () => {
    const mute: Plugin = {
      name: 'mute',
      setup: (host) => host.gate('publish', (draft) => (draft.from.nick === 'bob' ? refuse('MUTED', 'No.') : draft)),
    };
    world = pollWorld({ plugins: [mute, poll()] });
    const [ann, bob] = world.join('lobby', 'ann', 'bob');
    expect(await ask(world, bob, 'poll.open', tea)).toBe('MUTED');
    expect(await ask(world, ann, 'poll.show', { room: 'lobby' })).toMatchObject({ polls: [] });
    await world.advance('1h');
    expect(told(ann)).toEqual([]);
  });

  test('shows nowhere what another plugin has masked', async () => {
    const mask: Plugin = {
      name: 'mask',
      setup: (host) =>
        host.gate('publish', (draft) => ({ ...draft, text: draft.text.replaceAll('zork', '****') }), { phase: 'last' }),
    };
    world = pollWorld({ plugins: [mask, poll()] });
    const [ann, bob] = world.join('lobby', 'ann', 'bob');
    const events = shown(bob);
    await ask(world, ann, 'poll.open', { ...tea, question: 'What a zork?', options: ['one zork', 'two'] });
    const vote = await ask(world, bob, 'poll.vote', { room: 'lobby', choice: 1 });
    await world.advance('1h');
    expect(vote).toMatchObject({ question: 'What a ****?', options: [{ text: 'one ****' }, { text: 'two' }] });
    expect(JSON.stringify([events, bob.messages()])).not.toContain('zork');
    expect(results(bob).map(votes)).toEqual([[1, 0]]);
  });
});

describe('a vote', () => {
  test('that is changed counts once', async () => {
    world = pollWorld();
    const [ann, bob] = world.join('lobby', 'ann', 'bob');
    await ask(world, ann, 'poll.open', tea);
    expect(votes(await ask(world, bob, 'poll.vote', { room: 'lobby', choice: 1 }))).toEqual([1, 0]);
    expect(votes(await ask(world, bob, 'poll.vote', { room: 'lobby', choice: 2 }))).toEqual([0, 1]);
  });

  test('of somebody with two devices counts once', async () => {
    world = pollWorld({ plugins: [accounts(), poll()] });
    const [desk, pocket] = world.join('lobby', 'ann', 'ann2');
    await ask(world, desk, 'poll.open', tea);
    const both = [desk, pocket].map(({ client }) => client.request('poll.vote', { room: 'lobby', choice: 2 }));
    await world.settle();
    await Promise.all(both);
    expect(await ask(world, desk, 'poll.show', { room: 'lobby' })).toMatchObject({
      polls: [{ voters: 1, options: [{ votes: 0 }, { votes: 1 }] }],
    });
  });

  test('without a number goes to the newest poll, with one to that', async () => {
    world = pollWorld();
    const [ann] = world.join('lobby', 'ann');
    await ask(world, ann, 'poll.open', tea);
    await ask(world, ann, 'poll.open', { ...tea, question: 'Now or later?', options: ['now', 'later'] });
    expect(await ask(world, ann, 'poll.vote', { room: 'lobby', choice: 1 })).toMatchObject({
      question: 'Now or later?',
    });
    expect(await ask(world, ann, 'poll.vote', { room: 'Lobby', choice: 1, poll: 1 })).toMatchObject({ poll: 1 });
  });

  test('can be refused by another plugin', async () => {
    const members: Plugin = {
      name: 'members',
      setup: (host) =>
        host.gate('vote', (vote, session) =>
          session.user?.account === undefined ? refuse('MEMBERS_ONLY', 'Members vote here.') : vote,
        ),
    };
    world = pollWorld({ plugins: [members, poll()] });
    const [ann] = world.join('lobby', 'ann');
    await ask(world, ann, 'poll.open', tea);
    expect(await ask(world, ann, 'poll.vote', { room: 'lobby', choice: 1 })).toBe('MEMBERS_ONLY');
  });
});

describe('the standing', () => {
  test('is shown once for many votes', async () => {
    world = pollWorld();
    const [ann, bob, cat] = world.join('lobby', 'ann', 'bob', 'cat');
    const events = shown(ann);
    await ask(world, ann, 'poll.open', tea);
    await world.advance('10s');
    for (const voter of [ann, bob, cat, bob]) await ask(world, voter, 'poll.vote', { room: 'lobby', choice: 2 });
    await world.advance('10s');
    expect(events.map(({ polls }) => polls.map(votes))).toEqual([[[0, 0]], [[0, 3]]]);
  });

  test('is shown to whoever comes in later', async () => {
    world = pollWorld();
    const [ann] = world.join('lobby', 'ann');
    await ask(world, ann, 'poll.open', tea);
    await world.advance('1m');
    const events = shown(world.client('dan'));
    world.join('lobby', 'dan');
    await world.advance('10s');
    expect(events).toMatchObject([{ room: 'lobby', polls: [{ poll: 1, open: true }] }]);
  });
});

describe('somebody at a terminal', () => {
  test('asks, votes, and reads how it stands and what came of it', async () => {
    world = pollWorld();
    const eve = world.person('eve');
    const [ann] = world.join('lobby', 'ann');
    await world.settle();
    eve.type('/poll Tea or coffee? | tea | coffee | 5m');
    await world.settle();
    await ask(world, ann, 'poll.vote', { room: 'lobby', choice: 1 });
    eve.type('/vote 2');
    await world.advance('10s');
    eve.type('/vote 3');
    await world.advance('5m');
    eve.type('/poll');
    await world.settle();
    expect(eve.lines.slice(eve.lines.indexOf('* ann joined') + 1)).toEqual([
      '-- Poll 1 is open. Vote with /vote 1 to /vote 2.',
      '-- Tea or coffee? tea 1, coffee 1 (poll 1, 5 min left)',
      '-- Tea or coffee? tea 1, coffee 1 (poll 1, 5 min left)',
      '! The options are 1 to 2.',
      'poll: Result: Tea or coffee?',
      '  1 × tea',
      '  1 × coffee',
      '  2 votes',
      '-- No poll is open here. Open one: /poll Tea or coffee? | tea | coffee | 5m',
    ]);
  });
});
