import { describe, expect, test } from 'vitest';
import type { Plugin } from '../../../core/index.js';
import { openFlooded, says } from './support/flooded.js';

/** A plugin with commands that publish in the sender's name, as edits and reactions do, and in its own. */
const speaker: Plugin = {
  name: 'speaker',
  setup(host) {
    host.command({
      name: 'edit',
      summary: 'Publishes as its sender.',
      async run(_, session) {
        await host.chat.sayAs(session, { room: 'lobby', text: 'edited', kind: 'edit' });
        return {};
      },
    });
    host.command({
      name: 'announce',
      summary: 'Publishes as the plugin.',
      async run() {
        await host.chat.say({ room: 'lobby', text: 'announced' });
        return {};
      },
    });
    host.command({ name: 'part', summary: 'Part of a file.', paced: true, run: () => ({}) });
  },
};

describe('as a message counts', () => {
  test('what is said in a room, what is told to one person, and what a plugin publishes in the sender’s name', async () => {
    const world = await openFlooded({}, [speaker]);
    const ann = await world.native('ann', 'lobby');
    await world.native('bob', 'lobby');
    await ann.ok({ type: 'say', room: 'lobby', text: 'one' });
    await ann.ok({ type: 'tell', to: 'bob', text: 'two' });
    await ann.ok({ type: 'edit' });
    expect(world.deeds).toEqual([]);
    ann.send({ type: 'edit' });
    await world.settle();
    expect(world.deeds).toMatchObject([{ what: 'messages', did: 'slowed', ms: 1_000 }]);
  });

  test('nothing that is sent again with its key, as after a reconnect', async () => {
    const world = await openFlooded();
    const ann = await world.native('ann', 'lobby');
    for (let time = 0; time < 10; time++) await ann.ok({ type: 'say', room: 'lobby', text: 'once', key: 'k' });
    says(ann, 1, 2);
    await world.settle();
    expect([world.published.length, world.deeds]).toEqual([3, []]);
  });

  test('nothing that a plugin says', async () => {
    const world = await openFlooded({}, [speaker]);
    const ann = await world.native('ann', 'lobby');
    for (let time = 0; time < 10; time++) await ann.ok({ type: 'announce' });
    expect([world.published.length, world.deeds]).toEqual([10, []]);
  });

  test('nothing that is refused for its limit', async () => {
    const world = await openFlooded({ slowMs: 0, patienceMs: 1 });
    const ann = await world.native('ann', 'lobby');
    says(ann, 1, 6);
    await world.pass(1_000);
    await ann.ok({ type: 'say', room: 'lobby', text: 'a second later' });
    expect(world.published).toHaveLength(4);
  });
});

describe('as a command counts', () => {
  const session = { commands: { burst: 5, perSecond: 2 } };

  test('whatever is asked for, what there is not as well', async () => {
    const world = await openFlooded({ session });
    const ann = world.stranger();
    // The connection is the first.
    for (const type of ['hello', 'ping', 'dance', 'rooms']) await ann.ask({ type });
    expect(world.deeds).toEqual([]);
    ann.send({ type: 'ping', ref: 'late' });
    await world.pass(499);
    expect(ann.heard.some(({ ref }) => ref === 'late')).toBe(false);
    await world.pass(1);
    expect(ann.heard.some(({ ref }) => ref === 'late')).toBe(true);
    expect(world.deeds).toMatchObject([{ what: 'commands', did: 'slowed', ms: 500 }]);
  });

  test('a frame that makes no sense, which nobody can hold back, but the next command can', async () => {
    const world = await openFlooded({ session });
    const ann = world.stranger();
    await ann.ok({ type: 'hello' });
    for (let time = 0; time < 5; time++) ann.wire.send('{');
    const refused = await ann.ask({ type: 'ping' });
    expect(refused).toMatchObject({ code: 'FLOOD_COMMANDS', details: { retryMs: 1_500 } });
  });

  test('nothing that has limits of its own, nor its bytes', async () => {
    const world = await openFlooded({ session: { ...session, bytes: { burst: 1_000, perSecond: 1 } } }, [speaker]);
    const ann = world.stranger();
    await ann.ok({ type: 'hello' });
    for (let time = 0; time < 50; time++) await ann.ok({ type: 'part', bytes: 'x'.repeat(500) });
    await ann.ok({ type: 'ping' });
    expect(world.deeds).toEqual([]);
  });
});

describe('bytes', () => {
  const session = { bytes: { burst: 2_000, perSecond: 1_000 } };
  const frame = (bytes: number): string => {
    const bare = JSON.stringify({ type: 'ping', ref: 'r', pad: '' });
    return JSON.stringify({ type: 'ping', ref: 'r', pad: 'x'.repeat(bytes - bare.length) });
  };

  test('count as they come over the wire, in UTF-8', async () => {
    const world = await openFlooded({ session });
    const ann = world.stranger();
    await world.settle();
    ann.wire.send(frame(1_000));
    ann.wire.send(frame(1_000));
    ann.wire.send(JSON.stringify({ type: 'ping', pad: '🙂'.repeat(100) }));
    await world.settle();
    const bytes = Buffer.byteLength(JSON.stringify({ type: 'ping', pad: '🙂'.repeat(100) }));
    expect(world.deeds).toMatchObject([{ what: 'bytes', did: 'slowed', ms: bytes }]);
  });

  test('of one frame may be more than there ever are at once: it passes when the bucket is full, and leaves a debt', async () => {
    const world = await openFlooded({ session });
    const ann = world.stranger();
    await world.settle();
    ann.wire.send(frame(3_500));
    await world.settle();
    expect(world.deeds).toEqual([]);
    ann.wire.send(frame(100));
    await world.settle();
    expect(ann.heard.at(-1)).toMatchObject({ code: 'FLOOD_BYTES', retry: true, details: { retryMs: 1_600 } });
  });
});

test('what flood control does is counted for whoever measures', async () => {
  const world = await openFlooded({ patienceMs: 1_000, strikes: 1 });
  const counted: unknown[] = [];
  world.hub.on('metric', (info) => void counted.push(info));
  const ann = await world.native('ann', 'lobby');
  says(ann, 1, 7);
  await world.pass(1_000);
  const one = (what: string) => ({ plugin: 'flood-control', what, amount: 1 });
  expect(counted).toEqual(['slowed.messages', 'refused.messages', 'refused.messages', 'closed.messages'].map(one));
});
