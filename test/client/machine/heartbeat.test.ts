import { describe, expect, test } from 'vitest';
import { createHeartbeat } from '../../../client/machine/heartbeat.js';
import { type Hand, handFed } from '../support/hand.js';

/** A client whose server wants a sign of life every 8 s; it gives one every 4 s. */
function watched(): Hand {
  const hand = handFed();
  hand.login({ heartbeatMs: 8_000 });
  hand.take();
  return hand;
}

/** Lets time pass until the machine wants something, and says what. */
function next(hand: Hand): string {
  for (;;) {
    hand.sleep();
    const { sent, wire } = hand.take();
    const what = [...sent.map(({ type }) => String(type)), ...wire];
    if (what.length > 0) return `${what.join(' ')} at ${hand.now}`;
  }
}

describe('a connection on which nothing is said', () => {
  test('is kept alive by a ping after half of the heartbeat', () => {
    expect(next(watched())).toBe('ping at 4000');
  });

  test('is kept alive by another one later, when the first was answered', () => {
    const hand = watched();
    next(hand);
    hand.answer({ type: 'ok', result: { at: 1 } });
    expect(next(hand)).toBe('ping at 8000');
  });

  test('is given up when nothing comes for the heartbeat and a quarter', () => {
    const hand = watched();
    expect([next(hand), next(hand), next(hand)]).toEqual(['ping at 4000', 'ping at 8000', 'close at 10000']);
    expect(hand.machine.state).toBe('waiting');
  });

  test('lives while anything comes', () => {
    const hand = watched();
    next(hand);
    hand.now = 7_000;
    hand.frame({ type: 'notice', text: 'still here' });
    expect([next(hand), next(hand), next(hand)]).toEqual(['ping at 8000', 'ping at 12000', 'ping at 16000']);
    expect(next(hand)).toBe('close at 17000');
  });

  test('needs no ping while the client says something itself', () => {
    const hand = watched();
    hand.now = 3_000;
    hand.submit('leave', { room: 'a' });
    hand.answer({ type: 'ok', result: { room: 'a' } });
    hand.take();
    expect(next(hand)).toBe('ping at 7000');
  });

  test('is given a chance after a sleep of the machine, and no more than a quarter', () => {
    const hand = watched();
    next(hand);
    hand.answer({ type: 'ok', result: { at: 1 } });
    hand.now = 3_600_000;
    expect([next(hand), next(hand)]).toEqual(['ping at 3600000', 'close at 3602000']);
  });

  test('is asked at once when the program says hurry, and given up after a quarter', () => {
    const hand = watched();
    hand.now = 1_000;
    hand.hurry();
    expect(hand.take().sent).toMatchObject([{ type: 'ping' }]);
    expect(next(hand)).toBe('close at 3000');
  });

  test('is left alone when the server has no heartbeat', () => {
    const hand = handFed();
    hand.login({ heartbeatMs: 0 });
    expect(hand.machine.state).toBe('online');
    expect(hand.wake).toBeUndefined();
  });
});

describe('a heartbeat', () => {
  test('draws its share anew for each ping, from 50 to 75 percent', () => {
    const drawn: [number, number][] = [];
    const shares = [4_000, 6_000, 5_000];
    const between = (low: number, high: number) => {
      drawn.push([low, high]);
      return shares[drawn.length - 1] ?? low;
    };
    const heartbeat = createHeartbeat(0, 8_000, { between });
    expect(heartbeat.due()).toBe(4_000);
    expect(heartbeat.beat(3_999)).toBe('nothing');
    expect(heartbeat.beat(4_000)).toBe('ping');
    heartbeat.sent(4_000);
    heartbeat.received(4_001);
    expect(heartbeat.due()).toBe(10_000);
    expect(drawn).toEqual([
      [4_000, 6_000],
      [4_000, 6_000],
    ]);
  });

  test('of a millisecond still draws from a range', () => {
    const between = (low: number, high: number) => {
      expect(low).toBeLessThanOrEqual(high);
      return low;
    };
    expect(createHeartbeat(0, 1, { between }).due()).toBe(1);
  });
});

describe('a timer that comes late', () => {
  test('asks again before the connection is called dead: what has come meanwhile was not read yet', () => {
    const hand = watched();
    next(hand);
    hand.now = 3_600_000;
    expect(next(hand)).toBe('ping at 3600000');
    hand.now = 3_600_001;
    hand.answer({ type: 'ok', result: { at: 1 } });
    expect(hand.machine.state).toBe('online');
    expect(next(hand)).toBe('ping at 3604000');
  });

  test('asks once only: the next one calls it dead, however late', () => {
    const hand = watched();
    next(hand);
    hand.now = 60_000;
    expect(next(hand)).toBe('ping at 60000');
    hand.now = 120_000;
    expect(next(hand)).toBe('close at 120000');
  });

  test('by less than a second is no sleep', () => {
    const heartbeat = createHeartbeat(0, 8_000, { between: (low) => low });
    heartbeat.sent(4_000);
    expect(heartbeat.beat(10_900, 900)).toBe('dead');
  });
});
