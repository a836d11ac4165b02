import { signal } from '@preact/signals';
import { showTab } from '../state/tab.js';

/** Of which room messages are shown; empty: of all. */
export const tapRoom = signal('');

/** What must be in them. */
export const tapText = signal('');

/** Whether nothing new is shown for now. */
export const tapPaused = signal(false);

/** The message whose `why` is open. */
export const chosenMessage = signal<string | undefined>(undefined);

/** Shows what is said in a room. */
export function showMessagesIn(room: string): void {
  tapRoom.value = room;
  tapText.value = '';
  tapPaused.value = false;
  showTab('messages');
}
