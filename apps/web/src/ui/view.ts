import { computed, effect, signal } from '@preact/signals';

/** The themes to choose from; `undefined` in the signal follows the system. */
export const themes = ['light', 'dark'] as const;

/** A theme. */
export type Theme = (typeof themes)[number];

/** What can be open over the page. */
export type DialogName = 'help' | 'rename' | 'rooms' | 'settings' | 'switcher';

/** The dialog that is open. */
export const dialog = signal<DialogName | undefined>(undefined);

/** On narrow screens: the column that lies over the messages. */
export const drawer = signal<'people' | 'rail' | undefined>(undefined);

/** Whether the right column searches, instead of showing who is there. */
export const searching = signal(false);

/** The theme chosen; `undefined` follows the system. */
export const chosenTheme = signal<Theme | undefined>(undefined);

const systemDark = matchMedia('(prefers-color-scheme: dark)');
const systemTheme = signal<Theme>(systemDark.matches ? 'dark' : 'light');
systemDark.addEventListener('change', () => {
  systemTheme.value = systemDark.matches ? 'dark' : 'light';
});

/** The theme in use. */
export const theme = computed<Theme>(() => chosenTheme.value ?? systemTheme.value);

effect(() => {
  const { dataset } = document.documentElement;
  if (chosenTheme.value === undefined) delete dataset.theme;
  else dataset.theme = chosenTheme.value;
});

/** Opens a dialog; a drawer that it was opened from goes. */
export function openDialog(which: DialogName): void {
  drawer.value = undefined;
  dialog.value = which;
}

/** Closes whichever dialog is open. */
export function closeDialog(): void {
  dialog.value = undefined;
}

/** Opens or closes a drawer. */
export function toggleDrawer(which: 'people' | 'rail'): void {
  drawer.value = drawer.value === which ? undefined : which;
}

/** The right column searches, also where it is a drawer. */
export function openSearch(): void {
  searching.value = true;
  drawer.value = 'people';
}

/** The right column shows who is there again. */
export function closeSearch(): void {
  searching.value = false;
  drawer.value = undefined;
}
