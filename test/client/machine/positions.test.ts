import { describe, expect, test } from 'vitest';
import { bob, gist, join, message, recovered } from '../support/frames.js';
import { ann, type Hand, handFed } from '../support/hand.js';

function inLobbyAt(offset: number): Hand {
  const hand = handFed();
  hand.login();
  join(hand, 'lobby', offset);
  hand.take();
  return hand;
}

const position = (hand: Hand) => hand.machine.rooms.get('lobby')?.position;

describe('the messages of a room', () => {
  test('are told in the order of their places', () => {
    const hand = inLobbyAt(0);
    hand.frame(message(1));
    hand.frame(message(2));
    expect(gist(hand.take().told)).toEqual(['message 1', 'message 2']);
    expect(position(hand)).toEqual({ epoch: 'e1', offset: 2 });
  });

  test('are told once, however often they come', () => {
    const hand = inLobbyAt(2);
    for (const offset of [2, 3, 3, 1, 4]) hand.frame(message(offset));
    expect(gist(hand.take().told)).toEqual(['message 3', 'message 4']);
  });

  test('that were told before do not count as an event', () => {
    const hand = inLobbyAt(2);
    hand.frame(message(2));
    expect(hand.effects.filter((effect) => effect.do === 'tell' && effect.event === 'event')).toEqual([]);
  });

  test('that jump are told after a violation and a gap', () => {
    const hand = inLobbyAt(2);
    hand.frame(message(6));
    const { told } = hand.take();
    expect(gist(told)).toEqual(['violation', 'gap', 'message 6']);
    const after = { epoch: 'e1', offset: 2 };
    expect(told[1]).toEqual(['gap', { type: 'gap', room: 'lobby', after, epoch: 'e1', offset: 5, missed: 3 }]);
    expect(position(hand)).toEqual({ epoch: 'e1', offset: 6 });
  });

  test('of another epoch without a gap are told after a violation and a gap of unknown size', () => {
    const hand = inLobbyAt(2);
    hand.frame(message(4, { epoch: 'e2' }));
    const { told } = hand.take();
    expect(gist(told)).toEqual(['violation', 'gap', 'message 4']);
    const after = { epoch: 'e1', offset: 2 };
    expect(told[1]).toEqual(['gap', { type: 'gap', room: 'lobby', after, epoch: 'e2', offset: 3 }]);
  });

  test('go on after a gap that the server tells', () => {
    const hand = inLobbyAt(2);
    const after = { epoch: 'e1', offset: 2 };
    hand.frame({ type: 'gap', room: 'lobby', after, epoch: 'e1', offset: 8, missed: 6 });
    hand.frame(message(9));
    expect(gist(hand.take().told)).toEqual(['gap', 'message 9']);
  });

  test('may begin before the reply to the join has come', () => {
    const hand = handFed();
    hand.login();
    hand.submit('join', { room: 'Lobby' });
    hand.take();
    hand.frame(message(5));
    hand.answer({ type: 'ok', result: { room: 'lobby', epoch: 'e1', offset: 4, members: [bob] } });
    hand.frame(message(6));
    expect(gist(hand.take().told)).toEqual(['message 5', 'roster lobby', 'roster lobby', 'message 6']);
  });
});

describe('a recovery', () => {
  test('that ends further than its messages went is a violation and a gap', () => {
    const hand = inLobbyAt(2);
    hand.frame(recovered(5));
    expect(gist(hand.take().told)).toEqual(['violation', 'gap', 'recovered', 'roster lobby']);
    expect(position(hand)).toEqual({ epoch: 'e1', offset: 5 });
  });

  test('that ends behind is a violation and a gap, and what follows is new', () => {
    const hand = inLobbyAt(5);
    hand.frame(recovered(3));
    hand.frame(message(4));
    expect(gist(hand.take().told)).toEqual(['violation', 'gap', 'recovered', 'roster lobby', 'message 4']);
  });

  test('may go back behind a gap: the log has lost its end', () => {
    const hand = inLobbyAt(5);
    hand.frame({ type: 'gap', room: 'lobby', after: { epoch: 'e1', offset: 5 }, epoch: 'e1', offset: 3 });
    hand.frame(recovered(3, { complete: false }));
    hand.frame(message(4));
    expect(gist(hand.take().told)).toEqual(['gap', 'recovered', 'roster lobby', 'message 4']);
  });
});

describe('a join of a room that one is in', () => {
  test('takes the later of the two places', () => {
    const hand = inLobbyAt(5);
    join(hand, 'lobby', 4);
    expect(position(hand)).toEqual({ epoch: 'e1', offset: 5 });
  });

  test('that finds another epoch is a violation and a gap', () => {
    const hand = inLobbyAt(5);
    join(hand, 'lobby', 1, 'e2');
    expect(gist(hand.take().told)).toEqual(['violation', 'gap', 'roster lobby']);
    expect(position(hand)).toEqual({ epoch: 'e2', offset: 1 });
  });
});

describe('the reply to a message', () => {
  const ok = (offset: number) => ({ type: 'ok', result: { id: 'm', room: 'lobby', epoch: 'e1', offset, at: 5 } });

  test('comes after the message itself', () => {
    const hand = inLobbyAt(2);
    hand.submit('say', { room: 'lobby', text: 'x', key: 'k1' });
    hand.frame(message(3, { from: ann, key: 'k1' }));
    hand.answer(ok(3));
    expect(gist(hand.take().told)).toEqual(['message 3']);
  });

  test('that comes before it is a violation', () => {
    const hand = inLobbyAt(2);
    const id = hand.submit('say', { room: 'lobby', text: 'x', key: 'k1' });
    hand.answer(ok(3));
    const { told, resolved } = hand.take();
    expect(gist(told)).toEqual(['violation']);
    expect(resolved.get(id)).toMatchObject({ offset: 3 });
  });

  test('may have the place of a first sending', () => {
    const hand = inLobbyAt(9);
    hand.submit('say', { room: 'lobby', text: 'x', key: 'k1' });
    hand.answer(ok(3));
    expect(gist(hand.take().told)).toEqual([]);
  });
});
