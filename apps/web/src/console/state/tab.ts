import { signal } from '@preact/signals';

/** The tabs, in their order. Their names are in the address. */
export const tabs = ['overview', 'sessions', 'rooms', 'messages', 'plugins', 'files', 'audit', 'config'] as const;

/** A tab. */
export type Tab = (typeof tabs)[number];

const inAddress = (): Tab => tabs.find((tab) => `#${tab}` === location.hash) ?? 'overview';

/** The tab that is shown. */
export const tab = signal<Tab>(inAddress());

/** Shows a tab. */
export function showTab(which: Tab): void {
  if (which === tab.peek()) return;
  history.pushState(null, '', `#${which}`);
  tab.value = which;
}

window.addEventListener('popstate', () => {
  tab.value = inAddress();
});
