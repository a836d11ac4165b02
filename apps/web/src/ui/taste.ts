import { effect, signal } from '@preact/signals';
import { persistSignal } from '../preferences.js';

/** `compact` puts more on a screen; `undefined` is comfortable. */
export const density = signal<'compact' | undefined>(undefined);

/** `hidden` leaves comings and goings out of the list; `undefined` shows them. */
export const presenceVisibility = signal<'hidden' | undefined>(undefined);

/** Whether a mention, while nobody looks, is told by the system. */
export const mentionNotifications = signal<'on' | undefined>(undefined);

effect(() => {
  const { dataset } = document.documentElement;
  if (density.value === undefined) delete dataset.density;
  else dataset.density = density.value;
});

/** Takes all of it from the last visit, and keeps it from now on. */
export function restorePreferences(): void {
  persistSignal('density', density, (kept) => (kept === 'compact' ? kept : undefined));
  persistSignal('presence', presenceVisibility, (kept) => (kept === 'hidden' ? kept : undefined));
  persistSignal('mentions', mentionNotifications, (kept) => (kept === 'on' ? kept : undefined));
}
