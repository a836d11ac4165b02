import { describe, expect, test } from 'vitest';
import { bob, gist, join, message, recovered } from '../support/frames.js';
import { ann, handFed } from '../support/hand.js';

const restarted = { resumed: false, rooms: [] };
const okFor = (room: string, epoch = 'e2', offset = 0) => ({
  type: 'ok',
  result: { room, epoch, offset, members: [bob] },
});

describe('a session that is gone', () => {
  test('is told as a restart', () => {
    const hand = handFed();
    hand.login();
    hand.comeBack(restarted);
    expect(hand.take().told.at(-1)).toEqual(['welcome', 'restarted']);
  });

  test('is replaced: the rooms are joined again from where they were, before anything else that waits', () => {
    const hand = handFed();
    hand.login();
    join(hand, 'lobby', 7);
    join(hand, 'tea', 2);
    hand.submit('say', { room: 'lobby', text: 'x', key: 'k1' });
    hand.take();
    hand.comeBack(restarted);
    expect(
      hand
        .take()
        .sent.map(({ type, room, after }) => ({ type, room, after }))
        .slice(1),
    ).toEqual([
      { type: 'join', room: 'lobby', after: { epoch: 'e1', offset: 7 } },
      { type: 'join', room: 'tea', after: { epoch: 'e1', offset: 2 } },
      { type: 'say', room: 'lobby', after: undefined },
    ]);
  });

  test('keeps its places until the recovery, whatever the reply to the join says', () => {
    const hand = handFed();
    hand.login();
    join(hand, 'lobby', 1);
    hand.comeBack(restarted);
    hand.answer(okFor('lobby', 'e1', 3));
    expect(hand.machine.rooms.get('lobby')).toMatchObject({ recovering: true, position: { offset: 1 } });
    hand.take();
    hand.frame(message(2));
    hand.frame(message(3));
    hand.frame(recovered(3));
    expect(gist(hand.take().told)).toEqual([
      'message 2',
      'message 3',
      'recovered',
      'roster lobby',
      'caughtUp lobby recovered 2',
    ]);
    expect(hand.machine.rooms.get('lobby')?.recovering).toBe(false);
  });

  test('goes on in another epoch after a gap', () => {
    const hand = handFed();
    hand.login();
    join(hand, 'lobby', 7);
    hand.comeBack(restarted);
    hand.answer(okFor('lobby'));
    hand.take();
    const gap = { type: 'gap', room: 'lobby', after: { epoch: 'e1', offset: 7 }, epoch: 'e2', offset: 0 };
    hand.frame(gap);
    hand.frame(message(1, { epoch: 'e2' }));
    hand.frame(recovered(1, { epoch: 'e2', complete: false }));
    const { told } = hand.take();
    expect(gist(told)).toEqual(['gap', 'message 1', 'recovered', 'roster lobby', 'caughtUp lobby fresh 1']);
    expect(told[0]).toEqual(['gap', gap]);
  });

  test('drops a room that does not take the user back, and says so', () => {
    const hand = handFed();
    hand.login();
    join(hand);
    hand.comeBack(restarted);
    hand.take();
    hand.answer({ type: 'error', code: 'CHAT_ROOM_FULL', text: 'Full.', retry: true });
    expect(hand.take().told).toEqual([
      ['left', { type: 'left', room: 'lobby', user: ann, reason: 'CHAT_ROOM_FULL' }],
      ['roster', 'lobby'],
    ]);
    expect(hand.machine.rooms.size).toBe(0);
  });

  test('does not join conversations: those that go on are in the welcome', () => {
    const hand = handFed();
    hand.login();
    hand.frame(message(1, { room: '@a+b' }));
    hand.frame(message(1, { room: '@a+c' }));
    hand.take();
    hand.comeBack({ resumed: false, rooms: ['@a+b'] });
    expect(hand.take().sent.map(({ type }) => type)).toEqual(['hello']);
    expect([...hand.machine.rooms.keys()]).toEqual(['@a+b']);
    expect(hand.machine.rooms.get('@a+b')?.recovering).toBe(true);
  });

  test('that is lost again goes on joining where it was interrupted', () => {
    const hand = handFed();
    hand.login();
    join(hand, 'lobby', 7);
    join(hand, 'tea', 2);
    hand.comeBack(restarted);
    hand.take();
    hand.comeBack({ resumed: true, rooms: ['lobby'] });
    const { sent } = hand.take();
    expect(sent.slice(1)).toMatchObject([{ type: 'join', room: 'tea', after: { epoch: 'e1', offset: 2 } }]);
    expect([...hand.machine.rooms.keys()]).toEqual(['lobby', 'tea']);
  });

  test('still wants back into its rooms after a stop', () => {
    const hand = handFed();
    hand.login();
    join(hand, 'lobby', 7);
    hand.comeBack(restarted);
    hand.stop();
    hand.take();
    hand.connect();
    hand.opened();
    hand.answer({ type: 'welcome', user: ann, resumed: true, rooms: [] });
    expect(hand.take().sent.slice(1)).toMatchObject([{ type: 'join', room: 'lobby', after: { offset: 7 } }]);
  });

  test('without a token joins its rooms again all the same', () => {
    const hand = handFed();
    hand.login({ resume: undefined });
    join(hand, 'lobby', 7);
    hand.take();
    hand.comeBack({ resume: undefined });
    const { sent, told } = hand.take();
    expect(gist(told)).toContain('welcome restarted');
    expect(sent.slice(1)).toMatchObject([{ type: 'join', room: 'lobby', after: { epoch: 'e1', offset: 7 } }]);
  });
});

describe('a log that was begun anew', () => {
  function begunAnew() {
    const hand = handFed();
    hand.login();
    join(hand, 'lobby', 0);
    hand.frame(message(1, { key: 'b1' }));
    hand.comeBack(restarted);
    hand.answer(okFor('lobby'));
    hand.frame({ type: 'gap', room: 'lobby', after: { epoch: 'e1', offset: 1 }, epoch: 'e2', offset: 0 });
    hand.frame(recovered(0, { epoch: 'e2', complete: false }));
    hand.take();
    return hand;
  }

  test('does not show a message again that its author has sent again', () => {
    const hand = begunAnew();
    hand.frame(message(1, { epoch: 'e2', key: 'b1' }));
    hand.frame(message(2, { epoch: 'e2', key: 'b2' }));
    expect(gist(hand.take().told)).toEqual(['message 2']);
  });

  test('shows the same key of another author', () => {
    const hand = begunAnew();
    hand.frame(message(1, { epoch: 'e2', key: 'b1', from: { id: 'u-eve', nick: 'eve' } }));
    expect(gist(hand.take().told)).toEqual(['message 1']);
  });

  test('shows a key that its author uses once more in the new epoch', () => {
    const hand = begunAnew();
    hand.frame(message(1, { epoch: 'e2', key: 'b1' }));
    hand.frame(message(2, { epoch: 'e2', key: 'b1' }));
    expect(gist(hand.take().told)).toEqual(['message 2']);
  });
});
