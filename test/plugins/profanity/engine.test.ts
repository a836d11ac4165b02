import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultFilter, mask, wordFilter } from '../../../plugins/profanity/index.js';

const filter = defaultFilter();
const masked = (text: string) => mask(text, filter.find(text));
const stars = '****';

describe('what is found is masked exactly', () => {
  test.each([
    ['plain', 'oh shit!', 'oh ****!'],
    ['a whole word around a stem', 'you motherfuckers, all', 'you *************, all'],
    ['in capitals', 'SHIT happens', `${stars} happens`],
    ['full width', 'ａ ｆｕｃｋ ｂ', `ａ ${stars} ｂ`],
    ['mathematical letters', '𝓯𝓾𝓬𝓴 it', `${stars} it`],
    ['with Cyrillic look-alikes', 'fuсk it', `${stars} it`],
    ['with Greek look-alikes', 'shιt', stars],
    ['with digits and signs', '$h1t now', `${stars} now`],
    ['a zero-width space within', 'f\u200buck', '*****'],
    ['soft hyphens and joiners within', 's\u00adh\u200di\u2060t', '*******'],
    ['combining marks', 'f\u0336u\u0336c\u0336k\u0336 off', '******** off'],
    ['letters with accents', 'fück', stars],
    ['spelled', 'f u c k you', '******* you'],
    ['dotted', 'f.u.c.k', '*******'],
    ['drawn out', 'fuuuuuck', '********'],
    ['after an emoji', '👍🏽 shit 👩‍👩‍👧', '👍🏽 **** 👩‍👩‍👧'],
    ['next to Chinese', '他shit了', '他****了'],
    ['Russian', 'ну ты и мудак, брат', 'ну ты и *****, брат'],
    ['Russian in mixed alphabets', 'хyй', '***'],
    ['Russian with a digit', '3аебись', '*******'],
    ['Russian with a decomposed letter', 'хуи\u0306', '****'],
    ['Chinese', '你这个王八蛋啊', '你这个***啊'],
    ['Chinese with gaps', '操*你 妈', '*****'],
    ['traditional Chinese', '幹你娘', '***'],
    ['twice', 'shit and shit', `${stars} and ${stars}`],
  ])('%s', (_, text, expected) => {
    expect(masked(text)).toBe(expected);
  });
});

describe('what is innocent stays as it is', () => {
  test.each([
    '455',
    '***',
    'push/it',
    'Scunthorpe',
    'who’re you',
    'оскорблять',
    'психуешь',
    '体操你',
    '几把椅子',
    '二.bin',
    '大bug',
    '🇺🇸',
  ])('%s', (text) => {
    expect(filter.find(text)).toEqual([]);
  });
});

describe('whatever the text', () => {
  const alphabet = [...'fuckshit аебляхуй操你妈 ._*-@$1345\u200b\u0301👍ｆ𝓾İßﷺ'];
  const texts = fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 120 });

  test('masking keeps the number of code points and touches nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: 'grapheme' })), (text) => {
        const before = [...text];
        const after = [...masked(text)];
        expect(after).toHaveLength(before.length);
        for (const [at, character] of after.entries()) if (character !== '*') expect(character).toBe(before[at]);
      }),
    );
  });

  test('matches are in order and do not overlap', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let last = 0;
        for (const { start, end } of filter.find(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  test('four times the length takes no more than a dozen times as long', { timeout: 60_000 }, () => {
    const took = (text: string): number => {
      const rounds = Array.from({ length: 5 }, () => {
        const began = performance.now();
        filter.find(text);
        return performance.now() - began;
      });
      return Math.min(...rounds);
    };
    const pieces = [
      'f',
      'fu',
      'f.',
      'f ',
      'fuc ',
      'a*',
      '*',
      'по',
      'заебна',
      'х ',
      '操 ',
      '操你*',
      'shit',
      'ass',
      '5$',
      '\u200b',
      '\u0301',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 4 }), (parts) => {
        const unit = parts.join('');
        const short = unit.repeat(Math.ceil(4_000 / unit.length));
        // Half a millisecond more for what a short measurement cannot tell.
        expect(took(short.repeat(4))).toBeLessThan(12 * took(short) + 20);
        expect(took(short)).toBeLessThan(200);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a list of words', () => {
  const found = (words: readonly string[], text: string) =>
    wordFilter({ own: { words, allow: [], prefixes: ['un', 're'] } }).find(text).length > 0;

  test.each([
    ['a plain word alone', 'zork', 'a zork!', true],
    ['not a plain word within another', 'zork', 'zorks', false],
    ['a word that goes on', 'zork*', 'zorkish', true],
    ['not what comes before', 'zork*', 'bezork', false],
    ['a word anywhere', '*zork*', 'bezorkish', true],
    ['one of several endings', 'zork(s|en)', 'zorken', true],
    ['none of the endings', 'zork(s|en)', 'zork', false],
    ['an ending that may be', 'zork(s)?', 'zork', true],
    ['a prefix', '~zork', 'rezork', true],
    ['no prefix', '~zork', 'zork', true],
    ['not another prefix', '~zork', 'dezork', false],
    ['two words', 'zork blat', 'zork  blat', true],
  ])('finds %s', (_, word, text, expected) => {
    expect(found([word], text)).toBe(expected);
  });

  test.each(['', '*', 'a[b', 'a.b', '(a', 'a{2}', '(a|(b))'])('does not take %j', (word) => {
    expect(() => wordFilter({ own: { words: [word], allow: [] } })).toThrow(TypeError);
  });

  test('says whose word it is', () => {
    expect(filter.find('shit блядь 王八蛋').map(({ language }) => language)).toEqual(['en', 'ru', 'zh']);
  });

  test('finds nothing when it is empty', () => {
    expect(wordFilter({ own: { words: [], allow: [] } }).find('fuck')).toEqual([]);
  });
});
