import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../core/index.js';
import { type Desk, openDesk } from './support/desk.js';
import type { Peer } from './support/peer.js';

let desk: Desk;
let ann: Peer;

beforeEach(async () => {
  desk = await openDesk();
  ann = await arrive('ann');
});

afterEach(() => desk.hub.stop());

async function arrive(nick: string): Promise<Peer> {
  const peer = await desk.call('TCP lines');
  await peer.ask({ type: 'hello', nick });
  await peer.ask({ type: 'join', room: 'lobby' });
  return peer;
}

const messagesIn = ({ heard }: Peer): JsonObject[] => heard.filter(({ type }) => type === 'message');
const resultOf = ({ result }: JsonObject): JsonObject => result as JsonObject;

describe('what docs/protocol.md promises about order', () => {
  test('the welcome comes before every event, even one that was sent first', async () => {
    const bob = await desk.call('TCP lines');
    bob.tell({ type: 'hello', nick: 'bob' });
    await bob.hear('notice');
    expect(bob.heard.map(({ type }) => type)).toEqual(['welcome', 'notice']);
  });

  test('replies come in the order of the commands, however many are under way', async () => {
    const refs = Array.from({ length: 50 }, (_, ref) => ref);
    const types = ['ping', 'rooms', 'who', 'say', 'nonsense'];
    for (const ref of refs) ann.tell({ type: types[ref % types.length] ?? 'ping', ref, room: 'lobby', text: `${ref}` });
    await ann.ask({ type: 'ping' });
    const replies = ann.heard.map(({ ref }) => ref).filter((ref) => typeof ref === 'number' && refs.includes(ref));
    expect(replies.slice(-refs.length)).toEqual(refs);
  });

  test('the offsets of a room are 1, 2, 3, … and the same for everybody', async () => {
    const bob = await arrive('bob');
    const say = (peer: Peer, text: string) => peer.ask({ type: 'say', room: 'lobby', text });
    await Promise.all([1, 2, 3, 4, 5].flatMap((n) => [say(ann, `a${n}`), say(bob, `b${n}`)]));
    await Promise.all([ann.ask({ type: 'ping' }), bob.ask({ type: 'ping' })]);
    expect(messagesIn(ann).map(({ offset }) => offset)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(messagesIn(bob)).toEqual(messagesIn(ann));
  });

  test('an own message comes just before its ok', async () => {
    await ann.ask({ type: 'say', room: 'lobby', text: 'hi' });
    expect(ann.heard.slice(-2).map(({ type }) => type)).toEqual(['message', 'ok']);
  });

  test('a conversation of two has offsets of its own', async () => {
    await arrive('bob');
    await ann.ask({ type: 'say', room: 'lobby', text: 'hi' });
    const told = resultOf(await ann.ask({ type: 'tell', to: 'bob', text: 'psst' }));
    expect(told.room).toMatch(/^@/);
    expect(told.offset).toBe(1);
  });

  test('the reply to join tells how many messages were missed', async () => {
    const before = resultOf(await ann.ask({ type: 'say', room: 'lobby', text: 'before' }));
    const bob = await arrive('bob');
    await ann.ask({ type: 'leave', room: 'lobby' });
    for (const text of ['one', 'two']) await bob.ask({ type: 'say', room: 'lobby', text });
    const back = resultOf(await ann.ask({ type: 'join', room: 'lobby' }));
    expect(back.epoch).toBe(before.epoch);
    expect(Number(back.offset) - Number(before.offset)).toBe(2);
  });

  test('the same key again is the same message, and nobody gets it twice', async () => {
    const saying = { type: 'say', room: 'lobby', text: 'hi', key: 'k-1' };
    const first = resultOf(await ann.ask(saying));
    expect(resultOf(await ann.ask(saying))).toEqual(first);
    expect(messagesIn(ann)).toHaveLength(1);
  });
});
