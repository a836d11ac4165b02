import { signal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import type { RoomView, SessionView } from '../../../gateway/operator/wire.js';
import type { PhraseName } from './i18n/index.js';

/** Renders the open dialog. */
export const dialog = signal<(() => ComponentChild) | undefined>(undefined);

/** Opens a dialog, replacing another one. */
export function openDialog(render: () => ComponentChild): void {
  dialog.value = render;
}

export function closeDialog(): void {
  dialog.value = undefined;
}

/** The tabs in display order; their names are URL fragments. */
export const tabs = ['overview', 'sessions', 'rooms', 'messages', 'plugins', 'files', 'audit', 'config'] as const;

export type Tab = (typeof tabs)[number];

const tabInUrl = (): Tab => tabs.find((tab) => `#${tab}` === location.hash) ?? 'overview';

/** The shown tab. */
export const tab = signal<Tab>(tabInUrl());

export function showTab(next: Tab): void {
  if (next === tab.peek()) return;
  history.pushState(null, '', `#${next}`);
  tab.value = next;
}

window.addEventListener('popstate', () => {
  tab.value = tabInUrl();
});

/** Filter of the sessions. */
export const sessionText = signal('');

/** Room to show the sessions of; `undefined`: all. */
export const sessionRoom = signal<string | undefined>(undefined);

/** The selected session, as of its selection. */
export const selectedSession = signal<SessionView | undefined>(undefined);

/** Shows the sessions of a room. */
export function showSessionsIn(room: string): void {
  sessionText.value = '';
  sessionRoom.value = room;
  showTab('sessions');
}

/** Room to show the messages of; empty: all. */
export const tapRoom = signal('');

/** Text filter of the messages. */
export const tapText = signal('');

/** Whether the tap is paused. */
export const tapPaused = signal(false);

/** Id of the message whose trace is open. */
export const selectedMessage = signal<string | undefined>(undefined);

/** Shows the messages of a room. */
export function showMessagesIn(room: string): void {
  tapRoom.value = room;
  tapText.value = '';
  tapPaused.value = false;
  showTab('messages');
}

/** The selected room, as of its selection. */
export const selectedRoom = signal<RoomView | undefined>(undefined);

/** Names of access modes. */
export const accessNames: Readonly<Record<NonNullable<RoomView['access']>, PhraseName>> = {
  open: 'accessOpen',
  invite: 'accessInvite',
  password: 'accessPassword',
  newcomers: 'accessNewcomers',
};
