import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linksIn } from '../../../../../apps/web/src/text/links.js';

const sources = (text: string) => linksIn(text).map(({ source }) => source);

describe('a link ends before the rest of the sentence', () => {
  test.each([
    ['https://example.com/foo。次の文。', 'https://example.com/foo'],
    ['（https://example.com/baz）です', 'https://example.com/baz'],
    ['https://example.com/qux、続き', 'https://example.com/qux'],
    ['https://example.com/a，谢谢', 'https://example.com/a'],
    ['请看https://example.com/a谢谢', 'https://example.com/a'],
    ['https://例え.jpのサイト', 'https://例え.jp'],
    ['https://example.com谢谢', 'https://example.com'],
    ['http://localhost:8080谢谢', 'http://localhost:8080'],
    ['https://example.com/a?b=1谢谢', 'https://example.com/a?b=1'],
    ['https://example.com/a,谢谢', 'https://example.com/a'],
    ['https://example.com/a확인해주세요', 'https://example.com/a'],
    ['「https://example.com/a」を', 'https://example.com/a'],
    ['『https://example.com/a』', 'https://example.com/a'],
    ['“https://example.com/a”', 'https://example.com/a'],
    ['《https://example.com/a》', 'https://example.com/a'],
    ['【https://example.com/a】', 'https://example.com/a'],
    ['https://example.com/a；https', 'https://example.com/a'],
    ['https://example.com/a（说明）', 'https://example.com/a'],
    ['看www.example.com/a谢谢', 'www.example.com/a'],
    ['https://example.com/a！？', 'https://example.com/a'],
    ['https://example.com/a：好', 'https://example.com/a'],
  ])('in %s', (text, link) => {
    expect(sources(text)).toEqual([link]);
  });

  test('also between two links without a space', () => {
    expect(sources('看https://a.example/x谢谢https://b.example/y。')).toEqual([
      'https://a.example/x',
      'https://b.example/y',
    ]);
  });
});

describe('a link is unchanged', () => {
  test.each([
    'https://example.com/Foo_(bar)',
    'https://example.com/x?ids=1,2',
    'https://example.com/@39.90,116.40,12z',
    'https://example.com/#/room/#a:b.c',
    'https://example.com/путь/файл',
    'https://президент.рф/a',
    'https://例え.jp/a',
    'https://example.com/路',
    'https://zh.wikipedia.org/wiki/北京',
    'https://example.com/search?q=北京',
    'https://example.com/a北京b/c.html',
    'https://web.archive.org/web/2020/https://example.com/a',
  ])('in %s', (link) => {
    expect(sources(`see ${link} there`)).toEqual([link]);
  });
});

test.each(['https://example.com/a。b', 'https://example.com/谢谢', 'https://例え.jpのサイト', 'https://[::1]/x'])(
  'a link between < and > is complete: %s',
  (link) => {
    expect(sources(`看<${link}>谢谢`)).toEqual([link]);
  },
);

test.each([
  ['http://[::1]:8080/x', 'http://[::1]:8080/x'],
  ['see http://[2001:db8::1]/a?b, there', 'http://[2001:db8::1]/a?b'],
  ['(http://[::1])', 'http://[::1]'],
  ['看http://[::1]:8080/x谢谢', 'http://[::1]:8080/x'],
  ['http://[::1]:8080/x。好', 'http://[::1]:8080/x'],
])('an IPv6 address is a link: %s', (text, link) => {
  expect(sources(text)).toEqual([link]);
});

test.each([
  'javascript:alert(1)',
  'javascript://[::1]/%0aalert(1)',
  'https://user:pw@example.com/',
  'http://user@[::1]/',
  '<https://user:pw@example.com/>',
  '<javascript:alert(1)>',
  'http://[not:an:address]/',
  'http://[::1',
  'http://[::1]:99999/',
])('%s is not a link', (text) => {
  expect(linksIn(text)).toEqual([]);
});

const word = fc
  .string({ unit: fc.constantFrom(...'abcXYZ019-_.~'), minLength: 1, maxLength: 12 })
  .filter((part) => /[a-z0-9]$/i.test(part));
const sentence = fc.string({
  unit: fc.constantFrom(...'次の文谢谢确认해주세요、。！？，'),
  minLength: 1,
  maxLength: 20,
});

test('extracts the link for any path and sentence', () => {
  fc.assert(
    fc.property(sentence, word, sentence, (before, path, after) => {
      expect(sources(`${before}https://example.com/${path}${after}`)).toEqual([`https://example.com/${path}`]);
    }),
  );
});

test('links have ascending ranges and their own targets', () => {
  const piece = fc.oneof(
    sentence,
    word,
    fc.constantFrom('https://', 'http://[::1]', 'www.', '<', '>', '/', '@', ':', '.com', ' ', 'пример.рф/'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      let end = 0;
      for (const { at, source, href } of linksIn(text)) {
        expect(at).toBeGreaterThanOrEqual(end);
        expect(text.slice(at, at + source.length)).toBe(source);
        expect(href).toMatch(/^(?:https?|mailto):/);
        end = at + source.length;
      }
    }),
    { numRuns: 500 },
  );
});
