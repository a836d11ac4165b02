import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine, cleanText, plainInput } from '../../../../apps/terminal/text/clean.js';
import { controlText } from '../support/any-text.js';

/** What a terminal could take for a command, and what changes how other text is read. */
const DANGEROUS =
  /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e0fff}]/u;

/** Texts made of pieces that mean something to terminals. */
const hostile = fc
  .array(
    fc.oneof(
      controlText(),
      fc.constantFrom(
        '\u001b[31m',
        '\u001b[2J',
        '\u001b]0;title\u0007',
        '\u001b]52;c;ZXZpbA==\u001b\\',
        '\u001bP+q\u001b\\',
        '\u001b',
        '\u009b31m',
        '\u009d0;x\u009c',
        '\u0090q\u009c',
        '[0m',
        '\u202e',
        '\u2066',
        '\ud800',
        '\r',
        '\b\b\b',
        '\u2028',
        '\u0300'.repeat(20),
      ),
    ),
  )
  .map((parts) => parts.join(''));

describe('a text of somebody else', () => {
  test('has no control character, whatever it was made of', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(cleanText(text)).not.toMatch(DANGEROUS);
        expect(cleanLine(text)).not.toMatch(/\n/);
        expect(cleanLine(text)).not.toMatch(DANGEROUS);
        expect(cleanLine(text)).not.toBe('');
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['a colour', '\u001b[31mred\u001b[0m', 'red'],
    ['a cleared screen', 'a\u001b[2J\u001b[Hb', 'ab'],
    ['a title', '\u001b]0;owned\u0007x', 'x'],
    ['a clipboard', '\u001b]52;c;cm0gLXJm\u001b\\x', 'x'],
    ['a link', '\u001b]8;;http://evil\u001b\\click\u001b]8;;\u001b\\', 'click'],
    ['a device string', '\u001bP$q"p\u001b\\x', 'x'],
    ['eight-bit forms', '\u009b31mred\u009d0;t\u009cx', 'redx'],
    ['a sequence without an end', 'a\u001b[31', 'a'],
    ['a title without an end, up to the next line', 'a\u001b]0;t\nb', 'a\nb'],
    ['characters that go back', 'safe\b\b\b\bevil', 'safeevil'],
    ['a carriage return', 'one\rtwo', 'one\ntwo'],
    ['a bell', 'ding\u0007', 'ding'],
    ['text turned around', 'a\u202eb\u202cc', 'abc'],
    ['isolated text', '\u2066a\u2069', 'a'],
    ['tags that are not seen', 'a\u{e0041}b', 'ab'],
    ['a soft reset', '\u001bc\u001b!p', ''],
  ])('loses %s', (_what, text, left) => {
    expect(cleanText(text)).toBe(left);
  });

  test('keeps what people write', () => {
    const text = 'Привет, 早上好 👨‍👩‍👧 שלום naïve\n    indented — “so”';
    expect(cleanText(text)).toBe(text);
  });

  test('has no more marks on a letter than can be read', () => {
    expect(cleanText(`z${'\u0335'.repeat(500)}`).length).toBe(9);
  });
});

test('a nick of which nothing is left is a question mark', () => {
  expect(cleanLine('\u001b[31m\u202e')).toBe('?');
  expect(cleanLine(' ann\nbob ')).toBe('ann bob');
});

test('what is piped in loses the colours of another program, and no emoji', () => {
  expect(plainInput('\u001b[32mok\u001b[0m ❤️\tdone\u0007')).toBe('ok ❤️\tdone');
});
