import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphemesOf, widthOf } from '../../../../apps/terminal/text/width.js';
import { clip, padded, wrap } from '../../../../apps/terminal/text/wrap.js';

const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.lorem(), fc.stringMatching(/^[a 早🍵]*$/u));

describe('the width of a text', () => {
  test.each([
    ['abc', 3],
    ['早上好', 6],
    ['ｆｕｌｌ', 8],
    ['한국', 4],
    ['🍵', 2],
    ['👨‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['é', 1],
    ['e\u0301', 1],
    ['▓░│…', 4],
  ])('%s is as wide as a terminal draws it', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});

describe('a wrapped text', () => {
  test('has no line that is too wide, and loses nothing but spaces', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 40 }), (text, width) => {
        const rows = wrap(text, width);
        for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(width);
        const bare = (value: string): string => value.replace(/[ \n]/g, '');
        expect(bare(rows.join(''))).toBe(bare(text));
      }),
      { numRuns: 1_000 },
    );
  });

  test('breaks between words', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
  });

  test('breaks a word that is too long, and Chinese anywhere', () => {
    expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
    expect(wrap('早上好吗', 5)).toEqual(['早上', '好吗']);
  });

  test('keeps line breaks and what stands before the first word', () => {
    expect(wrap('a\n  b\n', 10)).toEqual(['a', '  b', '']);
  });
});

describe('a text that is cut', () => {
  test('fits, and says that it was cut', () => {
    expect(clip('hello', 4)).toBe('hel…');
    expect(clip('早上好', 5)).toBe('早上…');
    expect(clip('hello', 5)).toBe('hello');
  });

  test('takes exactly its columns when it is padded', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 30 }), (text, width) => {
        const line = graphemesOf(text)
          .filter((one) => one !== '\n')
          .join('');
        expect(widthOf(padded(line, width))).toBe(width);
      }),
    );
  });
});
