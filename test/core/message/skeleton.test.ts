import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../../core/message/fold.js';
import { isPlainer, nameKeys, skeleton } from '../../../core/message/skeleton.js';

const texts = fc.string({ unit: 'binary', maxLength: 20 });
const tricky = fc.string({
  unit: fc.constantFrom(...'aIl1|0OomMrnİıΝνВвßςΣé\u0301\u0307\u0323ﬁ㎏𝐚가ٱ🅰'),
  maxLength: 8,
});
const looksLike = (one: string, other: string): boolean => nameKeys(one).some((key) => nameKeys(other).includes(key));

describe('a skeleton', () => {
  test('is its own skeleton', () => {
    fc.assert(
      fc.property(fc.oneof(texts, tricky), (text) => {
        expect(skeleton(skeleton(text))).toBe(skeleton(text));
      }),
      { seed: 1, numRuns: 5_000 },
    );
  });

  test('is that of every normal form', () => {
    fc.assert(
      fc.property(fc.oneof(texts, tricky), fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'), (text, form) => {
        expect(skeleton(text.normalize(form))).toBe(skeleton(text));
      }),
      { seed: 2, numRuns: 5_000 },
    );
  });
});

describe('names', () => {
  test('that have the same fold look alike', () => {
    fc.assert(
      fc.property(fc.oneof(texts, tricky), (text) => {
        for (const other of [text.toUpperCase(), text.toLowerCase(), text.normalize('NFKC')]) {
          if (fold(other) === fold(text)) expect(looksLike(text, other)).toBe(true);
        }
      }),
      { seed: 3, numRuns: 5_000 },
    );
  });

  test.each([
    ['anna', 'аnnа'],
    ['anna', 'annａ'],
    ['anna', 'ᴀɴɴᴀ'],
    ['anna', 'αnna'],
    ['anna', '𝒶𝓃𝓃𝒶'],
    ['anna', 'ⓐⓝⓝⓐ'],
    ['anna', '🅰🅽🅽🅰'],
    ['anna', 'an\u034fna'],
    ['anna', 'anna\ufe0f'],
    ['alice', 'aIice'],
    ['alice', 'a1ice'],
    ['alice', 'al1ce'],
    ['alice', 'AL1CE'],
    ['alice', 'aӏice'],
    ['Iris', 'lris'],
    ['tom', 'torn'],
    ['bob', 'b0b'],
    ['coco', 'сосо'],
    ['TOM', 'ТОМ'],
    ['İstanbul', 'ISTANBUL'],
    ['İstanbul', 'istanbul'],
    ['ıstanbul', 'ISTANBUL'],
    ['straße', 'STRASSE'],
    ['ΝΙΚΟΣ', 'νικος'],
    ['Юля', 'ЮЛЯ'],
    ['lobby', '1obby'],
  ])('%s and %s look alike', (one, other) => {
    expect(looksLike(one, other)).toBe(true);
    expect(looksLike(other, one)).toBe(true);
  });

  test.each([
    ['ann', 'anna'],
    ['karl', 'kari'],
    ['neil', 'nell'],
    ['anna', 'ánna'],
    ['nina', 'vina'],
    ['ann2', 'ann3'],
    ['guest1000', 'guest1001'],
    ['Иван', 'Ivan'],
    ['жук', 'zhuk'],
    ['王', '玉'],
    ['山田', '山口'],
    ['علي', 'عمر'],
    ['Ann🎉', 'Ann🎈'],
  ])('%s and %s do not', (one, other) => expect(looksLike(one, other)).toBe(false));
});

describe('the plainer of two names that look alike', () => {
  test.each([
    ['lobby', '1obby'],
    ['lobby', 'ӏоbbу'],
    ['admin', 'adrnin'],
    ['coco', 'сосо'],
  ])('is %s, not %s', (plain, odd) => {
    expect([isPlainer(plain, odd), isPlainer(odd, plain)]).toEqual([true, false]);
  });
});
