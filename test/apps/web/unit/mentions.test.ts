import { describe, expect, test } from 'vitest';
import { mentions, tokens } from '../../../../apps/web/src/text/tokens.js';

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
