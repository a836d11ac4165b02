import { computed, signal } from '@preact/signals';
import type { en } from './en.js';

/** The languages that both pages are translated into. */
export const languages = ['en', 'ru', 'zh'] as const;

export type Language = (typeof languages)[number];

/** Each language's own name. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', ru: 'Русский', zh: '中文' };

const isLanguage = (tag: string): tag is Language => (languages as readonly string[]).includes(tag);

/**
 * Returns the first supported language of a preference list.
 *
 * @param preferred language tags in order of preference, as in `navigator.languages`; `zh-Hans-CN` selects `zh`
 * @returns English when none is supported
 */
export function languageFor(preferred: readonly string[]): Language {
  const subtags = preferred.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  return subtags.find(isLanguage) ?? 'en';
}

/** The language chosen in the settings; `undefined` follows the browser. */
export const chosenLanguage = signal<Language | undefined>(undefined);

/** The language in use. */
export const language = computed<Language>(() => chosenLanguage.value ?? languageFor(navigator.languages));

/** The name of a phrase of the chat page. */
export type PhraseName = keyof typeof en;

/** A phrase in one language with `{name}` placeholders; phrases with a number have one text per plural form. */
export type Phrase = string | (Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string });

/** All phrases of the chat page in one language. */
export type Catalogue = Readonly<Record<PhraseName, Phrase>>;

/** Values for placeholders. Numbers are formatted for the language; `n` selects the plural form. */
export type Values = Readonly<Record<string, string | number>>;

const PLACEHOLDER = /\{(\w+)\}/g;

/**
 * Fills the placeholders of a phrase.
 *
 * @param values   a placeholder without a value is left as it is
 * @param language language tag of the phrase
 */
export function formatPhrase(phrase: Phrase, values: Values, language: string): string {
  const text = typeof phrase === 'string' ? phrase : (phrase[pluralOf(values.n, language)] ?? phrase.other);
  return text.replace(PLACEHOLDER, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? value.toLocaleString(language) : value;
  });
}

function pluralOf(n: string | number | undefined, language: string): Intl.LDMLPluralRule {
  return new Intl.PluralRules(language).select(Number(n));
}

/** Joins names for use in a sentence, in the current language. */
export function formatList(names: readonly string[]): string {
  return new Intl.ListFormat(language.value, { type: 'conjunction' }).format(names);
}
