import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokens } from '../../apps/web/src/text/tokens.js';

const links = (text: string) => tokens(text).flatMap(({ href }) => href ?? []);

const pieces = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom('http://', 'https://a.b', 'javascript:alert(1)', ').', '）。', '(', 'https://user@host/', '\n'),
);

describe('a text', () => {
  test('is the same again when its pieces are put together', () => {
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const text = parts.join('');
        expect(
          tokens(text)
            .map((token) => token.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  test('leads to http and https only', () => {
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        expect(links(parts.join('')).filter((href) => !/^https?:\/\//.test(href))).toEqual([]);
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
  ])('in “%s” is %s', (text, href) => {
    expect(links(text)).toEqual([href]);
  });

  test.each(['javascript:alert(1)', 'ftp://example.org', 'data:text/html,x', 'https://', 'example.org'])(
    'is not made of %s',
    (text) => {
      expect(links(text)).toEqual([]);
    },
  );

  test('with a name before its host is left as text, since it may look like another site', () => {
    expect(links('https://bank.example@evil.example/')).toEqual([]);
  });
});
