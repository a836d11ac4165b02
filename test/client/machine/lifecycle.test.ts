import { describe, expect, test } from 'vitest';
import { gist, join, message } from '../support/frames.js';
import { type Hand, handFed } from '../support/hand.js';

const bye = (code: string, more = {}) => ({ type: 'bye', code, text: 'Bye.', ...more });
const highest = { between: (_low: number, high: number) => high, secret: () => 'drawn-by-the-client-itself' };

/** Lets time pass until the client is no longer in the state that it is in; answers with how long it took. */
function waits(hand: Hand): number {
  const { now } = hand;
  const { state } = hand.machine;
  while (hand.machine.state === state) hand.sleep();
  return hand.now - now;
}

describe('a lost connection', () => {
  test('is tried again after a while', () => {
    const hand = handFed({ random: highest });
    hand.login();
    hand.take();
    hand.closed();
    expect(hand.take().told).toMatchObject([['state', 'waiting', { code: 'CLIENT_CONNECTION_LOST', until: 500 }]]);
    hand.sleep();
    expect(hand.take().wire).toEqual(['open']);
  });

  test('is waited for longer with each failure in a row, up to 30 s', () => {
    const hand = handFed({ random: highest });
    hand.connect();
    const waited = [];
    for (let failure = 0; failure < 9; failure++) {
      hand.closed();
      waited.push(waits(hand));
    }
    expect(waited).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  test('that had held for ten seconds begins with short waits again', () => {
    const hand = handFed({ random: highest });
    hand.connect();
    for (let failure = 0; failure < 4; failure++) {
      hand.closed();
      waits(hand);
    }
    hand.opened();
    hand.answer({ type: 'welcome', user: { id: 'a', nick: 'ann' } });
    hand.now += 10_000;
    hand.closed();
    expect(waits(hand)).toBe(500);
  });

  test('that had not held for ten seconds does not', () => {
    const hand = handFed({ random: highest });
    hand.connect();
    for (let failure = 0; failure < 4; failure++) {
      hand.closed();
      waits(hand);
    }
    hand.opened();
    hand.answer({ type: 'welcome', user: { id: 'a', nick: 'ann' } });
    hand.now += 9_999;
    hand.closed();
    expect(waits(hand)).toBe(8_000);
  });

  test('says nothing any more: late frames and a late end of an old wire change nothing', () => {
    const hand = handFed();
    hand.login();
    join(hand);
    const old = hand.wire;
    hand.comeBack({ resumed: true, rooms: ['lobby'] });
    hand.take();
    hand.frame(message(1), old);
    hand.frame(bye('CHAT_SESSION_TAKEN'), old);
    hand.closed(old);
    expect(hand.take()).toMatchObject({ told: [], sent: [], wire: [] });
    expect(hand.machine.state).toBe('online');
  });

  test('says nothing any more while the client waits', () => {
    const hand = handFed();
    hand.login();
    hand.closed();
    hand.take();
    hand.frame({ type: 'notice', text: 'late' });
    hand.closed();
    expect(hand.take().told).toEqual([]);
  });
});

describe('an attempt', () => {
  test('that takes too long is given up', () => {
    const hand = handFed({ connectMs: 3_000 });
    hand.connect();
    hand.opened();
    hand.take();
    expect(waits(hand)).toBe(3_000);
    expect(hand.machine.state).toBe('waiting');
    expect(hand.take().wire).toEqual(['close']);
  });

  test('is made once, however often the program says connect', () => {
    const hand = handFed();
    hand.connect();
    hand.connect();
    hand.opened();
    hand.connect();
    expect(hand.take().wire).toEqual(['open']);
  });
});

describe('a farewell', () => {
  test('with a time to come back is obeyed', () => {
    const hand = handFed();
    hand.login();
    hand.take();
    hand.frame(bye('CHAT_DRAINING', { reconnectMs: 4_818, resume: true }));
    const { told, wire } = hand.take();
    expect(told).toEqual([['state', 'waiting', { code: 'CHAT_DRAINING', text: 'Bye.', details: {}, until: 4_818 }]]);
    expect(wire).toEqual(['close']);
    expect(waits(hand)).toBe(4_818);
  });

  test('without one stops the client, and rejects what waits', () => {
    const hand = handFed();
    hand.login();
    const id = hand.submit('say', { room: 'lobby', text: 'x', key: 'k' });
    hand.take();
    hand.frame(bye('CHAT_SESSION_TAKEN'));
    const { told, rejected } = hand.take();
    expect(told).toEqual([['state', 'stopped', { code: 'CHAT_SESSION_TAKEN', text: 'Bye.', details: {} }]]);
    expect(rejected.get(id)).toBe('CLIENT_STOPPED');
    expect(hand.wake).toBeUndefined();
  });

  test('may come before the welcome', () => {
    const hand = handFed();
    hand.connect();
    hand.opened();
    hand.frame(bye('CHAT_HUB_FULL', { reconnectMs: 100 }));
    expect(gist(hand.take().told)).toEqual(['state connecting', 'state waiting']);
  });

  test('is told as an event', () => {
    const hand = handFed();
    hand.login();
    hand.frame(bye('CHAT_DRAINING', { reconnectMs: 1 }));
    expect(hand.effects).toContainEqual({
      do: 'tell',
      event: 'event',
      args: [bye('CHAT_DRAINING', { reconnectMs: 1 })],
    });
  });
});

describe('hurry', () => {
  test('ends the waiting', () => {
    const hand = handFed({ random: highest });
    hand.login();
    hand.closed();
    hand.take();
    hand.hurry();
    expect(hand.machine.state).toBe('connecting');
    expect(hand.take().wire).toEqual(['open']);
  });

  test('does nothing before the program has said connect', () => {
    const hand = handFed();
    hand.hurry();
    expect(hand.effects).toEqual([]);
  });
});

describe('stop', () => {
  test('drops the wire without a goodbye, and rejects what waits', () => {
    const hand = handFed();
    hand.login();
    const id = hand.submit('say', { room: 'lobby', text: 'x', key: 'k' });
    hand.take();
    hand.stop();
    const { told, sent, wire, rejected } = hand.take();
    expect(told).toEqual([['state', 'stopped']]);
    expect(sent).toEqual([]);
    expect(wire).toEqual(['close']);
    expect([...rejected]).toEqual([[id, 'CLIENT_STOPPED']]);
    expect(hand.wake).toBeUndefined();
  });

  test('refuses commands until the program says connect', () => {
    const hand = handFed();
    hand.login();
    hand.stop();
    const id = hand.submit('leave', { room: 'lobby' });
    expect(hand.take().rejected.get(id)).toBe('CLIENT_STOPPED');
    hand.connect();
    hand.submit('leave', { room: 'lobby' });
    expect(hand.take().rejected.size).toBe(0);
  });

  test('keeps the token: whoever connects again comes back', () => {
    const hand = handFed();
    hand.login();
    join(hand, 'lobby', 3);
    hand.stop();
    hand.connect();
    hand.opened();
    expect(hand.take().sent.at(-1)).toMatchObject({ resume: 't1', positions: { lobby: { offset: 3 } } });
  });
});

describe('quit', () => {
  test('says goodbye, and is done with the farewell', () => {
    const hand = handFed();
    hand.login();
    hand.take();
    const id = hand.quit('Good night');
    expect(hand.take().sent).toEqual([{ type: 'quit', text: 'Good night', ref: 2 }]);
    hand.answer({ type: 'ok', result: {} });
    hand.frame(bye('bye'));
    const { told, resolved } = hand.take();
    expect(told).toEqual([['state', 'stopped']]);
    expect(resolved.has(id)).toBe(true);
  });

  test('lets what was sent before be answered, and refuses what comes after', () => {
    const hand = handFed();
    hand.login();
    const before = hand.submit('nick', { nick: 'anna' });
    const ref = hand.take().sent.at(-1)?.ref;
    hand.quit();
    const after = hand.submit('nick', { nick: 'anne' });
    hand.frame({ type: 'ok', ref, result: { nick: 'anna' } });
    const { resolved, rejected } = hand.take();
    expect(resolved.get(before)).toBe('anna');
    expect([...rejected]).toEqual([[after, 'CLIENT_STOPPED']]);
  });

  test('forgets the session', () => {
    const hand = handFed();
    hand.login();
    join(hand);
    hand.quit();
    hand.closed();
    expect(hand.machine.user).toBeUndefined();
    expect(hand.machine.rooms.size).toBe(0);
    hand.connect();
    hand.opened();
    expect(hand.take().sent.at(-1)).not.toHaveProperty('positions');
  });

  test('does not wait for ever', () => {
    const hand = handFed();
    hand.login();
    const id = hand.quit();
    hand.take();
    expect(waits(hand)).toBe(10_000);
    const { resolved, wire } = hand.take();
    expect(resolved.has(id)).toBe(true);
    expect(wire).toEqual(['close']);
  });

  test('is done at once where there is no connection', () => {
    const hand = handFed();
    hand.login();
    hand.closed();
    hand.take();
    const id = hand.quit();
    expect(hand.machine.state).toBe('stopped');
    expect(hand.take().resolved.has(id)).toBe(true);
  });

  test('twice is done once', () => {
    const hand = handFed();
    hand.login();
    hand.take();
    const ids = [hand.quit(), hand.quit()];
    expect(hand.take().sent).toHaveLength(1);
    hand.closed();
    expect([...hand.take().resolved.keys()]).toEqual(ids);
  });

  test('after a stop forgets the session without another word', () => {
    const hand = handFed();
    hand.login();
    hand.stop();
    hand.take();
    const id = hand.quit();
    const { told, resolved } = hand.take();
    expect(told).toEqual([]);
    expect(resolved.has(id)).toBe(true);
    expect(hand.machine.user).toBeUndefined();
  });
});
