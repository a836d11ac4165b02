import { describe, expect, test } from 'vitest';
import { bob, gist, join, message, recovered } from '../support/frames.js';
import { handFed } from '../support/hand.js';

const resumed = (...rooms: string[]) => ({ resumed: true, rooms });

describe('a session that is resumed', () => {
  test('with nothing missed goes on where it was', () => {
    const hand = handFed();
    hand.login();
    join(hand, 'lobby', 4);
    hand.take();
    hand.comeBack(resumed('lobby'));
    expect(hand.machine.rooms.get('lobby')?.recovering).toBe(true);
    hand.frame(recovered(4));
    hand.frame(message(5));
    const { told, sent } = hand.take();
    expect(gist(told)).toEqual([
      'state waiting',
      'state connecting',
      'state online',
      'welcome resumed',
      'recovered',
      'roster lobby',
      'caughtUp lobby recovered 0',
      'message 5',
    ]);
    expect(sent.map(({ type }) => type)).toEqual(['hello']);
    expect(hand.machine.rooms.get('lobby')).toMatchObject({ recovering: false, position: { epoch: 'e1', offset: 5 } });
  });

  test('survives a second and a third loss, each in the middle of the recovery', () => {
    const hand = handFed();
    hand.login();
    join(hand, 'lobby', 1);
    hand.comeBack(resumed('lobby'));
    hand.frame(message(2));
    hand.comeBack(resumed('lobby'));
    hand.frame(message(3));
    hand.take();
    hand.comeBack(resumed('lobby'));
    expect(hand.take().sent[0]).toMatchObject({ positions: { lobby: { epoch: 'e1', offset: 3 } } });
    hand.frame(message(4));
    hand.frame(recovered(4));
    expect(gist(hand.take().told)).toEqual(['message 4', 'recovered', 'roster lobby', 'caughtUp lobby recovered 3']);
  });

  test('takes the members from the recovery', () => {
    const hand = handFed();
    hand.login();
    join(hand);
    const eve = { id: 'u-eve', nick: 'eve', wires: [], away: true };
    hand.comeBack(resumed('lobby'));
    hand.frame(recovered(0, { members: [bob, eve] }));
    expect([...(hand.machine.rooms.get('lobby')?.members.values() ?? [])]).toEqual([bob, eve]);
  });

  test('is in a room whose join was answered too late', () => {
    const hand = handFed();
    hand.login();
    const id = hand.submit('join', { room: 'tea' });
    hand.comeBack(resumed('tea'));
    hand.frame(recovered(3, { room: 'tea' }));
    expect(hand.machine.rooms.get('tea')?.position).toEqual({ epoch: 'e1', offset: 3 });
    hand.answer({ type: 'ok', result: { room: 'tea', epoch: 'e1', offset: 3, members: [bob] } });
    const { resolved, told } = hand.take();
    expect(resolved.get(id)).toMatchObject({ room: 'tea', offset: 3 });
    expect(gist(told)).not.toContain('violation');
  });

  test('is out of a room that was left while the answer was lost', () => {
    const hand = handFed();
    hand.login();
    join(hand);
    const id = hand.submit('leave', { room: 'lobby' });
    hand.take();
    hand.comeBack(resumed());
    hand.answer({ type: 'error', code: 'CHAT_NOT_IN_ROOM', text: 'No.', retry: false });
    const { sent, told, resolved } = hand.take();
    expect(sent.map(({ type }) => type)).toEqual(['hello', 'leave']);
    expect(told).toContainEqual(['left', { type: 'left', room: 'lobby', user: { id: 'u-ann', nick: 'ann' } }]);
    expect(resolved.has(id)).toBe(true);
    expect(hand.machine.rooms.size).toBe(0);
  });

  test('has conversations that were begun meanwhile', () => {
    const hand = handFed();
    hand.login();
    hand.comeBack(resumed('@a+b'));
    hand.frame(message(1, { room: '@a+b' }));
    hand.frame(recovered(1, { room: '@a+b', messages: 1 }));
    expect(hand.machine.rooms.get('@a+b')).toMatchObject({ recovering: false, position: { offset: 1 } });
  });

  test('sends again what was not answered, then what came meanwhile, in order and under the same keys', () => {
    const hand = handFed();
    hand.login();
    join(hand);
    const first = hand.submit('say', { room: 'lobby', text: 'one', key: 'k1' });
    hand.submit('tell', { to: 'bob', text: 'two', key: 'k2' });
    hand.closed();
    hand.submit('nick', { nick: 'anna' });
    hand.submit('say', { room: 'lobby', text: 'three', key: 'k3' });
    hand.take();
    hand.sleep();
    hand.opened();
    hand.answer({ type: 'welcome', user: { id: 'u-ann', nick: 'ann' }, ...resumed('lobby') });
    const { sent } = hand.take();
    expect(sent.map(({ type, key }) => key ?? type)).toEqual(['hello', 'k1', 'k2', 'nick', 'k3']);
    hand.frame(message(1, { from: { id: 'u-ann', nick: 'ann' }, key: 'k1' }));
    hand.frame({
      type: 'ok',
      ref: sent[1]?.ref,
      result: { id: 'm1', room: 'lobby', epoch: 'e1', offset: 1, at: 5 },
    });
    expect(hand.take().resolved.get(first)).toEqual({
      id: 'm1',
      room: 'lobby',
      epoch: 'e1',
      offset: 1,
      at: 5,
      key: 'k1',
    });
  });

  test('keeps the order through several losses', () => {
    const hand = handFed();
    hand.login();
    for (const key of ['k1', 'k2', 'k3']) hand.submit('say', { room: 'lobby', text: key, key });
    hand.comeBack(resumed());
    hand.comeBack(resumed());
    hand.take();
    hand.comeBack(resumed());
    expect(hand.take().sent.map(({ key }) => key)).toEqual([undefined, 'k1', 'k2', 'k3']);
  });
});
