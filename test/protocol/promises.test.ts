import { describe, expect, test } from 'vitest';
import type { MemoryPeer } from '../../adapters/transports/memory/index.js';
import type { Plugin } from '../../core/index.js';
import type { NativePeer } from '../support/peers.js';
import { openWorld, type World } from '../support/world.js';

const token = 'c2VjcmV0c2VjcmV0c2VjcmV0';

/** A client that can come back, in the lobby. */
async function resumable(world: World, nick: string): Promise<NativePeer<MemoryPeer>> {
  const peer = world.stranger();
  await peer.ok({ type: 'hello', nick, resume: token });
  await peer.ok({ type: 'join', room: 'lobby' });
  return peer;
}

async function returned(world: World, fields: object): Promise<NativePeer> {
  const peer = world.stranger();
  await peer.ok({ type: 'hello', resume: token, ...fields });
  await world.settle();
  return peer;
}

const texts = (peer: NativePeer): unknown[] => peer.all('message').map(({ text }) => text);

const places = async (world: World, nick: string) => {
  const peer = await resumable(world, nick);
  const { epoch, offset } = await peer.ok({ type: 'join', room: 'lobby' });
  return { peer, place: { epoch, offset } };
};

describe('what docs/delivery.md says of', () => {
  test('a slow reader: it is told that it may return, holds up nobody, and gets what it did not take', async () => {
    const world = await openWorld({ limits: { outboxBytes: 2_000 } });
    const ann = await world.native('ann', 'lobby');
    const { peer, place } = await places(world, 'bob');
    peer.wire.freeze();
    const said = Array.from({ length: 10 }, (_, number) => `${number} ${'x'.repeat(300)}`);
    for (const text of said) await ann.ok({ type: 'say', room: 'lobby', text });
    peer.wire.thaw();
    expect(await peer.next('bye')).toMatchObject({ code: 'CHAT_SLOW_CONSUMER', resume: true });
    const back = await returned(world, { positions: { lobby: place } });
    expect(texts(back)).toEqual(said);
  });

  test('typing while bytes wait: only the latest comes', async () => {
    const world = await openWorld();
    const ann = await world.native('ann', 'lobby');
    const bob = await world.native('bob', 'lobby');
    const omitted: unknown[] = [];
    world.hub.on('dropped', (session, event, how) => omitted.push([session.user?.nick, event.type, how]));
    bob.wire.freeze();
    await ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
    await ann.ok({ type: 'typing', room: 'lobby' });
    await ann.ok({ type: 'typing', room: 'lobby', on: false });
    await world.settle();
    bob.wire.thaw();
    await world.settle();
    expect(bob.all('typing').map(({ on }) => on)).toEqual([false]);
    expect(omitted).toEqual([['bob', 'typing', 'coalesced']]);
  });

  test('who is back too late: a new session, who left and came, and every message that the log keeps', async () => {
    const world = await openWorld();
    const ann = await world.native('ann', 'lobby');
    const { peer, place } = await places(world, 'bob');
    peer.wire.abort();
    await world.settle();
    await ann.ok({ type: 'say', room: 'lobby', text: 'where are you?' });
    await world.pass(world.hub.limits.resumeMs);
    const back = await returned(world, { nick: 'bob', positions: { lobby: place } });
    await back.ok({ type: 'join', room: 'lobby', after: place });
    await world.settle();
    expect(back.heard[0]).toMatchObject({ resumed: false, rooms: [] });
    expect(texts(back)).toEqual(['where are you?']);
    expect(ann.heard.map(({ type, state }) => state ?? type).slice(-4)).toEqual(['message', 'ok', 'left', 'joined']);
  });

  test('whoever is away: what they are told waits for them', async () => {
    const world = await openWorld();
    const ann = await world.native('ann');
    const bob = await resumable(world, 'bob');
    bob.wire.abort();
    await world.settle();
    await ann.ok({ type: 'tell', to: 'bob', text: 'psst' });
    expect(texts(await returned(world, {}))).toEqual(['psst']);
  });

  test('a hub that stops: what a client had sent is done and answered, then it is told when to come back', async () => {
    const open: (() => void)[] = [];
    const slow: Plugin = {
      name: 'slow',
      setup: (host) =>
        host.gate('publish', async (message) => {
          await new Promise<void>((resolve) => open.push(resolve));
          return message;
        }),
    };
    const world = await openWorld({ plugins: [slow] });
    const ann = await world.native('ann', 'lobby');
    ann.send({ type: 'say', ref: 'one', room: 'lobby', text: 'one' });
    ann.send({ type: 'ping', ref: 'two' });
    await world.settle();
    const stopped = world.hub.stop();
    await world.settle();
    for (const pass of open) pass();
    await stopped;
    await ann.over;
    expect(ann.heard.slice(-4).map(({ type, ref, code }) => [type, ref ?? code])).toEqual([
      ['message', undefined],
      ['ok', 'one'],
      ['ok', 'two'],
      ['bye', 'CHAT_DRAINING'],
    ]);
    expect(ann.heard.at(-1)?.reconnectMs).toBeTypeOf('number');
  });

  test('a gate that fails: the author is told to try again, and nothing is in the log', async () => {
    const broken: Plugin = {
      name: 'broken',
      setup: (host) =>
        host.gate('publish', () => {
          throw new Error('no');
        }),
    };
    const world = await openWorld({ plugins: [broken] });
    const ann = await world.native('ann', 'lobby');
    const reply = await ann.ask({ type: 'say', room: 'lobby', text: 'hi' });
    expect(reply).toMatchObject({ type: 'error', code: 'CHAT_PLUGIN_FAILED', retry: true });
    expect(await ann.ok({ type: 'join', room: 'lobby' })).toMatchObject({ offset: 0 });
  });

  test('too many who are away: the one that has been away longest ends', async () => {
    const world = await openWorld({ limits: { awaySessions: 1 } });
    const ann = await world.native('ann', 'lobby');
    const bob = await resumable(world, 'bob');
    bob.wire.abort();
    await world.settle();
    const cat = world.stranger();
    await cat.ok({ type: 'hello', nick: 'cat', resume: true });
    cat.wire.abort();
    await world.settle();
    expect(ann.all('left').map(({ user }) => (user as { nick: string }).nick)).toEqual(['bob']);
  });
});
