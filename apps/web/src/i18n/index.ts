/** The page's languages: catalogues, the one in use, and dates. */
import { computed, signal } from '@preact/signals';
import { en } from './en.js';
import { faultTexts } from './faults.js';
import { type Language, languageFor } from './language.js';
import { type Catalogue, fill, type PhraseName, type Values } from './phrase.js';
import { ru } from './ru.js';
import { zh } from './zh.js';

export { clockTime, dayName, dayOf, fullTime } from './dates.js';
export { type Language, languageFor, languages } from './language.js';
export type { PhraseName, Values } from './phrase.js';

/** Every catalogue, by language. */
export const catalogues: Readonly<Record<Language, Catalogue>> = { en, ru, zh };

/** The language chosen in the settings; `undefined` follows the browser. */
export const chosenLanguage = signal<Language | undefined>(undefined);

/** The language in use. */
export const language = computed<Language>(() => chosenLanguage.value ?? languageFor(navigator.languages));

/** A phrase in the language in use. A component that calls it is drawn again when the language changes. */
export function t(name: PhraseName, values: Values = {}): string {
  return fill(catalogues[language.value][name], values, language.value);
}

/** Names as a list in a sentence. */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat(language.value, { type: 'conjunction' }).format(names);
}

/** What a code means in the language in use; failing that what the server said, or the code itself. */
export function faultText(fault: { readonly code: string; readonly text: string }): string {
  return faultTexts[language.value][fault.code] ?? (fault.text || fault.code);
}
