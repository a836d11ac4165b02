import { describe, expect, test } from 'vitest';
import type { Session } from '../../../core/index.js';
import { createTries } from '../../../plugins/moderation/tries.js';

/** As much of a session as tries are counted by. */
const session = (id: string, remoteAddress?: string): Session =>
  ({
    id,
    info: { id, transport: 'memory', openedAt: 0, secure: false, ...(remoteAddress && { remoteAddress }) },
  }) as Session;

describe('tries of a password', () => {
  test('are twenty from one address in ten minutes, whatever the session', () => {
    let now = 0;
    const tries = createTries(() => now);
    const from = (time: number, address: string) => tries.begin(session(`s${time}`, address));
    for (let time = 0; time < 20; time++) expect(from(time, '192.0.2.7')).toBeUndefined();
    now = 100_000;
    expect(from(20, '::ffff:192.0.2.7')).toBe(500_000);
    expect(from(21, '192.0.2.8')).toBeUndefined();
    now = 600_000;
    expect(from(22, '192.0.2.7')).toBeUndefined();
  });

  test('are counted for a household of IPv6', () => {
    const tries = createTries(() => 0);
    for (let time = 0; time < 20; time++) tries.begin(session(`s${time}`, `2001:db8::${time}`));
    expect(tries.begin(session('s20', '2001:db8::ffff'))).toBe(600_000);
    expect(tries.begin(session('s21', '2001:db8:0:1::1'))).toBeUndefined();
  });

  test('are five of one session, and refused ones are none', () => {
    const tries = createTries(() => 0);
    for (let time = 0; time < 5; time++) expect(tries.begin(session('s'))).toBeUndefined();
    expect([tries.begin(session('s')), tries.begin(session('s'))]).toEqual([600_000, 600_000]);
  });

  test('that were right are given back', () => {
    const tries = createTries(() => 0);
    for (let time = 0; time < 50; time++) {
      expect(tries.begin(session('s', '192.0.2.7'))).toBeUndefined();
      tries.succeed(session('s', '192.0.2.7'));
    }
  });

  test('are remembered of ten thousand at most', () => {
    const tries = createTries(() => 0);
    for (let time = 0; time < 5; time++) tries.begin(session('first'));
    for (let other = 0; other < 10_000; other++) tries.begin(session(`s${other}`));
    expect(tries.begin(session('first'))).toBeUndefined();
  });
});
