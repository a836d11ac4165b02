import { signal } from '@preact/signals';
import type { SessionView } from '../../../../gateway/operator/wire.js';
import { showTab } from '../state/tab.js';

/** What the sessions are narrowed by. */
export const sessionText = signal('');

/** Of which room the sessions are shown; `undefined`: of all. */
export const sessionsRoom = signal<string | undefined>(undefined);

/** The session whose panel is open, as it was when it was chosen. */
export const chosenSession = signal<SessionView | undefined>(undefined);

/** Shows who is in a room. */
export function showSessionsIn(room: string): void {
  sessionText.value = '';
  sessionsRoom.value = room;
  showTab('sessions');
}
