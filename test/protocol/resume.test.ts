import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../core/index.js';
import { comeBack, inside, placeOf, tokenOf } from './support/comings.js';
import { type Desk, openDesk } from './support/desk.js';
import type { Peer } from './support/peer.js';
import { type WireName, wires } from './support/wires.js';

const messagesIn = ({ heard }: Peer): JsonObject[] => heard.filter(({ type }) => type === 'message');
const textsIn = (peer: Peer): unknown[] => messagesIn(peer).map(({ text }) => text);
const typesIn = ({ heard }: Peer): unknown[] => heard.map(({ type }) => type);

describe.each(Object.keys(wires) as WireName[])('coming back over %s', (wire) => {
  let desk: Desk;
  let ann: Peer;
  let bob: Peer;
  let token = '';
  let place: JsonObject = {};

  beforeEach(async () => {
    desk = await openDesk();
    ann = await desk.call(wire);
    await ann.ask({ type: 'hello', nick: 'ann' });
    await ann.ask({ type: 'join', room: 'lobby' });
    bob = await desk.call(wire);
    token = tokenOf(await bob.ask({ type: 'hello', nick: 'bob', resume: true }));
    place = placeOf(inside(await bob.ask({ type: 'join', room: 'lobby' }), 'result'));
  });

  afterEach(() => desk.hub.stop());

  const say = (text: string) => ann.ask({ type: 'say', room: 'lobby', text });

  /** Resolves when a session has closed and none of bob's is left. */
  const bobGone = () =>
    new Promise<void>((resolve) => {
      desk.hub.on('closed', () => {
        if (!desk.hub.chat.sessions().some(({ user }) => user?.nick === 'bob')) resolve();
      });
    });

  async function lose(peer: Peer): Promise<void> {
    peer.cut();
    await ann.hear('presence');
  }

  test('gives every message once, in order, and then the room is live', async () => {
    await say('one');
    await bob.hear('message');
    const seen = placeOf(messagesIn(bob)[0] ?? {});
    await lose(bob);
    await say('two');
    await say('three');
    const { peer } = await comeBack(desk, wire, { resume: token, positions: { lobby: seen } });
    const recovered = await peer.hear('recovered');
    await say('four');
    await peer.ask({ type: 'ping' });
    expect(textsIn(peer)).toEqual(['two', 'three', 'four']);
    expect(recovered).toMatchObject({ room: 'lobby', offset: 3, messages: 2, complete: true });
  });

  test('continues the session: its id, its user, its rooms', async () => {
    const before = bob.heard.find(({ type }) => type === 'welcome') ?? {};
    await lose(bob);
    const { welcome } = await comeBack(desk, wire, { resume: token });
    expect(welcome).toMatchObject({ resumed: true, rooms: ['lobby'], session: before.session, user: before.user });
  });

  test('begins with the welcome, and answers what was sent meanwhile after the last recovered', async () => {
    await lose(bob);
    await say('missed');
    const peer = await desk.call(wire);
    peer.tell({ type: 'hello', ref: 'back', resume: token, positions: { lobby: place } });
    await peer.ask({ type: 'ping' });
    expect(typesIn(peer)).toEqual(['welcome', 'message', 'recovered', 'ok']);
  });

  test('says how many messages are gone when it took too long', async () => {
    await lose(bob);
    for (let said = 1; said <= 7; said++) await say(`${said}`);
    const { peer } = await comeBack(desk, wire, { resume: token, positions: { lobby: place } });
    const recovered = await peer.hear('recovered');
    const gap = peer.heard.find(({ type }) => type === 'gap');
    expect(gap).toMatchObject({ room: 'lobby', after: place, epoch: place.epoch, offset: 2, missed: 2 });
    expect(textsIn(peer)).toEqual(['3', '4', '5', '6', '7']);
    expect(recovered).toMatchObject({ messages: 5, complete: false });
  });

  test('needs no position: then the room is caught up from where one came in', async () => {
    await say('one');
    await lose(bob);
    const { peer } = await comeBack(desk, wire, { resume: token });
    await peer.hear('recovered');
    expect(textsIn(peer)).toEqual(['one']);
  });

  test('finds what was said before the loss under its key', async () => {
    const saying = { type: 'say', room: 'lobby', text: 'hi', key: 'k-1' };
    const first = inside(await bob.ask(saying), 'result');
    await lose(bob);
    const { peer } = await comeBack(desk, wire, { resume: token });
    expect(inside(await peer.ask(saying), 'result')).toEqual(first);
    expect(messagesIn(ann)).toHaveLength(1);
  });

  test('takes over from a connection that is still there, which is told not to come back', async () => {
    const { peer, welcome } = await comeBack(desk, wire, { resume: token });
    const bye = await bob.hear('bye');
    expect(welcome.resumed).toBe(true);
    expect(bye).toEqual({ type: 'bye', code: 'CHAT_SESSION_TAKEN', text: bye.text });
    expect(await peer.ask({ type: 'say', room: 'lobby', text: 'still here' })).toMatchObject({ type: 'ok' });
  });

  test('is no longer possible after quit', async () => {
    await bob.ask({ type: 'quit' });
    await bob.hear('bye');
    const { welcome } = await comeBack(desk, wire, { nick: 'bob', resume: token });
    expect(welcome).toMatchObject({ resumed: false, rooms: [] });
  });

  test('before the connection is closed that was quit makes nobody else of a guest, and leaves no nick behind', async () => {
    const peer = await desk.call(wire);
    await peer.ask({ type: 'ping' });
    const user = bob.heard.find(({ type }) => type === 'welcome')?.user;
    bob.tell({ type: 'quit', ref: 'q' });
    await bob.hear('bye');
    expect(await peer.ask({ type: 'hello', nick: 'bob', resume: token })).toMatchObject({ resumed: false, user });
    const gone = bobGone();
    await peer.ask({ type: 'quit' });
    bob.cut();
    await gone;
    const eve = await desk.call(wire);
    expect(await eve.ask({ type: 'hello', nick: 'bob' })).toMatchObject({ type: 'welcome' });
  });

  test('is told to whoever is in the room: away, then online', async () => {
    bob.cut();
    const away = await ann.hear('presence');
    const { result } = await ann.ask({ type: 'who', room: 'lobby' });
    await comeBack(desk, wire, { resume: token });
    const online = await ann.hear('presence');
    expect([away.state, online.state]).toEqual(['away', 'online']);
    expect((result as { members: JsonObject[] }).members.map(({ nick, away: gone }) => [nick, gone])).toEqual([
      ['ann', undefined],
      ['bob', true],
    ]);
  });

  test('is offered by a bye of the server whose code allows it', async () => {
    const [session] = desk.hub.chat.sessions().filter(({ user }) => user?.nick === 'bob');
    session?.close({ code: 'CHAT_IDLE', text: 'Asleep?' });
    const bye = await bob.hear('bye');
    expect(bye).toMatchObject({ code: 'CHAT_IDLE', resume: true });
    expect(bye.reconnectMs).toBeTypeOf('number');
  });

  test('in a room that was left a join with a place catches up after its ok', async () => {
    await bob.ask({ type: 'leave', room: 'lobby' });
    await say('missed');
    await bob.ask({ type: 'join', room: 'lobby', after: place });
    await bob.hear('recovered');
    expect(typesIn(bob).slice(-3)).toEqual(['ok', 'message', 'recovered']);
  });
});

describe('a server that was restarted', () => {
  test('knows a guest by the token, catches conversations up after a gap, and rooms when they are joined', async () => {
    const old = await openDesk();
    const cat = await old.call('TCP lines');
    const welcome = await cat.ask({ type: 'hello', nick: 'cat', resume: true });
    await cat.ask({ type: 'join', room: 'lobby' });
    const said = placeOf(inside(await cat.ask({ type: 'say', room: 'lobby', text: 'hi' }), 'result'));
    const told = inside(await cat.ask({ type: 'tell', to: 'cat', text: 'note to myself' }), 'result');
    const room = String(told.room);
    const bye = old.hub.stop().then(() => cat.hear('bye'));
    expect((await bye).resume).toBeUndefined();

    const desk = await openDesk();
    const positions = { lobby: said, [room]: placeOf(told) };
    const back = await comeBack(desk, 'TCP lines', { nick: 'cat', resume: tokenOf(welcome), positions });
    await back.peer.hear('recovered');
    await back.peer.ask({ type: 'join', room: 'lobby', after: said });
    await back.peer.hear('recovered');
    await desk.hub.stop();

    expect(back.welcome).toMatchObject({ resumed: false, user: welcome.user, rooms: [room] });
    expect(back.welcome.resume).toEqual(welcome.resume);
    const gaps = back.peer.heard.filter(({ type }) => type === 'gap');
    expect(gaps.map(({ room: where, offset, missed }) => [where, offset, missed])).toEqual([
      [room, 0, undefined],
      ['lobby', 0, undefined],
    ]);
  });
});

describe('a heartbeat that was promised', () => {
  test('and does not come ends the connection, and the session is kept', async () => {
    const desk = await openDesk({ heartbeatMs: 80 });
    const cat = await desk.call('TCP lines');
    const welcome = await cat.ask({ type: 'hello', nick: 'cat', resume: true, heartbeat: true });
    expect(welcome.heartbeatMs).toBe(80);
    expect(await cat.hear('bye')).toMatchObject({ code: 'CHAT_HEARTBEAT_LOST', resume: true });
    await desk.hub.stop();
  });
});
