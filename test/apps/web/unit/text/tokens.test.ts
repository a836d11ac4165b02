import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isEmojiOnly } from '../../../../../apps/web/src/text/measure.js';
import { tokens } from '../../../../../apps/web/src/text/tokens.js';

const links = (text: string) => tokens(text).flatMap((token) => (token.kind === 'link' ? [token.href] : []));
const kinds = (text: string) =>
  tokens(text).flatMap((token) => (token.kind === 'text' ? [] : [[token.kind, token.source]]));

const pieces = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom('http://', 'https://a.b', 'javascript:alert(1)', ').', '）。', '(', 'https://user@host/', '\n'),
  fc.constantFrom('`', '```', '```ts\n', '@ann', '#lobby', 'ann@example.org', 'www.a.org', '@', '#'),
);
const texts = fc.array(pieces).map((parts) => parts.join(''));

describe('a text', () => {
  test('is the concatenation of its tokens', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(
          tokens(text)
            .map(({ source }) => source)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  test('links to http, https and mailto only', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(links(text).filter((href) => !/^(?:https?:\/\/|mailto:)/.test(href))).toEqual([]);
      }),
    );
  });
});

describe('a link', () => {
  test.each([
    ['see https://example.org/a.', 'https://example.org/a'],
    ['(https://example.org/a)', 'https://example.org/a'],
    ['https://example.org/wire_(v1).', 'https://example.org/wire_(v1)'],
    ['看https://example.org/路。', 'https://example.org/%E8%B7%AF'],
    ['HTTP://Example.org', 'http://example.org/'],
    ['www.example.org', 'https://www.example.org/'],
    ['docs.example.org/x', 'https://docs.example.org/x'],
    ['mail ann@example.org, please', 'mailto:ann@example.org'],
  ])('in “%s” is %s', (text, href) => {
    expect(links(text)).toEqual([href]);
  });

  test.each([
    'javascript:alert(1)',
    'ftp://example.org',
    'data:text/html,x',
    'https://',
    'example.org',
    'readme.md',
    '`https://example.org`',
  ])('is not found in “%s”', (text) => {
    expect(links(text)).toEqual([]);
  });

  test('with user info stays text, as it can imitate another site', () => {
    expect(links('https://bank.example@evil.example/')).toEqual([]);
  });
});

describe('code', () => {
  test('within a line is enclosed in backquotes', () => {
    expect(tokens('try `a *b*` now')[1]).toEqual({ kind: 'code', source: '`a *b*`', code: 'a *b*' });
  });

  test('of several lines is a block without its language', () => {
    expect(tokens('```ts\nlet a;\nlet b;\n```')).toEqual([
      { kind: 'block', source: '```ts\nlet a;\nlet b;\n```', code: 'let a;\nlet b;' },
    ]);
  });

  test('without an end is text', () => {
    expect(kinds('a `b and ```c')).toEqual([]);
  });
});

describe('a mention', () => {
  test.each([
    ['@ann: look', ['nick', '@ann']],
    ['ask @Мила.', ['nick', '@Мила']],
    ['in #design, please', ['room', '#design']],
    ['#lobby-2', ['room', '#lobby-2']],
  ])('in “%s” is %j', (text, mention) => {
    expect(kinds(text)).toEqual([mention]);
  });

  test.each(['a#b', 'ann@', 'issue #12', '##', ''])('is not found in “%s”', (text) => {
    expect(kinds(text)).toEqual([]);
  });
});

describe('emoji only', () => {
  test.each(['🎉', '👩‍🚀 🎉', ' ❤️ ', '🇩🇪'])('make up %s', (text) => {
    expect(isEmojiOnly(text)).toBe(true);
  });

  test.each(['', '1', 'ok 🎉', '🎉'.repeat(7), '#'])('do not make up %j', (text) => {
    expect(isEmojiOnly(text)).toBe(false);
  });
});
