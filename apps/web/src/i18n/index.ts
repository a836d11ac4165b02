/** The page's languages: catalogues, the one in use, and dates. */
import { language } from './chosen.js';
import { en } from './en.js';
import { faultTexts } from './faults.js';
import type { Language } from './language.js';
import { type Catalogue, formatPhrase, type PhraseName, type Values } from './phrase.js';
import { pluginFaultTexts } from './plugin-faults.js';
import { ru } from './ru.js';
import { zh } from './zh.js';

export { chosenLanguage, language } from './chosen.js';
export { clockTime, dayName, dayNumber, fullTime } from './dates.js';
export { type Language, languageFor, languages } from './language.js';
export type { PhraseName, Values } from './phrase.js';

/** Every catalogue, by language. */
export const catalogues: Readonly<Record<Language, Catalogue>> = { en, ru, zh };

/** A phrase in the language in use. A component that calls it is drawn again when the language changes. */
export function t(name: PhraseName, values: Values = {}): string {
  return formatPhrase(catalogues[language.value][name], values, language.value);
}

/** Names as a list in a sentence. */
export function formatList(names: readonly string[]): string {
  return new Intl.ListFormat(language.value, { type: 'conjunction' }).format(names);
}

/** What a code means in the language in use; failing that what the server said, or the code itself. */
export function faultText(fault: { readonly code: string; readonly text: string }): string {
  const { code, text } = fault;
  return faultTexts[language.value][code] ?? pluginFaultTexts[language.value][code] ?? (text || code);
}
