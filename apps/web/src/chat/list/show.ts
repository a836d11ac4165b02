import { batch } from '@preact/signals';
import type { Conversation } from '../conversation.js';
import { sorted } from '../roster.js';
import type { Chat } from '../state.js';
import { settled, shownSheet } from './ledger.js';
import { trim } from './sheet-changes.js';

/** How many items a list has at most: while somebody follows its end, and while the reader is further up. */
export const MOST_ITEMS = 5_000;
export const MOST_ITEMS_AWAY = 60_000;

/** Shows what has changed in conversations since the last frame: one new list for each, however much has happened. */
export function showChanges(chat: Chat, changed: ReadonlySet<Conversation>): void {
  batch(() => {
    for (const conversation of changed) showOne(chat, conversation);
  });
}

function showOne(chat: Chat, conversation: Conversation): void {
  const { ledger, key, items, unread, called, firstUnread, older } = conversation;
  const isFollowed = ledger.part !== undefined || chat.active.peek() !== key || chat.watching.peek();
  const isCut = trim(ledger.tail, isFollowed ? MOST_ITEMS : MOST_ITEMS_AWAY);
  if (isCut && chat.keepsHistory.peek() === true) {
    if (ledger.part !== undefined) ledger.beforeTail = 'more';
    else if (older.peek() === 'none') older.value = 'more';
  }
  settled(ledger.tail);
  items.value = settled(shownSheet(ledger));
  unread.value = ledger.unread;
  called.value = ledger.called;
  firstUnread.value = ledger.firstUnread;
  if (!ledger.rosterChanged) return;
  ledger.rosterChanged = false;
  showRoster(chat, conversation);
}

function showRoster({ client }: Chat, conversation: Conversation): void {
  const members = conversation.room === undefined ? undefined : client.rooms.get(conversation.room)?.members;
  conversation.roster.value = conversation.peer.peek() === undefined ? sorted([...(members?.values() ?? [])]) : [];
}
