import type { en } from './en.js';

/** The name of a phrase. */
export type PhraseName = keyof typeof en;

/** A phrase in one language, with `{name}` where a value goes; where it is about a number, one per plural form. */
export type Phrase = string | (Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string });

/** All phrases in one language. */
export type Catalogue = Readonly<Record<PhraseName, Phrase>>;

/** What goes into a phrase. Numbers are written as the language does; `n` chooses the plural form. */
export type Values = Readonly<Record<string, string | number>>;

const PLACEHOLDER = /\{(\w+)\}/g;

/**
 * A phrase with its values.
 *
 * @param phrase   from a catalogue
 * @param values   what goes into it; a place without a value stays as it is
 * @param language the language of the phrase, as a tag
 */
export function formatPhrase(phrase: Phrase, values: Values, language: string): string {
  const text = typeof phrase === 'string' ? phrase : (phrase[pluralOf(values.n, language)] ?? phrase.other);
  return text.replace(PLACEHOLDER, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === 'number' ? value.toLocaleString(language) : value;
  });
}

function pluralOf(n: string | number | undefined, language: string): Intl.LDMLPluralRule {
  return new Intl.PluralRules(language).select(Number(n));
}
