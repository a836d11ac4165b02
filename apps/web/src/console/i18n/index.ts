/** What the console says: catalogues of its own, by the page's mechanism. */
import { language } from '../../i18n/chosen.js';
import { faultTexts as chatFaults } from '../../i18n/faults.js';
import type { Language } from '../../i18n/language.js';
import { formatPhrase, type Phrase, type Values } from '../../i18n/phrase.js';
import type { Fault } from '../desk/index.js';
import { en } from './en.js';
import { faultTexts } from './faults.js';
import { ru } from './ru.js';
import { zh } from './zh.js';

/** The name of a phrase of the console. */
export type PhraseName = keyof typeof en;

/** Every catalogue, by language. */
export const catalogues: Readonly<Record<Language, Readonly<Record<PhraseName, Phrase>>>> = { en, ru, zh };

/** A phrase in the language in use. A component that calls it is drawn again when the language changes. */
export function t(name: PhraseName, values: Values = {}): string {
  return formatPhrase(catalogues[language.value][name], values, language.value);
}

/** Names as a list in a sentence. */
export function formatList(names: readonly string[]): string {
  return new Intl.ListFormat(language.value, { type: 'conjunction' }).format(names);
}

/** What a code means in the language in use; failing that what the server said, or the code itself. */
export function faultText({ code, text }: Pick<Fault, 'code' | 'text'>): string {
  return faultTexts[language.value][code] ?? chatFaults[language.value][code] ?? (text || code);
}
