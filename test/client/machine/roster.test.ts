import { describe, expect, test } from 'vitest';
import { bob, gist, join, message } from '../support/frames.js';
import { ann, type Hand, handFed } from '../support/hand.js';

const eve = { id: 'u-eve', nick: 'eve', wires: ['tcp/native'] };
const members = (hand: Hand) => [...(hand.machine.rooms.get('lobby')?.members.values() ?? [])];

function inLobby(): Hand {
  const hand = handFed();
  hand.login();
  join(hand);
  hand.take();
  return hand;
}

describe('the members of a room', () => {
  test('come with the reply to the join', () => {
    expect(members(inLobby())).toEqual([bob]);
  });

  test('are more when somebody joins', () => {
    const hand = inLobby();
    hand.frame({ type: 'joined', room: 'lobby', user: eve });
    expect(members(hand)).toEqual([bob, eve]);
    expect(gist(hand.take().told)).toEqual(['joined', 'roster lobby']);
  });

  test('are fewer when somebody leaves', () => {
    const hand = inLobby();
    hand.frame({ type: 'left', room: 'lobby', user: bob, reason: 'Good night' });
    expect(members(hand)).toEqual([]);
    expect(gist(hand.take().told)).toEqual(['left', 'roster lobby']);
  });

  test('have new nicks', () => {
    const hand = inLobby();
    hand.frame({ type: 'renamed', room: 'lobby', user: { id: bob.id, nick: 'rob' }, was: 'bob' });
    expect(members(hand)).toEqual([{ ...bob, nick: 'rob' }]);
    expect(gist(hand.take().told)).toEqual(['renamed', 'roster lobby']);
  });

  test('are away and come back', () => {
    const hand = inLobby();
    hand.frame({ type: 'presence', room: 'lobby', user: bob, state: 'away' });
    expect(members(hand)).toEqual([{ ...bob, away: true }]);
    hand.frame({ type: 'presence', room: 'lobby', user: bob, state: 'online' });
    expect(members(hand)).toEqual([bob]);
  });

  test('do not change when somebody unknown is renamed', () => {
    const hand = inLobby();
    hand.frame({ type: 'renamed', room: 'lobby', user: { id: 'x', nick: 'y' }, was: 'z' });
    expect(members(hand)).toEqual([bob]);
    expect(gist(hand.take().told)).toEqual(['renamed']);
  });

  test('of a room that one is not in are nobody to the client', () => {
    const hand = inLobby();
    hand.frame({ type: 'joined', room: 'tea', user: eve });
    expect(gist(hand.take().told)).toEqual(['joined']);
    expect([...hand.machine.rooms.keys()]).toEqual(['lobby']);
  });
});

describe('the user', () => {
  test('who is removed from a room is out of it', () => {
    const hand = inLobby();
    hand.frame({ type: 'left', room: 'lobby', user: ann, reason: 'kicked' });
    expect(hand.machine.rooms.size).toBe(0);
    expect(gist(hand.take().told)).toEqual(['left', 'roster lobby']);
  });

  test('who leaves a room is out of it', () => {
    const hand = inLobby();
    const id = hand.submit('leave', { room: '#Lobby' });
    hand.answer({ type: 'ok', result: { room: 'lobby' } });
    expect(hand.machine.rooms.size).toBe(0);
    const { told, resolved } = hand.take();
    expect(gist(told)).toEqual(['roster lobby']);
    expect(resolved.has(id)).toBe(true);
  });

  test('who takes another nick is called so', () => {
    const hand = inLobby();
    const id = hand.submit('nick', { nick: 'anna' });
    hand.answer({ type: 'ok', result: { nick: 'anna' } });
    expect(hand.machine.user).toEqual({ ...ann, nick: 'anna' });
    expect(hand.take().resolved.get(id)).toBe('anna');
  });

  test('who takes another nick is called so in every room, though no event says it', () => {
    const hand = inLobby();
    hand.frame({ type: 'joined', room: 'lobby', user: { ...ann, wires: [] } });
    hand.take();
    hand.submit('nick', { nick: 'anna' });
    hand.answer({ type: 'ok', result: { nick: 'anna' } });
    expect(members(hand)).toContainEqual({ ...ann, nick: 'anna', wires: [] });
    expect(gist(hand.take().told)).toEqual(['roster lobby']);
  });

  test('who was renamed on another device is called so', () => {
    const hand = inLobby();
    hand.frame({ type: 'joined', room: 'lobby', user: { ...ann, wires: [] } });
    hand.take();
    hand.frame({ type: 'renamed', room: 'lobby', user: { ...ann, nick: 'anna' }, was: 'ann' });
    expect(hand.machine.user).toEqual({ ...ann, nick: 'anna' });
    expect(gist(hand.take().told)).toEqual(['renamed', 'roster lobby']);
  });

  test('sees who is typing', () => {
    const hand = inLobby();
    hand.frame({ type: 'typing', room: 'lobby', user: bob, on: true });
    expect(hand.take().told).toEqual([['typing', { type: 'typing', room: 'lobby', user: bob, on: true }]]);
  });
});

describe('conversations', () => {
  test('come into being with their first message', () => {
    const hand = inLobby();
    hand.frame(message(1, { room: '@a+b', to: ann }));
    expect(gist(hand.take().told)).toEqual(['message 1', 'roster @a+b']);
    expect(hand.machine.rooms.get('@a+b')?.position).toEqual({ epoch: 'e1', offset: 1 });
  });

  test('beyond 200 put the oldest aside, never a room', () => {
    const hand = inLobby();
    for (let n = 0; n < 201; n++) hand.frame(message(1, { room: `@a+${n}` }));
    expect(hand.machine.rooms.size).toBe(201);
    expect(hand.machine.rooms.has('@a+0')).toBe(false);
    expect(hand.machine.rooms.has('lobby')).toBe(true);
  });
});
