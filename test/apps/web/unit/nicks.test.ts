import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initial, NICK_COLOURS, nickColour, wireTag } from '../../../../apps/web/src/text/nicks.js';
import { mentions } from '../../../../apps/web/src/text/tokens.js';

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
