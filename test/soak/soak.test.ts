import { describe, expect, test } from 'vitest';
import { mutants } from './mutants.js';
import { soak } from './plant.js';

const PATIENCE = 120_000;

test('random runs of hub, clients and network keep every promise', { timeout: PATIENCE }, async () => {
  const { code, output } = await soak(undefined, '--seeds', '300', '--jobs', '1');
  expect(output).toContain('Every promise was kept.');
  expect(code).toBe(0);
});

describe('random runs find out that', () => {
  test.each(mutants)('$name', { timeout: PATIENCE }, async (mutant) => {
    const { code, output } = await soak(mutant, '--seeds', '500', '--jobs', '1', '--no-shrink');
    expect(output).toMatch(/The run of seed \d+ broke one:\n\S/);
    expect(code).toBe(1);
  });
});

test('a failing run is made small, and played again the same', { timeout: PATIENCE }, async () => {
  const [mutant] = mutants.filter(({ name }) => name === 'keys are forgotten');
  const first = await soak(mutant, '--seeds', '200', '--jobs', '1');
  const seed = /seed (\d+) broke/.exec(first.output)?.[1] ?? '';
  const again = await soak(mutant, '--seeds', '1', '--first', seed, '--jobs', '1');
  const whole = await soak(mutant, '--seeds', '1', '--first', seed, '--jobs', '1', '--no-shrink');
  const story = ({ output }: { output: string }) => output.slice(output.indexOf('The run of seed'));
  expect(story(again)).toBe(story(first));
  expect(story(again).length).toBeLessThan(story(whole).length);
});
