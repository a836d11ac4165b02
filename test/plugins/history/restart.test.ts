import { expect, test } from 'vitest';
import type { JsonObject } from '../../../core/index.js';
import { history } from '../../../plugins/history/index.js';
import { createWorld, type World, type WorldClient, type WorldOptions } from '../../../testkit/index.js';
import { type HistoryPage, textsOf } from './support/history-fixture.js';

/** Ann and bob in the lobby of a world with the plugin. */
async function together(options: WorldOptions) {
  const world = createWorld({ plugins: [history()], ...options });
  await until(world, () => world.hub.state === 'open');
  const [ann, bob] = world.join('lobby', 'ann', 'bob');
  await world.settle();
  return { world, ann, bob };
}

/** Lets the world go on until something is so: a log that takes its time is asked while the plugin is set up. */
async function until(world: World, isSo: () => boolean): Promise<void> {
  while (!isSo()) await world.clock.step();
}

/** Starts a hub again that has crashed. */
async function starts(world: World): Promise<void> {
  const crashed = world.hub;
  const restarted = world.restart();
  await until(world, () => world.hub !== crashed && world.hub.state === 'open');
  await restarted;
}

/** Asks for something, and lets the world go on until it is answered. */
async function asks(world: World, { client }: WorldClient, command: string, fields: JsonObject = {}) {
  const asked = client.request(command, { room: 'lobby', ...fields });
  asked.catch(() => undefined);
  await world.settle();
  return asked;
}

const pageOf = async (world: World, who: WorldClient, wish: JsonObject = {}) =>
  (await asks(world, who, 'history', wish)) as unknown as HistoryPage;

async function says(world: World, who: WorldClient, text: string) {
  who.say(text);
  await world.settle();
  const { epoch, offset } = who.receipts.at(-1) ?? { epoch: '', offset: 0 };
  return { epoch, offset };
}

/** Clients come back by themselves, after some seconds. */
async function comeBack(world: World): Promise<void> {
  await world.advance('1m');
  await world.settle();
}

test.each(['in order', 'by a crash'])(
  'what was edited, reacted to and read is known after a restart %s',
  async (how) => {
    const { world, ann, bob } = await together({ log: 'kept' });
    const place = await says(world, ann, 'teh');
    await asks(world, ann, 'edit', { ...place, text: 'the' });
    await asks(world, bob, 'react', { ...place, emoji: '👍' });
    await asks(world, bob, 'history.read', place);
    if (how === 'by a crash') world.crash();
    await world.restart();
    await comeBack(world);
    const page = await pageOf(world, bob);
    expect(page.entries).toMatchObject([
      { text: 'the', edited: { offset: 2 }, reactions: { '👍': { count: 1, mine: true } } },
    ]);
    expect(await asks(world, bob, 'history.unread')).toMatchObject({ rooms: [{ marker: 1, unread: 0 }] });
    expect(await asks(world, bob, 'react', { ...place, emoji: '👍' })).toMatchObject({ changed: false });
    await world.close();
  },
);

test('pages of a log that was begun anew in between begin there, after a gap', async () => {
  const { world, ann, bob } = await together({ log: 'lost' });
  for (const text of ['one', 'two', 'three']) await says(world, ann, text);
  await asks(world, ann, 'react', { emoji: '👍' });
  const page = await pageOf(world, bob, { limit: 1 });
  await world.restart();
  await comeBack(world);
  await says(world, ann, 'four');
  const next = await pageOf(world, bob, { before: { epoch: page.epoch, offset: page.from } });
  expect(next.epoch).not.toBe(page.epoch);
  expect([textsOf(next), next.gap, next.more]).toEqual([['four'], true, false]);
  expect(next.entries[0]).not.toHaveProperty('reactions');
  await world.close();
});

test('a deletion that a crash has cut off is done before anybody can be given the text', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { world, ann } = await together({ log: 'kept', seed, logDelayMs: [1, 40] });
    const place = await says(world, ann, 'secret');
    await asks(world, ann, 'edit', { ...place, text: 'secret too' });
    const asked = ann.client.request('delete', { room: 'lobby', ...place });
    asked.catch(() => undefined);
    let isPublished = false;
    world.hub.on('message', ({ message }) => {
      isPublished ||= message.kind === 'delete';
    });
    await until(world, () => isPublished);
    await world.advance(world.random.between(0, 60));
    world.crash();
    await starts(world);
    const carl = world.client('carl');
    await world.settle();
    const joined = carl.client.join('lobby', { last: 10 });
    await world.settle();
    await joined;
    expect(carl.messages().map(({ kind }) => kind)).toEqual(['erased', 'erased', 'delete']);
    expect((await pageOf(world, carl)).entries).toMatchObject([{ kind: 'erased', text: '', offset: 1 }]);
    expect((await pageOf(world, carl)).entries).toHaveLength(1);
    expect(world.failures).toEqual([]);
    await world.close();
  }
});

test('whatever is cut off wherever, everybody sees the same afterwards, and it goes on', async () => {
  for (let seed = 1; seed <= 15; seed++) {
    const { world, ann, bob } = await together({ log: 'kept', seed, logDelayMs: [1, 30] });
    const places = [await says(world, ann, 'one'), await says(world, ann, 'two'), await says(world, bob, 'three')];
    for (let round = 0; round < 4; round++) {
      const place = places[world.random.between(0, 2)] ?? { epoch: '', offset: 0 };
      for (const { client } of [ann, bob]) {
        for (const emoji of ['👍', '🎉']) {
          const on = world.random.between(0, 2) > 0;
          client.request('react', { room: 'lobby', ...place, emoji, on }).catch(() => undefined);
        }
      }
      ann.client.request('edit', { room: 'lobby', ...(places[0] ?? {}), text: `one ${round}` }).catch(() => undefined);
      await world.advance(world.random.between(1, 400));
      world.crash();
      await starts(world);
      await comeBack(world);
    }
    const [forAnn, forBob] = [await pageOf(world, ann), await pageOf(world, bob)];
    expect(bare(forAnn)).toEqual(bare(forBob));
    expect(bare(forAnn)).toEqual(reckoned(bob.messages()));
    expect(world.failures).toEqual([]);
    await world.close();
  }
});

/** What is on a page besides who sees it. */
function bare({ entries }: HistoryPage) {
  return entries.map(({ offset, text, reactions = {} }) => {
    return [
      offset,
      text,
      Object.entries(reactions)
        .map(([emoji, { count }]) => `${emoji} ${count}`)
        .sort(),
    ];
  });
}

/** The same, worked out from the messages that a client was told. */
function reckoned(messages: ReturnType<WorldClient['messages']>) {
  const shown = new Map<number, { text: string; reactions: Map<string, Set<string>> }>();
  for (const { offset, kind, text, data, from } of messages) {
    const about = data as { target: { offset: number }; on?: boolean } | undefined;
    const target = shown.get(about?.target.offset ?? 0);
    if (target === undefined) shown.set(offset, { text, reactions: new Map() });
    else if (kind === 'edit') target.text = text;
    else {
      const emoji = text.replace('-', '');
      const users = target.reactions.get(emoji) ?? new Set();
      if (about?.on === true) users.add(from);
      else users.delete(from);
      target.reactions.set(emoji, users);
    }
  }
  return [...shown].map(([offset, { text, reactions }]) => {
    const given = [...reactions].filter(([, users]) => users.size > 0);
    return [offset, text, given.map(([emoji, users]) => `${emoji} ${users.size}`).sort()];
  });
}
