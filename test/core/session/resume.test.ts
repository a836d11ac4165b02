import { describe, expect, test } from 'vitest';
import type { MemoryPeer } from '../../../adapters/transports/memory/index.js';
import { errors } from '../../../core/index.js';
import type { Heard, NativePeer } from '../../support/peers.js';
import { openWorld, type World } from '../../support/world.js';

type Peer = NativePeer<MemoryPeer>;

interface Ticket {
  readonly token: string;
  readonly id: string;
}

/** Logs a client in that will come back. */
async function arrive(
  world: World,
  nick: string,
  ...rooms: readonly string[]
): Promise<{ peer: Peer; ticket: Ticket }> {
  const peer = world.stranger();
  const welcome = await peer.ask({ type: 'hello', nick, resume: true });
  for (const room of rooms) await peer.ok({ type: 'join', room });
  const { token } = welcome.resume as { token: string };
  return { peer, ticket: { token, id: (welcome.user as { id: string }).id } };
}

async function comeBack(
  world: World,
  { token }: Ticket,
  positions: object = {},
): Promise<{ peer: Peer; welcome: Heard }> {
  const peer = world.stranger();
  const welcome = await peer.ask({ type: 'hello', nick: 'back', resume: token, positions });
  await world.settle();
  return { peer, welcome };
}

const textsOf = (peer: Peer) => peer.all('message').map(({ text }) => text);

/** The place of the last message that a client has seen, or of its coming in. */
function placeIn(peer: Peer, room: string): { epoch: unknown; offset: unknown } {
  const seen = peer.heard.filter((frame) => frame.room === room && frame.type === 'message').at(-1);
  const joined = peer.heard.map(({ result }) => result as Heard).find((result) => result?.room === room);
  const { epoch, offset } = (seen ?? joined) as Heard;
  return { epoch, offset };
}

describe('a client that comes back with its token', () => {
  test('gets every missed message once, in order, after the welcome, and then what happens', async () => {
    const world = await openWorld();
    const bob = await world.native('bob', 'lobby');
    const { peer: ann, ticket } = await arrive(world, 'ann', 'lobby');
    await bob.ok({ type: 'say', room: 'lobby', text: 'one' });
    const place = placeIn(ann, 'lobby');
    ann.wire.abort();
    await world.settle();
    for (const text of ['two', 'three', 'four']) await bob.ok({ type: 'say', room: 'lobby', text });
    const { peer, welcome } = await comeBack(world, ticket, { lobby: place });
    await bob.ok({ type: 'say', room: 'lobby', text: 'five' });
    await world.settle();
    expect(welcome).toMatchObject({ resumed: true, rooms: ['lobby'], user: { id: ticket.id, nick: 'ann' } });
    expect(peer.heard.map(({ type, text, offset }) => [type, text ?? offset])).toEqual([
      ['welcome', undefined],
      ['message', 'two'],
      ['message', 'three'],
      ['message', 'four'],
      ['recovered', 4],
      ['message', 'five'],
    ]);
    expect(peer.all('recovered')).toMatchObject([{ room: 'lobby', messages: 3, complete: true }]);
  });

  test('is caught up although it had seen no event at all', async () => {
    const world = await openWorld();
    const bob = await world.native('bob', 'lobby');
    const { peer: ann, ticket } = await arrive(world, 'ann', 'lobby');
    const place = placeIn(ann, 'lobby');
    ann.wire.abort();
    await world.settle();
    await bob.ok({ type: 'say', room: 'lobby', text: 'one' });
    const { peer } = await comeBack(world, ticket, { lobby: place });
    expect(textsOf(peer)).toEqual(['one']);
  });

  test('is caught up the second and the third time too', async () => {
    const world = await openWorld();
    const bob = await world.native('bob', 'lobby');
    const first = await arrive(world, 'ann', 'lobby');
    let ann = first.peer;
    let place = placeIn(ann, 'lobby');
    for (const text of ['one', 'two', 'three']) {
      ann.wire.abort();
      await world.settle();
      await bob.ok({ type: 'say', room: 'lobby', text });
      ann = (await comeBack(world, first.ticket, { lobby: place })).peer;
      expect(textsOf(ann)).toEqual([text]);
      place = placeIn(ann, 'lobby');
    }
  });

  test('gets what was said since it came into a room whose reply it never saw', async () => {
    const world = await openWorld();
    const bob = await world.native('bob', 'lobby');
    await bob.ok({ type: 'say', room: 'lobby', text: 'before' });
    const { peer: ann, ticket } = await arrive(world, 'ann');
    ann.send({ type: 'join', room: 'lobby', ref: 'lost' });
    await world.settle();
    ann.wire.abort();
    await bob.ok({ type: 'say', room: 'lobby', text: 'after' });
    const { peer } = await comeBack(world, ticket);
    expect(textsOf(peer)).toEqual(['after']);
  });

  test('finds messages of a conversation that began while it was away', async () => {
    const world = await openWorld();
    const bob = await world.native('bob');
    const { peer: ann, ticket } = await arrive(world, 'ann');
    ann.wire.abort();
    await world.settle();
    await bob.ok({ type: 'tell', to: 'ann', text: 'psst' });
    const { peer } = await comeBack(world, ticket);
    expect(textsOf(peer)).toEqual(['psst']);
  });

  test('is told who is in the room now', async () => {
    const world = await openWorld();
    const bob = await world.native('bob', 'lobby');
    const { peer: ann, ticket } = await arrive(world, 'ann', 'lobby');
    ann.wire.abort();
    await world.settle();
    await bob.ok({ type: 'quit' });
    await world.native('cleo', 'lobby');
    const { peer } = await comeBack(world, ticket);
    const [recovered] = peer.all('recovered');
    expect((recovered as { members?: Heard[] }).members?.map(({ nick }) => nick)).toEqual(['ann', 'cleo']);
  });

  test('takes its session over while the old connection lingers, whose late end changes nothing', async () => {
    const world = await openWorld();
    const bob = await world.native('bob', 'lobby');
    const { peer: ann, ticket } = await arrive(world, 'ann', 'lobby');
    const place = placeIn(ann, 'lobby');
    const { peer } = await comeBack(world, ticket, { lobby: place });
    await ann.over;
    await world.pass(1_000_000);
    await bob.ok({ type: 'say', room: 'lobby', text: 'still there?' });
    await world.settle();
    expect(ann.all('bye')).toEqual([{ type: 'bye', code: 'CHAT_SESSION_TAKEN', text: errors.CHAT_SESSION_TAKEN.text }]);
    expect(textsOf(peer)).toEqual(['still there?']);
    expect(bob.all('left')).toEqual([]);
  });

  test('takes over from a connection that died without saying so', async () => {
    const world = await openWorld();
    const bob = await world.native('bob', 'lobby');
    const { peer: ann, ticket } = await arrive(world, 'ann', 'lobby');
    const place = placeIn(ann, 'lobby');
    ann.wire.sever();
    await bob.ok({ type: 'say', room: 'lobby', text: 'into the void' });
    const { peer } = await comeBack(world, ticket, { lobby: place });
    expect(textsOf(peer)).toEqual(['into the void']);
  });

  test('with somebody else’s words for a token is refused, and may try again', async () => {
    const world = await openWorld();
    const peer = world.stranger();
    expect(await peer.refused({ type: 'hello', nick: 'ann', resume: 'short' })).toBe('CHAT_BAD_COMMAND');
    expect((await peer.ask({ type: 'hello', nick: 'ann' })).type).toBe('welcome');
  });
});

describe('what cannot be had any more', () => {
  test('is told as a gap in its place, with how much is missing', async () => {
    const world = await openWorld({ limits: { recoverEntries: 2 } });
    const bob = await world.native('bob', 'lobby');
    const { peer: ann, ticket } = await arrive(world, 'ann', 'lobby');
    const place = placeIn(ann, 'lobby');
    ann.wire.abort();
    await world.settle();
    for (const text of ['1', '2', '3', '4', '5']) await bob.ok({ type: 'say', room: 'lobby', text });
    const { peer } = await comeBack(world, ticket, { lobby: place });
    expect(peer.heard.slice(1, 4).map(({ type }) => type)).toEqual(['gap', 'message', 'message']);
    expect(peer.all('gap')).toEqual([
      { type: 'gap', room: 'lobby', after: place, epoch: place.epoch, offset: 3, missed: 3 },
    ]);
    expect(textsOf(peer)).toEqual(['4', '5']);
    expect(peer.all('recovered')).toMatchObject([{ messages: 2, complete: false }]);
  });

  test('is a gap of unknown size when the log was begun anew', async () => {
    const world = await openWorld();
    const { peer: ann, ticket } = await arrive(world, 'ann', 'lobby');
    ann.wire.abort();
    await world.settle();
    const { peer } = await comeBack(world, ticket, { lobby: { epoch: 'another', offset: 7 } });
    expect(peer.all('gap')).toMatchObject([{ after: { epoch: 'another', offset: 7 }, offset: 0 }]);
    expect(peer.all('gap')[0]).not.toHaveProperty('missed');
  });

  test('is told to a client that joins anew with its last place', async () => {
    const world = await openWorld();
    const bob = await world.native('bob', 'lobby');
    await bob.ok({ type: 'say', room: 'lobby', text: 'one' });
    const { epoch } = placeIn(bob, 'lobby');
    const ann = await world.native('ann');
    await ann.ok({ type: 'join', room: 'lobby', after: { epoch, offset: 0 } });
    const cleo = await world.native('cleo');
    await cleo.ok({ type: 'join', room: 'lobby', after: { epoch: 'old', offset: 3 } });
    await world.settle();
    expect(ann.heard.slice(1).map(({ type }) => type)).toEqual(['ok', 'message', 'recovered', 'joined']);
    expect(cleo.heard.slice(1).map(({ type }) => type)).toEqual(['ok', 'gap', 'message', 'recovered']);
  });
});

describe('a session without a connection', () => {
  test('is away for the others, and back when it is back', async () => {
    const world = await openWorld();
    const bob = await world.native('bob', 'lobby');
    const { peer: ann, ticket } = await arrive(world, 'ann', 'lobby');
    ann.wire.abort();
    await world.settle();
    const { members } = await bob.ok({ type: 'who', room: 'lobby' });
    await comeBack(world, ticket);
    expect(bob.all('presence').map(({ state }) => state)).toEqual(['away', 'online']);
    expect(members).toMatchObject([{ nick: 'bob' }, { nick: 'ann', away: true }]);
    expect(bob.all('left')).toEqual([]);
  });

  test('ends after a while, and leaves its rooms then', async () => {
    const world = await openWorld({ limits: { resumeMs: 10_000 } });
    const bob = await world.native('bob', 'lobby');
    const { peer: ann, ticket } = await arrive(world, 'ann', 'lobby');
    ann.wire.abort();
    await world.pass(9_999);
    expect(bob.all('left')).toEqual([]);
    await world.pass(1);
    expect(bob.all('left')).toMatchObject([{ user: { nick: 'ann' }, reason: 'connection lost (error)' }]);
    const { peer, welcome } = await comeBack(world, ticket);
    expect(welcome).toMatchObject({ resumed: false, rooms: [], user: { id: ticket.id } });
    expect(peer.all('recovered')).toEqual([]);
  });

  test('does not outlive a quit, a kick, or a client that did not ask for it', async () => {
    const world = await openWorld();
    const { peer: ann } = await arrive(world, 'ann', 'lobby');
    const { peer: bob } = await arrive(world, 'bob', 'lobby');
    const cleo = await world.native('cleo', 'lobby');
    ann.send({ type: 'quit' });
    for (const session of world.hub.chat.sessions()) {
      if (session.user?.nick === 'bob') session.close({ code: 'TEST_KICKED', text: 'Out.' });
    }
    cleo.wire.abort();
    await Promise.all([ann.over, bob.over, cleo.over]);
    await world.settle();
    expect(world.hub.chat.sessions()).toEqual([]);
  });

  test('outlives a close that says that it may return', async () => {
    const world = await openWorld();
    const { peer: ann } = await arrive(world, 'ann', 'lobby');
    world.hub.chat.sessions()[0]?.close({ code: 'TEST_EXPIRED', text: 'Log in again.', mayReturn: true });
    await ann.over;
    await world.settle();
    expect(ann.all('bye')).toMatchObject([{ code: 'TEST_EXPIRED', reconnectMs: 2_500, resume: true }]);
    expect(world.hub.chat.sessions()).toMatchObject([{ connected: false }]);
  });

  test('can be ended by a plugin', async () => {
    const world = await openWorld();
    const { peer: ann } = await arrive(world, 'ann', 'lobby');
    ann.wire.abort();
    await world.settle();
    world.hub.chat.sessions()[0]?.close({ code: 'TEST_KICKED', text: 'Out.' });
    expect(world.hub.chat.sessions()).toEqual([]);
  });

  test('gives its place to a newer one when there are too many', async () => {
    const world = await openWorld({ limits: { awaySessions: 2 } });
    for (const nick of ['ann', 'bob', 'cleo']) {
      const { peer } = await arrive(world, nick);
      peer.wire.abort();
      await world.settle();
    }
    expect(world.hub.chat.sessions().map(({ user }) => user?.nick)).toEqual(['bob', 'cleo']);
  });

  test('keeps no timer once the hub has stopped', async () => {
    const world = await openWorld();
    const { peer } = await arrive(world, 'ann', 'lobby');
    peer.wire.abort();
    await world.settle();
    await world.hub.stop();
    expect(world.clock.timers).toBe(0);
  });
});
