import fc from 'fast-check';
import { expect, test } from 'vitest';
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
