import { describe, expect, test } from 'vitest';
import { clockTime, localeOf } from '../../../../../apps/web/src/i18n/dates.js';
import { isTall } from '../../../../../apps/web/src/text/measure.js';

describe('a text is collapsed', () => {
  test.each([
    ['of twenty lines', `${'x\n'.repeat(19)}x`, false],
    ['of twenty-one', `${'x\n'.repeat(20)}x`, true],
    ['of one long line', 'x'.repeat(2_001), true],
    ['of two thousand characters', 'x'.repeat(2_000), false],
    ['of nothing', '', false],
  ])('%s', (_, text, tall) => {
    expect(isTall(text)).toBe(tall);
  });
});

describe('times are formatted', () => {
  test.each([
    ['en', ['en-GB', 'de'], 'en-GB'],
    ['en', ['de-DE', 'en-AU'], 'en-AU'],
    ['en', ['de-DE'], 'en-u-hc-h23'],
    ['ru', ['en-US'], 'ru-u-hc-h12'],
    ['zh', ['zh-TW'], 'zh-TW'],
  ])('in the language %s with the browser languages %j as %s', (language, browser, locale) => {
    expect(localeOf(language, browser)).toBe(locale);
  });

  test('with hours and minutes', () => {
    expect(clockTime(0, 'en')).toMatch(/^\d\d:\d\d/);
  });
});
