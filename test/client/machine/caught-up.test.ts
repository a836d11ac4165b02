import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bob, join, message, recovered } from '../support/frames.js';
import { type Hand, handFed } from '../support/hand.js';
import { give, inputs } from '../support/inputs.js';

const resumed = (...rooms: string[]) => ({ resumed: true, rooms });
const restarted = { resumed: false, rooms: [] };
const place = (epoch: string, offset: number) => ({ epoch, offset });
const gap = (offset: number, missed: number | undefined, after = place('e1', 4), epoch = 'e1') => ({
  type: 'gap',
  room: 'lobby',
  after,
  epoch,
  offset,
  missed,
});

/** Everything that was told of how rooms came back. */
function returns(hand: Hand): unknown[] {
  return hand.take().told.filter(([event]) => event === 'caughtUp');
}

/** Somebody in the lobby, at its place 4. */
function inLobby(): Hand {
  const hand = handFed();
  hand.login();
  join(hand, 'lobby', 4);
  return hand;
}

describe('a room that comes back', () => {
  test('with everything that was missed is recovered', () => {
    const hand = inLobby();
    hand.comeBack(resumed('lobby'));
    hand.frame(message(5));
    hand.frame(message(6));
    hand.frame(recovered(6, { messages: 2 }));
    expect(returns(hand)).toEqual([['caughtUp', 'lobby', { how: 'recovered', messages: 2 }]]);
  });

  test('says so after everything else of its return', () => {
    const hand = inLobby();
    hand.comeBack(resumed('lobby'));
    hand.take();
    hand.frame(gap(9, 5));
    hand.frame(recovered(9));
    expect(hand.take().told.map(([event]) => event)).toEqual(['gap', 'recovered', 'roster', 'caughtUp']);
  });

  test('with something missing says how much, over all gaps', () => {
    const hand = inLobby();
    hand.comeBack(resumed('lobby'));
    hand.frame(gap(9, 5));
    hand.frame(message(10));
    hand.frame(gap(12, 2, place('e1', 10)));
    hand.frame(recovered(12));
    expect(returns(hand)).toEqual([['caughtUp', 'lobby', { how: 'gap', messages: 1, missed: 7 }]]);
  });

  test('does not say how much is missing where that is not known of every gap', () => {
    const hand = inLobby();
    hand.comeBack(resumed('lobby'));
    hand.frame(gap(9, 5));
    hand.frame(gap(12, undefined, place('e1', 9)));
    hand.frame(recovered(12));
    expect(returns(hand)).toEqual([['caughtUp', 'lobby', { how: 'gap', messages: 0 }]]);
  });

  test('counts as missing what the server has skipped without a word', () => {
    const hand = inLobby();
    hand.comeBack(resumed('lobby'));
    hand.frame(message(7));
    hand.frame(recovered(7));
    expect(returns(hand)).toEqual([['caughtUp', 'lobby', { how: 'gap', messages: 1, missed: 2 }]]);
  });

  test('in a log that was begun anew is fresh', () => {
    const hand = inLobby();
    hand.comeBack(restarted);
    hand.answer({ type: 'ok', result: { room: 'lobby', epoch: 'e2', offset: 1, members: [bob] } });
    hand.frame(gap(0, undefined, place('e1', 4), 'e2'));
    hand.frame(message(1, { epoch: 'e2' }));
    hand.frame(recovered(1, { epoch: 'e2' }));
    expect(returns(hand)).toEqual([['caughtUp', 'lobby', { how: 'fresh', messages: 1 }]]);
  });

  test('is fresh where the client had no place in it yet', () => {
    const hand = handFed();
    hand.login();
    hand.submit('join', { room: 'tea' });
    hand.comeBack(resumed('tea'));
    hand.take();
    hand.comeBack(restarted);
    const rejoin = hand.take().sent.find(({ type }) => type === 'join');
    hand.frame({
      type: 'ok',
      ref: rejoin?.ref,
      result: { room: 'tea', epoch: 'e1', offset: 3, members: [bob] },
    });
    expect(returns(hand)).toEqual([['caughtUp', 'tea', { how: 'fresh', messages: 0 }]]);
  });

  test('tells a return that was interrupted together with the next one', () => {
    const hand = inLobby();
    hand.comeBack(resumed('lobby'));
    hand.frame(message(5));
    hand.frame(gap(7, 2, place('e1', 5)));
    hand.comeBack(resumed('lobby'));
    hand.frame(message(8));
    hand.frame(recovered(8, { messages: 1 }));
    expect(returns(hand)).toEqual([['caughtUp', 'lobby', { how: 'gap', messages: 2, missed: 2 }]]);
  });

  test('does not count what was shown before the log was begun anew', () => {
    const hand = inLobby();
    hand.frame(message(5, { key: 'k1' }));
    hand.comeBack(restarted);
    hand.answer({ type: 'ok', result: { room: 'lobby', epoch: 'e2', offset: 1, members: [bob] } });
    hand.frame(gap(0, undefined, place('e1', 5), 'e2'));
    hand.frame(message(1, { epoch: 'e2', key: 'k1' }));
    hand.frame(recovered(1, { epoch: 'e2' }));
    expect(returns(hand)).toEqual([['caughtUp', 'lobby', { how: 'fresh', messages: 0 }]]);
  });
});

describe('nothing is told of a return', () => {
  test('when a room is joined with some of its messages', () => {
    const hand = handFed();
    hand.login();
    hand.submit('join', { room: 'lobby', last: 1 });
    hand.answer({ type: 'ok', result: { room: 'lobby', epoch: 'e1', offset: 4, members: [bob] } });
    hand.frame(message(4));
    hand.frame(recovered(4, { messages: 1 }));
    expect(returns(hand)).toEqual([]);
  });

  test('when a room does not take the user back', () => {
    const hand = inLobby();
    hand.comeBack(restarted);
    hand.answer({ type: 'error', code: 'CHAT_ROOM_FULL', text: 'Full.', retry: true });
    expect(returns(hand)).toEqual([]);
  });

  test('a second time, when the server ends a recovery twice', () => {
    const hand = inLobby();
    hand.comeBack(resumed('lobby'));
    hand.frame(recovered(4));
    hand.frame(recovered(4));
    expect(returns(hand)).toHaveLength(1);
  });
});

test('whatever comes, a room comes back at most once for each welcome', () => {
  fc.assert(
    fc.property(inputs, (list) => {
      const hand = handFed({ pending: 5 });
      let told = new Set<string>();
      for (const input of list) {
        for (const effect of give(hand, input)) {
          if (effect.do !== 'tell') continue;
          if (effect.event === 'welcome') told = new Set();
          if (effect.event !== 'caughtUp') continue;
          const [room, { how, messages, missed }] = effect.args;
          expect(told).not.toContain(room);
          told.add(room);
          expect(messages).toBeGreaterThanOrEqual(0);
          if (how === 'recovered') expect(missed).toBeUndefined();
        }
      }
    }),
    { numRuns: 400 },
  );
});
