import { describe, test } from 'vitest';
import { systemClock, systemRandom } from '../../../adapters/system/index.js';
import { clockConformance, manualClock, randomConformance } from '../../../testkit/index.js';
import { countingRandom } from '../../support/random.js';

describe('the system clock', () => {
  for (const { name, run } of clockConformance(() => ({ clock: systemClock }))) test(name, run);
});

describe('the manual clock', () => {
  const make = () => {
    const clock = manualClock({ start: 1_000 });
    return { clock, advance: clock.advance };
  };
  for (const { name, run } of clockConformance(make)) test(name, run);
});

describe("the system's randomness", () => {
  for (const { name, run } of randomConformance(() => systemRandom)) test(name, run);
});

describe('the randomness of tests', () => {
  for (const { name, run } of randomConformance(countingRandom)) test(name, run);
});
