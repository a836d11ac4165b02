import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codesStartingWith, parseEmoji, searchEmoji } from '../../../../../apps/web/src/ui/emoji/emoji.js';

const english = [
  { emoji: '😄', annotation: 'grinning face', tags: ['happy'], shortcodes: ['smile'], group: 0, version: 0.6 },
  {
    emoji: '🎉',
    annotation: 'party popper',
    tags: ['celebrate'],
    shortcodes: ['party', 'tada'],
    group: 6,
    version: 0.6,
  },
  { emoji: '🫩', annotation: 'face with bags', tags: ['tired'], shortcodes: ['tired_eyes'], group: 0, version: 16 },
];
const russian = [{ emoji: '🎉', annotation: 'хлопушка', tags: ['праздник'], group: 6, version: 0.6 }];
const emojiOf = (list: ReadonlyArray<{ readonly emoji: string }>) => list.map(({ emoji }) => emoji);

describe('the list of emoji', () => {
  const all = parseEmoji(english, russian);

  test('omits emoji that many systems cannot display', () => {
    expect(emojiOf(all)).toEqual(['😄', '🎉']);
  });

  test('has names in the language, or else in English', () => {
    expect(all.map(({ name }) => name)).toEqual(['grinning face', 'хлопушка']);
  });

  test.each(['ПРАЗД', 'celebr', 'tada', 'party pop', ':tada:'])('finds the same emoji by %s', (typed) => {
    expect(emojiOf(searchEmoji(all, typed))).toEqual(['🎉']);
  });

  test('ranks names with the prefix first', () => {
    const two = parseEmoji(
      [
        { emoji: 'A', annotation: 'sunny cat', tags: [], shortcodes: [], group: 0, version: 1 },
        { emoji: 'B', annotation: 'cat', tags: [], shortcodes: [], group: 0, version: 1 },
      ],
      [],
    );
    expect(emojiOf(searchEmoji(two, 'cat'))).toEqual(['B', 'A']);
  });

  test('completes a shortcode by any name', () => {
    expect(codesStartingWith(all, 'TA', 5)).toEqual([{ name: 'tada', emoji: '🎉' }]);
  });

  test('limits the number of completions', () => {
    expect(codesStartingWith(all, '', 1)).toHaveLength(1);
  });

  test('is empty for malformed data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (base, local) => {
        expect(parseEmoji(base, local)).toEqual([]);
      }),
    );
  });

  test('can be searched for any input', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        expect(searchEmoji(all, typed).length).toBeLessThanOrEqual(all.length);
      }),
    );
  });
});
