import { describe, expect, test } from 'vitest';
import { faultTexts } from '../../../../../apps/web/src/console/i18n/faults.js';
import { catalogues } from '../../../../../apps/web/src/console/i18n/index.js';
import { languages, type Phrase } from '../../../../../apps/web/src/i18n/language.js';

const forms = (phrase: Phrase): readonly string[] => (typeof phrase === 'string' ? [phrase] : Object.values(phrase));
const places = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([place]) => place).sort();
const others = languages.filter((language) => language !== 'en');

describe.each(languages)('the console’s catalogue in %s', (language) => {
  test('has all plural forms of the language', () => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const [name, phrase] of Object.entries(catalogues[language])) {
      if (typeof phrase !== 'string') expect(Object.keys(phrase).toSorted(), name).toEqual(wanted);
    }
  });

  test('has the same placeholders as the English one', () => {
    for (const [name, phrase] of Object.entries(catalogues[language])) {
      const english: Phrase = catalogues.en[name as keyof typeof catalogues.en];
      const expected = places(typeof english === 'string' ? english : english.other);
      for (const form of forms(phrase)) expect(places(form), name).toEqual(expected);
    }
  });

  test('has the console’s own error codes', () => {
    const codes = (of: keyof typeof faultTexts) =>
      Object.keys(faultTexts[of]).filter((code) => code.startsWith('CONSOLE_'));
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
