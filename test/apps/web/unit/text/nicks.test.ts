import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initial, NICK_COLOURS, nickColour, wireTag } from '../../../../../apps/web/src/text/nicks.js';
import { mentions, tokens } from '../../../../../apps/web/src/text/tokens.js';

describe('the colour of a nick', () => {
  test('is a colour of the palette', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (nick) => {
        const colour = nickColour(nick);
        expect(Number.isInteger(colour) && colour >= 0 && colour < NICK_COLOURS).toBe(true);
      }),
    );
  });

  test('does not depend on case', () => {
    expect(nickColour('Ann')).toBe(nickColour('ann'));
  });

  test('uses the whole palette', () => {
    const used = new Set(Array.from({ length: 300 }, (_, at) => nickColour(`nick${at}`)));
    expect(used.size).toBe(NICK_COLOURS);
  });
});

describe('a mention', () => {
  test.each([
    ['ann: look', 'ann', true],
    ['hello, Ann!', 'ann', true],
    ['announce it', 'ann', false],
    ['Мила, привет', 'мила', true],
    ['a.b is here', 'a.b', true],
    ['axb is here', 'a.b', false],
    ['ann-2 is here', 'ann-2', true],
    ['anything', '', false],
  ])('in “%s” of %s: %s', (text, nick, is) => {
    expect(mentions(text, nick)).toBe(is);
  });

  test('is found for any nick', () => {
    const nicks = fc.string({ unit: 'grapheme', minLength: 1 }).filter((nick) => nick.trim() !== '');
    fc.assert(
      fc.property(nicks, (nick) => {
        expect(mentions(`- ${nick} -`, nick)).toBe(true);
      }),
    );
  });
});

test('the initial of a nick is a whole grapheme', () => {
  expect([initial('ann'), initial('мила'), initial('李雷'), initial('👩‍🚀x'), initial('')]).toEqual([
    'A',
    'М',
    '李',
    '👩‍🚀',
    '',
  ]);
});

test.each([
  ['tcp/text', 'nc'],
  ['tcp/native', 'tcp'],
  ['websocket/native', 'ws'],
  ['websocket/text', 'ws'],
  ['memory/native', 'bot'],
  ['tcp/irc', 'irc'],
  ['tcp/qt-2016', 'qt'],
  ['carrier-pigeon/native', 'carrier-pigeon'],
])('the wire %s has the tag %s', (wire, tag) => {
  expect(wireTag(wire)).toBe(tag);
});

describe('a user is mentioned', () => {
  test.each([
    ['web2: look', 'web2'],
    ['WEB2', 'web2'],
    ['(web2)', 'web2'],
    ['@web2', 'web2'],
    ['web2，你好', 'web2'],
    ['你好web2', 'web2'],
    ['你好web2你好', 'web2'],
    ['你好@web2，看', 'web2'],
    ['안녕web2', 'web2'],
    ['ｗｅｂ２ look', 'web2'],
    ['straße?', 'STRASSE'],
    ['@小明来', '小明'],
    ['小明: 来', '小明'],
    ['ask [bot]!', '[bot]'],
    ['a|b here', 'a|b'],
    ['`code` web2', 'web2'],
  ])('by %s', (text, nick) => {
    expect(mentions(text, nick)).toBe(true);
  });
});

describe('no user is mentioned', () => {
  test.each([
    ['web20', 'web2'],
    ['xweb2', 'web2'],
    ['web2_', 'web2'],
    ['https://web2/x', 'web2'],
    ['see https://example.com/web2/x', 'web2'],
    ['web2@example.com', 'web2'],
    ['me@web2', 'web2'],
    ['`web2`', 'web2'],
    ['```\nweb2()\n```', 'web2'],
    ['王小明', '小明'],
    ['anything', ''],
  ])('by %s', (text, nick) => {
    expect(mentions(text, nick)).toBe(false);
  });
});

describe('with known nicks', () => {
  const known =
    (...nicks: string[]) =>
    (nick: string) =>
      nicks.includes(nick.toLowerCase());
  const called = (text: string, ...nicks: string[]) =>
    tokens(text, known(...nicks)).flatMap((token) => (token.kind === 'nick' ? [token.nick] : []));

  test.each([
    ['@web2你好', ['web2'], ['web2']],
    ['你好@web2', ['web2'], ['web2']],
    ['@[bot] go', ['[bot]'], ['[bot]']],
    ["@o'neil's", ["o'neil"], ["o'neil"]],
    ['@web20', ['web2'], ['web20']],
    ['ann: سلام', ['ann'], ['ann']],
    ['note: x', ['ann'], []],
  ])('%s mentions', (text, nicks, expected) => {
    expect(called(text, ...nicks)).toEqual(expected);
  });
});
