import { describe, expect, test } from 'vitest';
import { createHistogram } from '../../../../apps/gateway/operator/plugin-stats.js';
import { selectFirst } from '../../../../apps/gateway/operator/session-query.js';
import { countEvent, createRate, ratePerSecond } from '../../../../apps/gateway/operator/session-stats.js';
import { createQueueMeter, createRing } from '../../../../apps/gateway/operator/telemetry.js';
import type { Session } from '../../../../core/index.js';

const NOW = 1_000_000_000;

describe('a rate', () => {
  test('is the average of the last ten seconds', () => {
    const rate = createRate();
    for (let n = 0; n < 5; n++) countEvent(rate, NOW);
    expect(ratePerSecond(rate, NOW)).toBe(0.5);
    countEvent(rate, NOW + 9_000);
    expect(ratePerSecond(rate, NOW + 9_999)).toBe(0.6);
    expect(ratePerSecond(rate, NOW + 10_000)).toBe(0.1);
    expect(ratePerSecond(rate, NOW + 60_000)).toBe(0);
  });

  test('forgets nothing when the clock is put back', () => {
    const rate = createRate();
    countEvent(rate, NOW);
    countEvent(rate, NOW - 5_000);
    expect(ratePerSecond(rate, NOW)).toBe(0.2);
  });
});

describe('a histogram', () => {
  test('tells how long half of all, and nearly all, took at most', () => {
    const histogram = createHistogram();
    for (let n = 0; n < 90; n++) histogram.add(1, NOW);
    for (let n = 0; n < 10; n++) histogram.add(80, NOW);
    expect(histogram.read(NOW)).toEqual({ calls: 100, p50Ms: 1, p99Ms: 100 });
  });

  test('forgets what is five minutes ago', () => {
    const histogram = createHistogram();
    histogram.add(500, NOW);
    histogram.add(1, NOW + 200_000);
    expect(histogram.read(NOW + 200_000)).toMatchObject({ calls: 2, p99Ms: 500 });
    expect(histogram.read(NOW + 300_000)).toEqual({ calls: 1, p50Ms: 1, p99Ms: 1 });
  });

  test('has a last bucket for whatever takes longer, and tells 0 where nothing was measured', () => {
    const histogram = createHistogram();
    expect(histogram.read(NOW)).toEqual({ calls: 0, p50Ms: 0, p99Ms: 0 });
    histogram.add(10_000_000, NOW);
    expect(histogram.read(NOW).p99Ms).toBe(60_000);
  });
});

describe('a ring', () => {
  test('has the newest, each with its number', () => {
    const ring = createRing<string>(3);
    expect([ring.first, ring.last, ring.after(0)]).toEqual([1, 0, []]);
    for (const one of 'abcde') ring.add(one);
    expect([ring.first, ring.last]).toEqual([3, 5]);
    expect([ring.after(0), ring.after(4), ring.after(5), ring.after(9)]).toEqual([['c', 'd', 'e'], ['e'], [], []]);
  });
});

describe('a selection', () => {
  test('is what sorting gives, and equal ones stay in their order', () => {
    const things = Array.from({ length: 500 }, (_, n) => ({ n, key: (n * 7_919) % 50 }));
    const compare = (one: { key: number }, other: { key: number }) => one.key - other.key;
    expect(selectFirst(things, 60, compare)).toEqual(things.toSorted(compare).slice(0, 60));
    expect(selectFirst(things.slice(0, 5), 60, compare)).toHaveLength(5);
  });

  test('of 50,000 does not sort all of them', () => {
    let compared = 0;
    const things = Array.from({ length: 50_000 }, (_, n) => (n * 7_919) % 50_000);
    selectFirst(things, 500, (one, other) => {
      compared++;
      return one - other;
    });
    expect(compared).toBeLessThan(110_000);
  });
});

describe('bytes that wait', () => {
  test('are added up in slices of 10,000 sessions', () => {
    const sessions = new Set(Array.from({ length: 25_000 }, () => ({ pendingBytes: 1 }) as Session));
    const queueBytes = createQueueMeter(sessions);
    expect([queueBytes(), queueBytes(), queueBytes(), queueBytes()]).toEqual([0, 0, 25_000, 25_000]);
  });
});
