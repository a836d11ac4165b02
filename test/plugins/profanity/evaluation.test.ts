import { describe, expect, test } from 'vitest';
import { evaluate, falsePositives, recall, speed } from '../../../bench/profanity/evaluate.js';
import { heldOut } from '../../../bench/profanity/phrases/held-out.js';
import { tuned } from '../../../bench/profanity/phrases/tuned.js';
import { defaultFilter } from '../../../plugins/profanity/index.js';
import { sized } from '../../support/sizes.js';

const filter = defaultFilter();
const bars = { en: 0.85, ru: 0.75, zh: 0.65 } as const;

describe.each([
  ['held out', heldOut],
  ['tuned', tuned],
])('of the phrases %s', (_, set) => {
  const scores = evaluate(filter, set);

  test.each(scores)('enough of the bad ones are found: $language', (score) => {
    expect(recall(score)).toBeGreaterThanOrEqual(bars[score.language]);
  });

  test('fewer than one in twenty innocent ones are mistaken', () => {
    expect(falsePositives(scores)).toBeLessThan(0.05);
  });
});

describe('the phrases', () => {
  const all = [heldOut, tuned].flatMap((set) => Object.values(set));

  test('are at least 150 bad and 200 innocent ones', () => {
    expect(all.flatMap(({ bad }) => bad).length).toBeGreaterThanOrEqual(150);
    expect(all.flatMap(({ innocent }) => innocent).length).toBeGreaterThanOrEqual(200);
  });

  test('are all different', () => {
    const phrases = all.flatMap(({ bad, innocent }) => [...bad, ...innocent]);
    expect(phrases.filter((phrase, at) => phrases.indexOf(phrase) !== at)).toEqual([]);
  });
});

test('looks through 200 characters within half a millisecond where nothing else runs', () => {
  const most = sized(Number.POSITIVE_INFINITY, 500);
  for (const microseconds of Object.values(speed(filter, heldOut))) expect(microseconds).toBeLessThan(most);
});
