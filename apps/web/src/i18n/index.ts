/** Translations of the chat page, and dates. */
import { en } from './en.js';
import { faultTexts } from './faults.js';
import { type Catalogue, formatPhrase, type Language, language, type PhraseName, type Values } from './language.js';
import { ru } from './ru.js';
import { zh } from './zh.js';

export { clockTime, dayName, dayNumber, fullTime } from './dates.js';
export {
  chosenLanguage,
  formatList,
  type Language,
  language,
  languageFor,
  languages,
  type PhraseName,
  type Values,
} from './language.js';

/** All catalogues, by language. */
export const catalogues: Readonly<Record<Language, Catalogue>> = { en, ru, zh };

/** Returns a phrase in the current language. Components that call it rerender when the language changes. */
export function t(name: PhraseName, values: Values = {}): string {
  return formatPhrase(catalogues[language.value][name], values, language.value);
}

/** Describes an error code in the current language; falls back to the server's text, then to the code. */
export function faultText({ code, text }: { readonly code: string; readonly text: string }): string {
  return faultTexts[language.value][code] ?? (text || code);
}
