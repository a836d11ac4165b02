import { describe, expect, test } from 'vitest';
import { dayName } from '../../../../../apps/web/src/i18n/dates.js';
import { faultTexts } from '../../../../../apps/web/src/i18n/faults.js';
import { catalogues, languageFor, languages } from '../../../../../apps/web/src/i18n/index.js';
import { formatPhrase, type Phrase } from '../../../../../apps/web/src/i18n/language.js';

const forms = (phrase: Phrase): readonly string[] => (typeof phrase === 'string' ? [phrase] : Object.values(phrase));
const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([place]) => place).sort();
const others = languages.filter((language) => language !== 'en');

describe.each(languages)('the catalogue in %s', (language) => {
  test('has all plural forms of the language', () => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const [name, phrase] of Object.entries(catalogues[language])) {
      if (typeof phrase !== 'string') expect(Object.keys(phrase).toSorted(), name).toEqual(wanted);
    }
  });

  test('has the same placeholders as the English one', () => {
    for (const [name, phrase] of Object.entries(catalogues[language])) {
      const english = catalogues.en[name as keyof typeof catalogues.en];
      const expected = placeholders(typeof english === 'string' ? english : english.other);
      for (const form of forms(phrase)) expect(placeholders(form), name).toEqual(expected);
    }
  });

  test("has the page's own error codes", () => {
    const codes = (of: keyof typeof faultTexts) =>
      Object.keys(faultTexts[of]).filter((code) => code.startsWith('PAGE_'));
    expect(codes(language)).toEqual(codes('en'));
  });
});

test.each(others)('has no English phrases left in %s', (language) => {
  const words = (phrase: Phrase) => forms(phrase).join(' ');
  const same = Object.entries(catalogues[language]).filter(([name, phrase]) => {
    const english = words(catalogues.en[name as keyof typeof catalogues.en]);
    return /[a-z]{3}/.test(english.replaceAll(/\{\w+\}/g, '')) && words(phrase) === english;
  });
  expect(same.map(([name]) => name)).toEqual([]);
});

describe('a phrase', () => {
  const users: Phrase = { one: '{n} человек', few: '{n} человека', many: '{n} человек', other: '{n} человека' };

  test.each([
    [1, '1 человек'],
    [2, '2 человека'],
    [5, '5 человек'],
    [21, '21 человек'],
  ])('selects the plural form for %i', (n, text) => {
    expect(formatPhrase(users, { n }, 'ru')).toBe(text);
  });

  test('formats numbers in the language', () => {
    expect(formatPhrase('{n}', { n: 1234567 }, 'en')).toBe('1,234,567');
  });

  test('does not replace placeholders in values', () => {
    expect(formatPhrase('{was} is now {nick}', { was: '{nick}', nick: 'x' }, 'en')).toBe('{nick} is now x');
  });
});

test.each([
  [['ru-RU', 'en'], 'ru'],
  [['zh-Hans-CN'], 'zh'],
  [['fr', 'zh-TW'], 'zh'],
  [['fr'], 'en'],
  [[], 'en'],
])('selects for the languages %j: %s', (preferred, language) => {
  expect(languageFor(preferred)).toBe(language);
});

test('names today and yesterday', () => {
  const noon = new Date(2026, 10, 21, 12).getTime();
  const hour = 3_600_000;
  expect(dayName(noon, noon, 'en')).toBe('Today');
  expect(dayName(noon - 24 * hour, noon, 'ru')).toBe('Вчера');
  expect(dayName(noon - 48 * hour, noon, 'en')).toContain('November 19');
});

describe('the texts of the errors', () => {
  test('exist for the same codes in Russian and Chinese', () => {
    expect(Object.keys(faultTexts.zh).toSorted()).toEqual(Object.keys(faultTexts.ru).toSorted());
  });

  test.each(others)('are complete sentences in %s', (language) => {
    const unfinished = Object.entries(faultTexts[language]).filter(([, text]) => !/[.。！？!?]$/u.test(text));
    expect(unfinished).toEqual([]);
  });
});
