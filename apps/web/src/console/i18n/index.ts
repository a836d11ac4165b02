/** Translations of the console. */
import { faultTexts as sharedFaultTexts } from '../../i18n/faults.js';
import { formatPhrase, type Language, language, type Phrase, type Values } from '../../i18n/language.js';
import type { Fault } from '../api.js';
import { en } from './en.js';
import { faultTexts } from './faults.js';
import { ru } from './ru.js';
import { zh } from './zh.js';

export { formatList } from '../../i18n/language.js';

/** The name of a phrase of the console. */
export type PhraseName = keyof typeof en;

/** All catalogues, by language. */
export const catalogues: Readonly<Record<Language, Readonly<Record<PhraseName, Phrase>>>> = { en, ru, zh };

/** Returns a phrase in the current language. Components that call it rerender when the language changes. */
export function t(name: PhraseName, values: Values = {}): string {
  return formatPhrase(catalogues[language.value][name], values, language.value);
}

/** Describes an error code in the current language; falls back to the server's text, then to the code. */
export function faultText({ code, text }: Pick<Fault, 'code' | 'text'>): string {
  return faultTexts[language.value][code] ?? sharedFaultTexts[language.value][code] ?? (text || code);
}
