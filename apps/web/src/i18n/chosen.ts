import { computed, signal } from '@preact/signals';
import { type Language, languageFor } from './language.js';

/** The language chosen in the settings; `undefined` follows the browser. */
export const chosenLanguage = signal<Language | undefined>(undefined);

/** The language in use. */
export const language = computed<Language>(() => chosenLanguage.value ?? languageFor(navigator.languages));
