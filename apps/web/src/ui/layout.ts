import { signal } from '@preact/signals';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { isTyping } from '../ui-kit/keyboard.js';

export type DialogName = 'help' | 'rename' | 'rooms' | 'settings' | 'switcher';

/** A column that becomes a drawer on narrow screens. Its element has the name as `data-drawer`. */
export type DrawerName = 'members' | 'sidebar';

/** The open dialog. */
export const dialog = signal<DialogName | undefined>(undefined);

/** On narrow screens: the column that is open over the messages. */
export const drawer = signal<DrawerName | undefined>(undefined);

/** Whether the right column shows the search instead of the members. */
export const searching = signal(false);

/** Opens a dialog and closes the drawer. */
export function openDialog(name: DialogName): void {
  drawer.value = undefined;
  dialog.value = name;
}

export function closeDialog(): void {
  dialog.value = undefined;
}

export function toggleDrawer(name: DrawerName): void {
  drawer.value = drawer.value === name ? undefined : name;
}

export function closeDrawer(): void {
  drawer.value = undefined;
}

/** Opens the search in the right column. */
export function openSearch(): void {
  searching.value = true;
  drawer.value = 'members';
}

/** Closes the search. */
export function closeSearch(): void {
  searching.value = false;
  drawer.value = undefined;
}

/** Window widths at which a column is not a drawer. */
const columnQueries: Readonly<Record<DrawerName, MediaQueryList>> = {
  members: matchMedia('(min-width: 1000px)'),
  sidebar: matchMedia('(min-width: 700px)'),
};
const FOCUSABLE = 'input, button:not([disabled]), [tabindex="0"]';

/** Checks whether a column is a drawer at the current window size. */
export function isDrawer(name: DrawerName): boolean {
  return !columnQueries[name].matches;
}

/**
 * Manages the focus of the open drawer, and closes it when the window becomes wide enough. Everything else must be
 * `inert` while it is open.
 *
 * @returns the open drawer
 */
export function useDrawers(): DrawerName | undefined {
  const open = drawer.value !== undefined && isDrawer(drawer.value) ? drawer.value : undefined;
  useLayoutEffect(() => {
    if (open === undefined) return;
    // The browser moves the focus out of inert elements only in the next frame.
    const opener = document.activeElement;
    const column = document.querySelector(`[data-drawer="${open}"]`);
    column?.querySelector<HTMLElement>('[autofocus], [aria-current]')?.focus();
    if (!column?.contains(document.activeElement)) column?.querySelector<HTMLElement>(FOCUSABLE)?.focus();
    return () => {
      const isFocusLost = document.activeElement === document.body || column?.contains(document.activeElement);
      if (isFocusLost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, [open]);
  useEffect(() => {
    const closeIfColumn = () => {
      if (drawer.value !== undefined && !isDrawer(drawer.value)) drawer.value = undefined;
    };
    for (const query of Object.values(columnQueries)) query.addEventListener('change', closeIfColumn);
    return () => {
      for (const query of Object.values(columnQueries)) query.removeEventListener('change', closeIfColumn);
    };
  }, []);
  return open;
}

/** Checks whether a modal other than the page's dialogs is open: the sign-in, a menu, a picture. */
const isCovered = (): boolean => dialog.value === undefined && document.querySelector('dialog[open]') !== null;

/** Handles a keyboard shortcut; returns whether it was one. */
function handleShortcut(event: KeyboardEvent): boolean {
  if (isCovered()) return false;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && key === 'k') openDialog('switcher');
  else if (command && event.shiftKey && key === 'f') openSearch();
  else if (key === '?' && !isTyping(event) && dialog.value === undefined) openDialog('help');
  else if (key === 'escape' && drawer.value !== undefined && dialog.value === undefined) {
    if (searching.value) closeSearch();
    drawer.value = undefined;
  } else return false;
  return true;
}

/** Installs the page's keyboard shortcuts. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (handleShortcut(event)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}
