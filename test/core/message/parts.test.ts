import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limitsWith } from '../../../core/index.js';
import { textParts } from '../../../core/message/parts.js';

const small = limitsWith({ textCharacters: 10, textBytes: 24, textParts: 8 });
const parts = (text: string, limits = small) => textParts(text, limits);
const squeezed = (text: string) => text.replaceAll(/\s/gu, '');

describe('a text over the limits is cut', () => {
  test.each([
    ['not at all where it fits', 'ten chars!', ['ten chars!']],
    ['at the end of a line', 'one two\nthree\nfour five', ['one two', 'three', 'four five']],
    ['at the last line that fits', 'a\nb\nc\nd\ne\nf\ng', ['a\nb\nc\nd\ne', 'f\ng']],
    ['between words where a line does not fit', 'one two three four', ['one two', 'three four']],
    ['right behind a word that fills a part', 'abcdefghij klm', ['abcdefghij', 'klm']],
    ['between characters where a word does not fit', 'abcdefghijklm', ['abcdefghij', 'klm']],
    ['with the indentation of a line', 'if ready:\n    go(x)', ['if ready:', '    go(x)']],
    ['not at a no-break space', 'abcdefg\u00a0hijk', ['abcdefg\u00a0hi', 'jk']],
    ['without blank parts', `a\n${'\n'.repeat(30)}b`, ['a', 'b']],
    ['by bytes too', '你好你好你好你好你好', ['你好你好你好你好', '你好']],
    ['with CR LF as LF', 'one two\r\nthree', ['one two', 'three']],
  ])('%s', (_, text, expected) => {
    expect(parts(text)).toEqual(expected);
  });

  test('never inside a cluster', () => {
    const [family, flag] = ['👩‍👩‍👧', '🇷🇺'];
    expect(parts(`abcdefgh${family}x`)).toEqual(['abcdefgh', `${family}x`]);
    expect(parts(`abcdefghi${flag}`)).toEqual(['abcdefghi', flag]);
    expect(parts(`abcdefghix\u0331yz`)).toEqual(['abcdefghi', 'x\u0331yz']);
  });

  test('inside a cluster that is longer than a message, without the marks that nothing is left to carry', () => {
    const cluster = `z${'\u0316'.repeat(24)}`;
    expect(parts(cluster)).toEqual([`z${'\u0316'.repeat(9)}`]);
  });

  test('losing nothing but white space, with every part within the limits', () => {
    const units = fc.constantFrom('a', 'é', '你', '😀', '👩‍👩‍👧', ' ', '\n', '\u3000', '\t', 'e\u0301', 'wörd');
    fc.assert(
      fc.property(fc.array(units, { minLength: 1, maxLength: 80 }), (all) => {
        const text = all.join('').normalize('NFC');
        if (text.trim() === '') return;
        const found = parts(text, limitsWith({ textCharacters: 10, textBytes: 24, textParts: 1_000 }));
        expect(squeezed(found.join(''))).toBe(squeezed(text));
        for (const part of found) {
          expect([...part].length).toBeLessThanOrEqual(10);
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(24);
          expect(part.trim()).not.toBe('');
          expect(part).not.toMatch(/\p{Cs}/u);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

test('a text of 20,000 characters is five messages by default', () => {
  expect(textParts('x'.repeat(20_000), limitsWith()).map(({ length }) => length)).toEqual(Array(5).fill(4_000));
});

test('more parts than the limit allows are refused', () => {
  expect(parts('x'.repeat(80))).toHaveLength(8);
  expect(() => parts('x'.repeat(81))).toThrow(
    expect.objectContaining({
      code: 'CHAT_TEXT_TOO_LONG',
      message: 'A message has at most 10 characters. A longer text is delivered in at most 8 messages.',
      details: { characters: 10, bytes: 24, parts: 8 },
    }),
  );
});

test.each([`${'x'.repeat(30)}\u0007`, ' '.repeat(30), `${'x'.repeat(30)}\ud800`])(
  'a text that cannot be a message is refused before its first part',
  (text) => {
    expect(() => parts(text)).toThrow(expect.objectContaining({ code: 'CHAT_TEXT_INVALID' }));
  },
);
