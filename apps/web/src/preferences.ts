import { computed, effect, signal } from '@preact/signals';
import { chosenLanguage, language, languages } from './i18n/language.js';
import { persistSignal } from './storage.js';

export const themes = ['light', 'dark'] as const;

export type Theme = (typeof themes)[number];

/** The chosen theme; `undefined` follows the system. */
export const chosenTheme = signal<Theme | undefined>(undefined);

const systemDark = matchMedia('(prefers-color-scheme: dark)');
const systemTheme = signal<Theme>(systemDark.matches ? 'dark' : 'light');
systemDark.addEventListener('change', () => {
  systemTheme.value = systemDark.matches ? 'dark' : 'light';
});

/** The theme in use. */
export const theme = computed<Theme>(() => chosenTheme.value ?? systemTheme.value);

/** `compact` reduces spacing; `undefined` is comfortable. */
export const density = signal<'compact' | undefined>(undefined);

/** `hidden` removes join and leave notices from the list; `undefined` shows them. */
export const presenceVisibility = signal<'hidden' | undefined>(undefined);

/** Whether mentions raise system notifications while the page is not focused. */
export const mentionNotifications = signal<'on' | undefined>(undefined);

function bindToRoot(name: 'density' | 'theme', value: string | undefined): void {
  const { dataset } = document.documentElement;
  if (value === undefined) delete dataset[name];
  else dataset[name] = value;
}

/** Restores theme and language from local storage, and applies and saves later changes. */
export function restoreAppearance(): void {
  persistSignal('theme', chosenTheme, (saved) => themes.find((known) => known === saved));
  persistSignal('language', chosenLanguage, (saved) => languages.find((known) => known === saved));
  effect(() => bindToRoot('theme', chosenTheme.value));
  effect(() => {
    document.documentElement.lang = language.value;
  });
}

/** Restores the chat's preferences from local storage, and applies and saves later changes. */
export function restoreChatPreferences(): void {
  persistSignal('density', density, (saved) => (saved === 'compact' ? saved : undefined));
  persistSignal('presence', presenceVisibility, (saved) => (saved === 'hidden' ? saved : undefined));
  persistSignal('mentions', mentionNotifications, (saved) => (saved === 'on' ? saved : undefined));
  effect(() => bindToRoot('density', density.value));
}
