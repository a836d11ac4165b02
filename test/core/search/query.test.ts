import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foundRanges, isFound, searchTerms } from '../../../core/search/query.js';

const marked = (text: string, query: string) =>
  foundRanges(text, searchTerms(query)).map(({ start, end }) => text.slice(start, end));

describe('the parts of a text that a search marks', () => {
  test.each([
    ['The tea is here', 'TEA', ['tea']],
    ['the hostname is long', 'hostna', ['hostname']],
    ['He runs, she was running, they ran', 'run', ['runs', 'running']],
    ['Нет серверов', 'сервер', ['серверов']],
    ['Скажи маме', 'мама', ['маме']],
    ['서버가 꺼졌다', '서버', ['서버가']],
    ['今天天气很好，天气', '天气', ['天气', '天气']],
    ['很好', '好', ['好']],
    ['a green tea and tea green', '"green tea"', ['green tea']],
    ['我今天 hello 世界', '"今天 hello 世"', ['今天 hello 世']],
    ['party 🎉🎉 👍🏽', '🎉 👍', ['🎉', '🎉', '👍🏽']],
    ['👍 👍🏽 👍🏿', '👍🏽', ['👍🏽']],
    ['👨‍👩‍👧 👨', '👨', ['👨']],
    ['Ёлка и ЗЕЛЁНАЯ', 'елка зеленая', ['Ёлка', 'ЗЕЛЁНАЯ']],
    ['Cafe\u0301 ＣＡＦＥ', 'café', ['Cafe\u0301', 'ＣＡＦＥ']],
    ['ﬁnish ﬁsh', 'finish', ['ﬁnish']],
    ['at attic', 'at', ['at']],
    ['port 80, 8080, 808', '808', ['808']],
    ['“quoted” words', '"', []],
  ])('of “%s” for “%s” are %j', (text, query, parts) => {
    expect(marked(text, query)).toEqual(parts);
  });

  test('are in order and apart, whatever the text and the search', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'aéﬁ天气 "👍🏽서가е') }),
    );
    fc.assert(
      fc.property(texts, texts, (text, query) => {
        let done = 0;
        for (const { start, end } of foundRanges(text, searchTerms(query))) {
          expect(start).toBeGreaterThanOrEqual(done);
          expect(end).toBeGreaterThan(start);
          done = end;
        }
        expect(done).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('a text is found', () => {
  test('by all of the words, not by some', () => {
    expect(isFound('green tea', searchTerms('tea green'))).toBe(true);
    expect(isFound('green tea', searchTerms('tea red'))).toBe(false);
  });

  test('by no search without words', () => {
    expect(isFound('*', searchTerms('"*" —'))).toBe(false);
  });

  test('by 100 words that it has', () => {
    const words = Array.from({ length: 100 }, (_, number) => `w${number}`).join(' ');
    expect(searchTerms(words)).toHaveLength(100);
    expect(isFound(words, searchTerms(words))).toBe(true);
  });
});
