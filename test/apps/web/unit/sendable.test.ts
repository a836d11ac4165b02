import { describe, expect, test } from 'vitest';
import { sendable } from '../../../../apps/web/src/text/measure.js';

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
