import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excerpt, highlight } from '../../../../../apps/web/src/ui/messages/highlight.js';

const hits = (text: string, words: string) =>
  highlight(text, words).flatMap(({ text: piece, hit }) => (hit ? [piece] : []));

describe('the pieces of a highlighted text', () => {
  test('concatenate to the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, words) => {
        const whole = highlight(text, words).map((piece) => piece.text);
        expect(whole.join('')).toBe(text);
      }),
    );
  });

  test.each([
    ['The tea is here', 'TEA', ['tea']],
    ['a.b and axb', 'a.b', ['a', 'b']],
    ['Чай готов', 'чай', ['Чай']],
    ['tea and teapot', 'tea pot', ['tea', 'teapot']],
    ['steam', 'tea', []],
    ['She was running', 'run', ['running']],
    ['Нет серверов', 'сервер', ['серверов']],
    ['서버가 꺼졌다', '서버', ['서버가']],
    ['tea, green tea', '"green tea"', ['green tea']],
    ['今天天气很好', '天气', ['天气']],
    ['ready 🎉', '🎉', ['🎉']],
    ['nothing', '', []],
  ])('of “%s” for “%s” mark %j', (text, words, marked) => {
    expect(hits(text, words)).toEqual(marked);
  });
});

describe('an excerpt', () => {
  test('contains the first match of a long text', () => {
    fc.assert(
      fc.property(fc.nat(3_000), (length) => {
        const part = excerpt(`${'word '.repeat(length)}needle${' tail'.repeat(200)}`, 'needle');
        expect(part).toContain('needle');
        expect(part.length).toBeLessThan(260);
      }),
    );
  });
});
