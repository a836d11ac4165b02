import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codesStartingWith, parseEmoji, searchEmoji } from '../../../../apps/web/src/ui/emoji/emoji.js';

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

  test('leaves out what many systems cannot draw', () => {
    expect(emojiOf(all)).toEqual(['😄', '🎉']);
  });

  test("has names in the reader's language, and in English where there is none", () => {
    expect(all.map(({ name }) => name)).toEqual(['grinning face', 'хлопушка']);
  });

  test.each(['ПРАЗД', 'celebr', 'tada', 'party pop', ':tada:'])('finds the same by %s', (typed) => {
    expect(emojiOf(searchEmoji(all, typed))).toEqual(['🎉']);
  });

  test('shows first what begins with the word', () => {
    const two = parseEmoji(
      [
        { emoji: 'A', annotation: 'sunny cat', tags: [], shortcodes: [], group: 0, version: 1 },
        { emoji: 'B', annotation: 'cat', tags: [], shortcodes: [], group: 0, version: 1 },
      ],
      [],
    );
    expect(emojiOf(searchEmoji(two, 'cat'))).toEqual(['B', 'A']);
  });

  test('completes a code, by any of its names', () => {
    expect(codesStartingWith(all, 'TA', 5)).toEqual([{ name: 'tada', emoji: '🎉' }]);
  });

  test('completes with so many at most', () => {
    expect(codesStartingWith(all, '', 1)).toHaveLength(1);
  });

  test('is empty when what was fetched is rubbish', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (base, local) => {
        expect(parseEmoji(base, local)).toEqual([]);
      }),
    );
  });

  test('is searched with whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        expect(searchEmoji(all, typed).length).toBeLessThanOrEqual(all.length);
      }),
    );
  });
});
