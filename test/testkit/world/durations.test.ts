import { expect, test } from 'vitest';
import { type Duration, milliseconds } from '../../../testkit/world/durations.js';

test.each<[Duration, number]>([
  [1_500, 1_500],
  [0, 0],
  ['250ms', 250],
  ['5s', 5_000],
  ['0.5s', 500],
  ['2m', 120_000],
  ['1h', 3_600_000],
])('%s is %d milliseconds', (duration, ms) => {
  expect(milliseconds(duration)).toBe(ms);
});

test.each(['5', '5 s', '-5s', 's', '', '5d', -1, Number.NaN, Number.POSITIVE_INFINITY])('%j is no duration', (text) => {
  expect(() => milliseconds(text as Duration)).toThrow(TypeError);
});
