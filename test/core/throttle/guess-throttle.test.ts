import { describe, expect, test } from 'vitest';
import { createGuessThrottle, type GuessOutcome, type WrongGuess } from '../../../core/index.js';
import { networkOf } from '../../../core/network.js';
import { manualClock } from '../../../testkit/index.js';

function stage() {
  const clock = manualClock({ start: 1_000_000 });
  const reports: WrongGuess[] = [];
  const throttle = createGuessThrottle({ clock, report: (guess) => void reports.push(guess) });
  let compared = 0;
  const outcomes: (GuessOutcome | undefined)[] = [];
  /** Shows a token. Returns its place among the outcomes. */
  function show(address: string | undefined, isRight = false): number {
    const index = outcomes.push(undefined) - 1;
    const compare = () => {
      compared++;
      return isRight;
    };
    void throttle.guess({ address, way: 'test', isRight: compare }).then((outcome) => {
      outcomes[index] = outcome;
    });
    return index;
  }
  return { clock, reports, outcomes, show, compared: () => compared };
}

describe('guesses from one address', () => {
  test('are compared 20 at once and 20 a second, however many come', async () => {
    const { clock, show, compared } = stage();
    for (let i = 0; i < 1_000; i++) show('192.0.2.1');
    await clock.settle();
    expect(compared()).toBe(21);
    for (let second = 0; second < 10; second++) {
      for (let i = 0; i < 100; i++) show('192.0.2.1');
      await clock.advance(1_000);
    }
    expect(compared()).toBeLessThanOrEqual(21 + 10 * 20 + 1);
  });

  test('beyond what waits are busy, and nothing is left behind', async () => {
    const { clock, show, outcomes } = stage();
    for (let i = 0; i < 1_000; i++) show('192.0.2.1');
    await clock.settle();
    expect(outcomes.filter((outcome) => outcome === 'busy')).toHaveLength(1_000 - 21 - 64);
    await clock.advance(60_000);
    expect(outcomes.filter((outcome) => outcome === undefined)).toEqual([]);
    expect(clock.timers).toBe(0);
  });

  test('one after the other are answered later and later', async () => {
    const { clock, show, outcomes } = stage();
    const waited: number[] = [];
    for (let i = 0; i < 10; i++) {
      const began = clock.now();
      const index = show('192.0.2.1');
      await clock.settle();
      while (outcomes[index] === undefined) await clock.advance(50);
      waited.push(clock.now() - began);
    }
    expect(waited).toEqual([0, 0, 0, 250, 500, 1_000, 2_000, 4_000, 4_000, 4_000]);
  });

  test('do not keep the right one out: it passes at once, and right after a thousand within a moment', async () => {
    const { clock, show, outcomes } = stage();
    for (let i = 0; i < 15; i++) show('192.0.2.1');
    const first = show('192.0.2.1', true);
    await clock.settle();
    expect(outcomes[first]).toBe('right');
    for (let i = 0; i < 1_000; i++) show('192.0.2.1');
    await clock.settle();
    const second = show('192.0.2.1', true);
    await clock.advance(200);
    expect(outcomes[second]).toBe('right');
  });

  test('are forgotten ten minutes after the last wrong one', async () => {
    const { clock, show, outcomes } = stage();
    for (let i = 0; i < 12; i++) show('192.0.2.1');
    await clock.advance(599_000);
    const late = show('192.0.2.1');
    await clock.settle();
    expect(outcomes[late]).toBeUndefined();
    await clock.advance(600_000);
    const forgotten = show('192.0.2.1');
    await clock.settle();
    expect(outcomes[forgotten]).toBe('wrong');
  });
});

describe('guesses from many addresses', () => {
  test('are compared 100 a second in all once each has a wrong one, and the overall number slows them too', async () => {
    const { clock, show, compared, outcomes } = stage();
    const addresses = Array.from({ length: 100 }, (_, i) => `192.0.2.${i}`);
    for (let i = 0; i < 10; i++) for (const address of addresses) show(address);
    await clock.settle();
    expect(compared()).toBe(200);
    expect(outcomes.filter((outcome) => outcome === 'wrong').length).toBeLessThanOrEqual(20);
    await clock.advance(1_000);
    expect(compared()).toBeLessThanOrEqual(302);
  });

  test('keep no right token of an address without wrong ones waiting', async () => {
    const { clock, show, outcomes } = stage();
    for (let i = 0; i < 1_000; i++) show(`192.0.2.${i % 100}`);
    const right = show('198.51.100.7', true);
    await clock.settle();
    expect(outcomes[right]).toBe('right');
  });

  test('are remembered of 4,096 networks', async () => {
    const { clock, show, outcomes } = stage();
    for (let i = 0; i < 12; i++) show('192.0.2.1');
    await clock.advance(30_000);
    for (let i = 0; i < 4_096; i++) show(`10.0.${i >> 8}.${i & 255}`);
    const right = show('192.0.2.1', true);
    await clock.settle();
    expect(outcomes[right]).toBe('right');
    await clock.advance(60_000);
    expect(clock.timers).toBe(0);
  });
});

describe('the network of an address', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::ffff', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('of %j is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test('is what an IPv6 guesser is counted by', async () => {
    const { clock, show, outcomes } = stage();
    for (let i = 0; i < 12; i++) show(`2001:db8:1:2::${i}`);
    const same = show('2001:db8:1:2:ffff::9');
    const other = show('2001:db8:1:3::9');
    await clock.settle();
    expect([outcomes[same], outcomes[other]]).toEqual([undefined, 'wrong']);
  });
});

test('wrong guesses are reported with their address, once a second for each network, with the number of the others', async () => {
  const { clock, show, reports } = stage();
  for (let i = 0; i < 5; i++) show('192.0.2.1');
  show('192.0.2.2');
  await clock.advance(1_000);
  show('192.0.2.1');
  await clock.settle();
  expect(reports).toEqual([
    { address: '192.0.2.1', way: 'test', wrong: 1, unreported: 0 },
    { address: '192.0.2.2', way: 'test', wrong: 1, unreported: 0 },
    { address: '192.0.2.1', way: 'test', wrong: 6, unreported: 4 },
  ]);
});
