import { describe, expect, test } from 'vitest';
import { remainingSpace, sendable } from '../../../../../apps/web/src/text/measure.js';

describe('the text to send', () => {
  test.each([
    ['    if ready:\n        go()\n\n', '    if ready:\n        go()'],
    ['\tindented', '\tindented'],
    ['hi  ', 'hi'],
    ['👩‍🚀', '👩‍🚀'],
    ['e\u0301', 'e\u0301'],
  ])('of %j is %j', (text, sent) => {
    expect(sendable(text)).toBe(sent);
  });

  test.each([
    '',
    '  \n ',
    '\u200b',
    '\u3164',
    '\u2800',
    '\u00ad',
    '\u2066\u2069',
    '\u180e',
    '\u200d\u200d',
    '\ufe0f',
    '\u0301',
    ' \u0301 ',
  ])('of %j is empty, as it has no visible character', (text) => {
    expect(sendable(text)).toBe('');
  });
});

const limits = { characters: 10, bytes: 20 };

describe('the remaining length', () => {
  test('counts characters by code points', () => {
    expect(remainingSpace('a😀', { characters: 10, bytes: 1_000 }).left).toBe(8);
  });

  test('is shown only near the limit', () => {
    expect(remainingSpace('1234567', limits).near).toBe(false);
    expect(remainingSpace('12345678', limits).near).toBe(true);
  });

  test('is negative if the text is too long', () => {
    expect(remainingSpace('123456789012', limits).left).toBe(-2);
  });

  test('is limited by bytes as well', () => {
    expect(remainingSpace('щщщщщщщщщщ', limits).left).toBe(0);
    expect(remainingSpace('天天天天天天天', limits).left).toBeLessThan(0);
  });
});
