import { signal } from '@preact/signals';
import type { ComponentChild } from 'preact';

/** Draws the dialog that is open; `undefined`: none is. */
export const dialog = signal<(() => ComponentChild) | undefined>(undefined);

/** Opens a dialog, in place of another. */
export function openDialog(draw: () => ComponentChild): void {
  dialog.value = draw;
}

/** Closes whichever dialog is open. */
export function closeDialog(): void {
  dialog.value = undefined;
}
