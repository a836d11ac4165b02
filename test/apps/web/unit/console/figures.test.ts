import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Vitals } from '../../../../../apps/gateway/operator/wire.js';
import { appendVitals, niceTop, pointsOf, toIntervals } from '../../../../../apps/web/src/console/charts/scale.js';
import { formatBytes, formatMs, formatSpan, localPath } from '../../../../../apps/web/src/console/format.js';
import { appendPage } from '../../../../../apps/web/src/console/polling.js';
import { nextSorting, sortRows } from '../../../../../apps/web/src/console/ui/table.js';

const second = (n: number, messages = n): Vitals => ({
  n,
  at: n * 1_000,
  sessions: 0,
  rooms: 0,
  messages,
  deliveries: 0,
  queueBytes: 0,
  loopLagMs: 0,
  memoryBytes: 0,
});

describe('the metrics', () => {
  test('keep each second of two minutes once and in order', () => {
    const known = Array.from({ length: 120 }, (_, at) => second(at + 1));
    const all = appendVitals(known, [second(122), second(120), second(121)]);
    expect(all.map(({ n }) => n)).toEqual(Array.from({ length: 120 }, (_, at) => at + 3));
  });

  test('are placed by time, with gaps', () => {
    const points = pointsOf([second(1), second(120)], 'messages', 120);
    expect(points.map(({ x }) => x)).toEqual([0, 1]);
    expect(points.map(({ y }) => y)).toEqual([1 / 120, 1]);
  });

  test('are aggregated over ten seconds for the table', () => {
    const rows = toIntervals([second(8, 1), second(9, 3), second(10, 7)], 'messages');
    expect(rows).toEqual([
      { from: 10_000, mean: 7, max: 7 },
      { from: 0, mean: 2, max: 3 },
    ]);
  });
});

test('a scale ends at a round number at or slightly above the value', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e12, noNaN: true }), (value) => {
      const top = niceTop(value);
      expect(top).toBeGreaterThanOrEqual(value * (1 - 1e-9));
      expect(top).toBeLessThanOrEqual(value * 2.6);
    }),
  );
  expect([0, Number.NaN, Number.POSITIVE_INFINITY].map(niceTop)).toEqual([1, 1, 1]);
});

describe('the live messages', () => {
  const entry = (n: number) => ({ n, at: n, id: `m${n}`, from: { id: 'u', nick: 'ann' }, kind: 'text', text: '' });
  const nothing = { entries: [], last: 0, lost: 0 };

  test('contain each message once', () => {
    const seen = appendPage(appendPage(nothing, { entries: [entry(1)], last: 1, lost: 0 }), {
      entries: [entry(1), entry(2)],
      last: 2,
      lost: 0,
    });
    expect(seen.entries.map(({ n }) => n)).toEqual([1, 2]);
  });

  test('count missed messages, except before the first request', () => {
    const seen = appendPage(nothing, { entries: [entry(9)], last: 9, lost: 8 });
    expect(seen.lost).toBe(0);
    expect(appendPage(seen, { entries: [entry(14)], last: 14, lost: 4 }).lost).toBe(4);
  });
});

describe('a table', () => {
  const columns = [{ key: 'rate', by: (row: { readonly rate?: number }) => row.rate, down: true }];

  test('puts rows without a value last in both sort orders', () => {
    const rows = [{ rate: 1 }, {}, { rate: 3 }];
    const values = (direction: 'up' | 'down') =>
      sortRows(rows, columns, { key: 'rate', direction }).map(({ rate }) => rate);
    expect([values('up'), values('down')]).toEqual([
      [1, 3, undefined],
      [3, 1, undefined],
    ]);
  });

  test('reverses the order on a second click', () => {
    const once = nextSorting({ key: 'nick', direction: 'up' }, { key: 'rate', down: true });
    expect(once).toEqual({ key: 'rate', direction: 'down' });
    expect(nextSorting(once, { key: 'rate', down: true })).toEqual({ key: 'rate', direction: 'up' });
  });
});

test.each([
  ['/files/a1/report.pdf', true],
  ['//elsewhere.example/x', false],
  ['/\\elsewhere.example', false],
  ['javascript:alert(1)', false],
  ['https://elsewhere.example/', false],
])('%s is a path of this gateway: %s', (url, within) => {
  expect(localPath(url) !== undefined).toBe(within);
});

test('formats numbers in the language', () => {
  expect([formatBytes(0, 'en'), formatBytes(1_240, 'en'), formatBytes(310_000_000, 'ru')]).toEqual([
    '0B',
    '1.24 kB',
    '310 МБ',
  ]);
  expect([formatMs(0.42, 'en'), formatMs(12.3, 'en'), formatMs(1_250, 'en')]).toEqual(['0.42 ms', '12 ms', '1.3 sec']);
  expect([
    formatSpan(0, 'en'),
    formatSpan(59_999, 'en'),
    formatSpan(3_600_000 * 27, 'en'),
    formatSpan(-5, 'en'),
  ]).toEqual(['0s', '59s', '1d 3h', '0s']);
});
