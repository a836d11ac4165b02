import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limitsWith } from '../../../core/index.js';
import { messageText } from '../../../core/message/text.js';
import { openWorld } from '../../support/world.js';

const limits = limitsWith({ textCharacters: 10, textBytes: 24 });

test.each([
  ['plain text', 'hello', 'hello'],
  ['spaces around', '  hi  ', '  hi  '],
  ['line breaks and tabs', 'a\n\tb', 'a\n\tb'],
  ['line breaks of Windows', 'a\r\nb\r\n', 'a\nb\n'],
  ['letters and marks apart', 'e\u0301te\u0301', 'été'],
  ['Cyrillic', 'Привет', 'Привет'],
  ['Chinese', '你好，世界', '你好，世界'],
  ['a family of emoji', '👩‍👩‍👧', '👩‍👩‍👧'],
  ['a heart in colour', '❤️', '❤️'],
  ['a joiner behind a word', 'hi\u200d', 'hi\u200d'],
  ['a mark of the direction', '\u200fשלום', '\u200fשלום'],
  ['a vowel sign alone', '\u093e', '\u093e'],
  ['a pattern of Braille', '⠀⠁', '⠀⠁'],
  ['a sign of numbers', '\u0600', '\u0600'],
  ['a character that Unicode does not have yet', '\u{1fbff}', '\u{1fbff}'],
  ['as many characters as are allowed', '0123456789', '0123456789'],
  ['characters beyond the BMP, each counted once', '🙂'.repeat(6), '🙂'.repeat(6)],
  ['characters that NFC brings within the limit', 'e\u0301'.repeat(10), 'é'.repeat(10)],
])('takes %s', (_what, text, kept) => {
  expect(messageText(text, limits)).toBe(kept);
});

test.each([
  ['nothing', ''],
  ['spaces only', '   '],
  ['white space only', '\n\t\u00a0\u3000'],
  ['a zero-width space', '\u200b'],
  ['thirty of them', '\u200b'.repeat(3)],
  ['a Hangul filler', '\u3164'],
  ['the other fillers', '\u115f\u1160\uffa0'],
  ['an empty Braille pattern', '\u2800'],
  ['a null note head', '\u{1d159}'],
  ['a soft hyphen', '\u00ad'],
  ['an isolate that is empty', '\u2066\u2069'],
  ['a Mongolian vowel separator', '\u180e'],
  ['joiners', '\u200d\u200d'],
  ['tags', '\u{e0067}\u{e007f}'],
  ['variation selectors', '\ufe0f\u{e0100}'],
  ['a grapheme joiner', '\u034f'],
  ['an accent alone', '\u0301'],
  ['an override among spaces', ' \u202e \n'],
  ['separators of lines', '\u2028\u2029'],
  ['an anchor of annotations', '\ufff9\ufffb'],
  ['a carriage return alone', 'a\rb'],
  ['an escape', '\u001b[2J'],
  ['a NUL', 'a\0'],
  ['a C1 control', 'a\u009b'],
  ['a delete', 'a\u007f'],
  ['half a character', 'a\ud800'],
  ['the other half', '\udc00a'],
])('refuses %s', (_what, text) => {
  expect(() => messageText(text, limits)).toThrow(expect.objectContaining({ code: 'CHAT_TEXT_INVALID' }));
});

test.each([
  ['one character too many', '01234567890'],
  ['too many bytes of few characters', '🙂'.repeat(7)],
  ['too many bytes of three each', '你'.repeat(9)],
  ['characters that NFC makes two of', '\u0958'.repeat(6)],
])('refuses %s as too long, with the limits', (_what, text) => {
  expect(() => messageText(text, limits)).toThrow(
    expect.objectContaining({ code: 'CHAT_TEXT_TOO_LONG', details: { characters: 10, bytes: 24 } }),
  );
});

test('what was taken once is taken again, unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
      let kept: string;
      try {
        kept = messageText(text, limits);
      } catch {
        return;
      }
      expect(messageText(kept, limits)).toBe(kept);
      expect([...kept].length).toBeLessThanOrEqual(10);
      expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(24);
    }),
    { seed: 1, numRuns: 2_000 },
  );
});

test('flags that are made of tags stay as they are', () => {
  expect(messageText('🏴󠁧󠁢󠁥󠁮󠁧󠁿', limitsWith())).toBe('🏴󠁧󠁢󠁥󠁮󠁧󠁿');
});

test('whatever has one character to see passes unchanged', () => {
  const wide = limitsWith();
  const unseen = fc.string({
    unit: fc.constantFrom(...' \u200b\u3164\u2800\u00ad\u2066\u2069\u180e\u200d\ufe0f\u034f\n\t'),
    maxLength: 8,
  });
  const seen = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 1 })
    .filter(
      (one) =>
        /[\p{L}\p{N}\p{S}\p{P}]/u.test(one) && !/[\u2800\u{1d159}\p{Cc}]|\p{Default_Ignorable_Code_Point}/u.test(one),
    );
  fc.assert(
    fc.property(unseen, seen, unseen, (before, one, after) => {
      const text = (before + one + after).normalize('NFC');
      expect(messageText(text, wide)).toBe(text);
      expect(() => messageText(before + after, wide)).toThrow(expect.objectContaining({ code: 'CHAT_TEXT_INVALID' }));
    }),
    { seed: 2, numRuns: 2_000 },
  );
});

describe('the lines of a text', () => {
  const few = limitsWith({ textLines: 3 });

  test.each(['a\nb\nc', 'a\r\nb\r\nc', 'a\u2028b\u2029c', '\n\na'])('may be as many as are allowed: %j', (text) => {
    expect(messageText(text, few)).toBe(text.replaceAll('\r\n', '\n'));
  });

  test.each(['a\nb\nc\nd', 'a\n\n\n', 'a\u2028b\u2029c\nd', `a${'\r\n'.repeat(900)}`])(
    'are refused beyond that: %j',
    (text) => {
      expect(() => messageText(text, few)).toThrow(
        expect.objectContaining({
          code: 'CHAT_TEXT_TOO_LONG',
          message: 'A message has at most 3 lines.',
          details: { lines: 3 },
        }),
      );
    },
  );

  test('are 200 at most by default', () => {
    expect(messageText(`a${'\n'.repeat(199)}`, limitsWith())).toHaveLength(200);
    expect(() => messageText(`a${'\n'.repeat(200)}`, limitsWith())).toThrow();
  });
});

test('the longest text with one accent at its end is checked as fast as any', () => {
  const wide = limitsWith();
  const text = `${'a'.repeat(3_999)}é`;
  const begun = process.cpuUsage();
  for (let round = 0; round < 100; round++) messageText(text, wide);
  const { user, system } = process.cpuUsage(begun);
  expect((user + system) / 1_000).toBeLessThan(300);
});

test('a refused text reaches nobody, and the sender is told which limit', async () => {
  const { native, settle } = await openWorld();
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'lobby');
  const reply = await ann.ask({ type: 'say', room: 'lobby', text: 'x'.repeat(4_001) });
  expect(reply).toMatchObject({ code: 'CHAT_TEXT_TOO_LONG', details: { characters: 4_000, bytes: 16_384 } });
  await settle();
  expect(bob.all('message')).toEqual([]);
});
