import { describe, expect, test } from 'vitest';
import type { MemoryPeer } from '../../../adapters/transports/memory/index.js';
import type { Plugin, ServerEvent, Session, StreamChunk, StreamSource } from '../../../core/index.js';
import type { NativePeer } from '../../support/peers.js';
import { openWorld } from '../../support/world.js';

declare module '../../../core/index.js' {
  interface ServerEvents {
    piece: { readonly type: 'piece'; readonly number?: number; readonly bytes?: string };
  }
}

/** What slow readers did not get, and a way to the plugin’s own signals. */
function watcher() {
  const omitted: [nick: string | undefined, type: string, how: string][] = [];
  const signals: ((event: ServerEvent, delivery: 'latest' | 'best-effort') => void)[] = [];
  const plugin: Plugin = {
    name: 'watcher',
    setup(host) {
      host.on('dropped', (session, { type }, how) => void omitted.push([session.user?.nick, type, how]));
      signals.push((event, delivery) => host.chat.broadcastEphemeral('lobby', event as never, { delivery }));
    },
  };
  const signal: (typeof signals)[0] = (event, delivery) => signals[0]?.(event, delivery);
  return { plugin, omitted, signal };
}

/** A party in which one reads nothing any more, although something waits for it. */
async function stuckParty() {
  const { plugin, omitted, signal } = watcher();
  const world = await openWorld({ plugins: [plugin] });
  const ann = await world.native('ann', 'lobby');
  const bob = await world.native('bob', 'lobby');
  const slow = await world.native('slow', 'lobby');
  slow.wire.freeze();
  await ann.ok({ type: 'say', room: 'lobby', text: 'first' });
  await world.settle();
  return { world, ann, bob, slow, omitted, signal };
}

async function thawed(peer: NativePeer<MemoryPeer>, settle: () => Promise<void>): Promise<readonly unknown[]> {
  const before = peer.heard.length;
  peer.wire.thaw();
  await settle();
  return peer.heard.slice(before).map(({ type, text, on }) => [type, text ?? on]);
}

describe('a reader that is slow', () => {
  test('gets every message, and of typing only the latest', async () => {
    const { world, ann, slow, omitted } = await stuckParty();
    for (const on of [true, false, true, false]) await ann.ok({ type: 'typing', room: 'lobby', on });
    await ann.ok({ type: 'say', room: 'lobby', text: 'second' });
    await world.settle();
    expect(await thawed(slow, world.settle)).toEqual([
      ['message', 'first'],
      ['message', 'second'],
      ['typing', false],
    ]);
    expect(omitted).toEqual(Array.from({ length: 3 }, () => ['slow', 'typing', 'coalesced']));
  });

  test('gets the latest of each user and room', async () => {
    const { world, ann, bob, slow } = await stuckParty();
    await ann.ok({ type: 'typing', room: 'lobby' });
    await bob.ok({ type: 'typing', room: 'lobby' });
    await ann.ok({ type: 'typing', room: 'lobby', on: false });
    await world.settle();
    await thawed(slow, world.settle);
    expect(slow.all('typing').map(({ user, on }) => [(user as { nick: string }).nick, on])).toEqual([
      ['bob', true],
      ['ann', false],
    ]);
  });

  test('does not get what is sent with best effort, which is counted', async () => {
    const { world, bob, slow, omitted, signal } = await stuckParty();
    const wave = { type: 'presence', room: 'lobby', user: { id: 'x', nick: 'x' }, state: 'online' } as const;
    signal(wave, 'best-effort');
    await world.settle();
    await thawed(slow, world.settle);
    expect(slow.all('presence')).toEqual([]);
    expect(bob.all('presence')).toEqual([wave]);
    expect(omitted).toEqual([['slow', 'presence', 'dropped']]);
  });

  test('has no more of them waiting than the limit says', async () => {
    const { plugin, omitted } = watcher();
    const world = await openWorld({ plugins: [plugin], limits: { latestEvents: 2 } });
    const slow = await world.native('slow', 'lobby');
    const talkers = await Promise.all(['ann', 'bob', 'cleo', 'dan'].map((nick) => world.native(nick, 'lobby')));
    await world.settle();
    slow.wire.freeze();
    await talkers[0]?.ok({ type: 'say', room: 'lobby', text: 'first' });
    await world.settle();
    for (const talker of talkers) {
      await talker.ok({ type: 'typing', room: 'lobby' });
      await world.settle();
    }
    await thawed(slow, world.settle);
    expect(slow.all('typing').map(({ user }) => (user as { nick: string }).nick)).toEqual(['cleo', 'dan']);
    expect(omitted.map(([, , how]) => how)).toEqual(['dropped', 'dropped']);
  });

  test('is closed over its budget, told that it can resume, and then has missed nothing', async () => {
    const world = await openWorld({ limits: { outboxBytes: 5_000 } });
    const ann = await world.native('ann', 'lobby');
    const slow = world.stranger();
    const welcome = await slow.ask({ type: 'hello', nick: 'slow', resume: true });
    const joined = await slow.ok({ type: 'join', room: 'lobby' });
    slow.wire.freeze();
    const said = Array.from({ length: 40 }, (_, at) => `message ${at}`);
    for (const text of said) {
      await ann.ok({ type: 'say', room: 'lobby', text });
      await world.settle();
    }
    expect(world.hub.chat.sessions().find(({ user }) => user?.nick === 'slow')?.pendingBytes).toBe(0);
    slow.wire.thaw();
    await slow.over;
    expect(slow.heard.at(-1)).toMatchObject({
      type: 'bye',
      code: 'CHAT_SLOW_CONSUMER',
      reconnectMs: 2_500,
      resume: true,
    });
    const seen = slow.all('message');
    const back = world.stranger();
    const { token } = welcome.resume as { token: string };
    const { epoch, offset } = seen.at(-1) ?? joined;
    await back.ask({ type: 'hello', resume: token, positions: { lobby: { epoch, offset } } });
    await world.settle();
    expect([...seen, ...back.all('message')].map(({ text }) => text)).toEqual(said);
  });
});

describe('a recovery of more than a slow reader may have waiting', () => {
  test('goes as fast as it reads, and closes nobody', async () => {
    const world = await openWorld({ limits: { outboxBytes: 8_000 } });
    const ann = await world.native('ann', 'lobby');
    const text = 'x'.repeat(1_000);
    for (let count = 0; count < 60; count++) await ann.ok({ type: 'say', room: 'lobby', text });
    await world.settle();
    const late = await world.native('late');
    late.wire.freeze();
    const { epoch } = ann.all('message')[0] as { epoch?: unknown };
    late.send({ type: 'join', room: 'lobby', after: { epoch, offset: 0 } });
    await world.settle();
    const session = world.hub.chat.sessions().find(({ user }) => user?.nick === 'late');
    expect(session?.pendingBytes).toBeLessThan(8_000);
    late.wire.thaw();
    await late.next('recovered');
    expect(late.all('message').map(({ offset }) => offset)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
  });

  test('ends when nothing is taken any more, though the connection is not read meanwhile', async () => {
    const world = await openWorld({ limits: { outboxBytes: 8_000, inboxFrames: 2, heartbeatMs: 1_000 } });
    const ann = await world.native('ann', 'lobby');
    for (let count = 0; count < 20; count++) {
      await ann.ok({ type: 'say', room: 'lobby', text: 'x'.repeat(1_000) });
    }
    const late = await world.native('late');
    late.send({ type: 'join', room: 'lobby', after: { epoch: 'old', offset: 0 } });
    for (let count = 0; count < 5; count++) late.send({ type: 'ping' });
    late.wire.freeze();
    await world.settle();
    late.wire.sever();
    await world.pass(2_000);
    expect(world.hub.chat.sessions().map(({ user }) => user?.nick)).toContain('late');
    await world.pass(1_000);
    expect(world.hub.chat.sessions().map(({ user }) => user?.nick)).toEqual(['ann']);
  });

  test('ends when its connection does', async () => {
    const world = await openWorld({ limits: { outboxBytes: 8_000 } });
    const ann = await world.native('ann', 'lobby');
    for (let count = 0; count < 20; count++) {
      await ann.ok({ type: 'say', room: 'lobby', text: 'x'.repeat(1_000) });
    }
    const late = await world.native('late');
    late.wire.freeze();
    late.send({ type: 'join', room: 'lobby', after: { epoch: 'old', offset: 0 } });
    await world.settle();
    late.wire.abort();
    await world.settle();
    expect(world.hub.chat.sessions().map(({ user }) => user?.nick)).toEqual(['ann']);
  });
});

describe('a large transfer', () => {
  const piece = (number: number): StreamChunk => ({ event: { type: 'piece', number } });
  const pieces = (count: number): StreamSource => {
    let next = 0;
    return { next: () => (next < count ? piece(next++) : undefined) };
  };
  const sessionOf = (sessions: readonly Session[], nick: string) =>
    sessions.find(({ user }) => user?.nick === nick) as Session;

  test('arrives whole and in order', async () => {
    const world = await openWorld();
    const ann = await world.native('ann');
    sessionOf(world.hub.chat.sessions(), 'ann').stream(pieces(5));
    for (let turn = 0; turn < 10; turn++) await world.settle();
    expect(ann.all('piece').map(({ number }) => number)).toEqual([0, 1, 2, 3, 4]);
  });

  test('lets chat go first: what is said meanwhile comes after the piece that is on its way', async () => {
    const world = await openWorld();
    const ann = await world.native('ann', 'lobby');
    const bob = await world.native('bob', 'lobby');
    bob.wire.freeze();
    sessionOf(world.hub.chat.sessions(), 'bob').stream(pieces(1_000));
    await world.settle();
    await ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
    await world.settle();
    bob.wire.thaw();
    await bob.next('message');
    expect(bob.all('piece').length).toBeLessThanOrEqual(2);
  });

  test('shares the connection with others, a piece each', async () => {
    const world = await openWorld();
    const ann = await world.native('ann');
    const session = sessionOf(world.hub.chat.sessions(), 'ann');
    session.stream(pieces(3));
    session.stream(pieces(3));
    for (let turn = 0; turn < 10; turn++) await world.settle();
    expect(ann.all('piece').map(({ number }) => number)).toEqual([0, 0, 1, 1, 2, 2]);
  });

  test('goes on when its source has something again, and stops when it is cancelled', async () => {
    const world = await openWorld();
    const ann = await world.native('ann');
    let ready = [piece(1)];
    const bulk = sessionOf(world.hub.chat.sessions(), 'ann').stream({ next: () => ready.shift() });
    await world.settle();
    ready = [piece(2)];
    bulk.wake();
    await world.settle();
    ready = [piece(3)];
    bulk.wake();
    bulk.cancel();
    await world.settle();
    expect(ann.all('piece').map(({ number }) => number)).toEqual([1, 2]);
  });
});
