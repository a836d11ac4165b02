import { describe, expect, test } from 'vitest';
import { type Source, sourcesIn } from '../support/sources.js';

const MOST_LINES = 400;
const MOST_MEDIAN = 150;

const SHIPPED = ['core', 'adapters', 'plugins', 'testkit', 'client', 'apps', 'bench'];
const AROUND = ['scripts', 'examples', 'test'];

const linesOf = ({ text }: Source): number => text.split('\n').length - 1;
const longestFirst = (sources: readonly Source[]): Source[] => [...sources].sort((a, b) => linesOf(b) - linesOf(a));
const shown = (source: Source): string => `${linesOf(source)} ${source.path}`;

describe('source files', () => {
  test('stay within 400 lines', () => {
    const sources = longestFirst(sourcesIn(...SHIPPED, ...AROUND));
    console.info(['longest files:', ...sources.slice(0, 5).map(shown)].join('\n  '));
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter((source) => linesOf(source) > MOST_LINES).map(shown)).toEqual([]);
  });

  test('are short for the most part: the median is under 150 lines', () => {
    const sources = longestFirst(sourcesIn(...SHIPPED));
    const median = sources[Math.floor(sources.length / 2)];
    expect(median === undefined ? Number.NaN : linesOf(median)).toBeLessThan(MOST_MEDIAN);
  });
});
