import { describe, expect, test } from 'vitest';
import { randomConformance, type SeededRandom, seededRandom } from '../../../testkit/index.js';
import { xoshiro128 } from '../../../testkit/world/seeded-random.js';

const draws = (random: SeededRandom, count = 20) => Array.from({ length: count }, () => random.between(0, 999_999));

describe('the rules of randomness, on seeded randomness', () => {
  for (const { name, run } of randomConformance(() => seededRandom(1))) test(name, run);
});

test('the generator is xoshiro128** 1.1, as its authors wrote it', () => {
  const draw = xoshiro128([1, 2, 3, 4]);
  // Made with the reference implementation in C.
  expect(Array.from({ length: 10 }, draw)).toEqual([
    11_520, 0, 5_927_040, 70_819_200, 2_031_721_883, 1_637_235_492, 1_287_239_034, 3_734_860_849, 3_729_100_597,
    4_258_142_804,
  ]);
});

test('the same seed gives the same numbers, another one others', () => {
  expect(draws(seededRandom(1))).toEqual(draws(seededRandom(1)));
  expect(draws(seededRandom(1))).not.toEqual(draws(seededRandom(2)));
});

test('streams of different names have nothing in common', () => {
  const random = seededRandom(1);
  expect(draws(random.fork('a'))).not.toEqual(draws(random.fork('b')));
});

test('a fork does not depend on what was drawn before', () => {
  const one = seededRandom(7);
  draws(one, 100);
  expect(draws(one.fork('a'))).toEqual(draws(seededRandom(7).fork('a')));
});

test('a fork of a fork is told apart by both names', () => {
  const random = seededRandom(1);
  expect(draws(random.fork('a').fork('b'))).not.toEqual(draws(random.fork('b').fork('a')));
});

test('every number of a range is drawn about as often', () => {
  const random = seededRandom(3);
  const counts = new Array<number>(10).fill(0);
  for (let draw = 0; draw < 100_000; draw++) {
    const drawn = random.between(0, 9);
    counts[drawn] = (counts[drawn] ?? 0) + 1;
  }
  for (const count of counts) expect(count).toBeGreaterThan(9_000);
});

test('no number is drawn more often because its range does not divide 2^32', () => {
  const random = seededRandom(3);
  const range = 3 * 2 ** 30;
  let low = 0;
  for (let draw = 0; draw < 30_000; draw++) if (random.between(0, range - 1) < range / 3) low++;
  expect(low).toBeGreaterThan(9_500);
  expect(low).toBeLessThan(10_500);
});

test('ranges wider than 32 bits are drawn to both their ends', () => {
  const random = seededRandom(3);
  const high = 2 ** 40;
  const drawn = Array.from({ length: 1_000 }, () => random.between(0, high));
  expect(Math.max(...drawn)).toBeGreaterThan(high * 0.99);
  expect(Math.min(...drawn)).toBeLessThan(high * 0.01);
});

test.each([
  [2, 1],
  [0.5, 1],
  [0, Number.NaN],
])('there is nothing between %d and %d', (low, high) => {
  expect(() => seededRandom(1).between(low, high)).toThrow(TypeError);
});

test('a seed is a whole number', () => {
  expect(() => seededRandom(0.5)).toThrow(TypeError);
});
