import { batch } from '@preact/signals';
import type { Conversation } from '../conversation.js';
import { sortByNick } from '../roster.js';
import type { Chat } from '../state.js';
import { commit, shownList } from './ledger.js';
import { trimItems } from './sheet-changes.js';

/** How many items a list has at most: while somebody follows its end, and while the reader is further up. */
export const MAX_ITEMS = 5_000;
export const MAX_ITEMS_SCROLLED = 60_000;

/** Shows what has changed in conversations since the last frame: one new list for each, however much has happened. */
export function publishChanges(chat: Chat, changed: ReadonlySet<Conversation>): void {
  batch(() => {
    for (const conversation of changed) publishConversation(chat, conversation);
  });
}

function publishConversation(chat: Chat, conversation: Conversation): void {
  const { timeline: ledger, key, items, unread, mentioned: called, firstUnread, older } = conversation;
  const isFollowed = ledger.section !== undefined || chat.active.peek() !== key || chat.isReading.peek();
  const isCut = trimItems(ledger.latest, isFollowed ? MAX_ITEMS : MAX_ITEMS_SCROLLED);
  if (isCut && chat.keepsHistory.peek() === true) {
    if (ledger.section !== undefined) ledger.beforeLatest = 'more';
    else if (older.peek() === 'none') older.value = 'more';
  }
  commit(ledger.latest);
  items.value = commit(shownList(ledger));
  unread.value = ledger.unread;
  called.value = ledger.mentioned;
  firstUnread.value = ledger.firstUnread;
  if (!ledger.rosterChanged) return;
  ledger.rosterChanged = false;
  publishRoster(chat, conversation);
}

function publishRoster({ client }: Chat, conversation: Conversation): void {
  const members = conversation.room === undefined ? undefined : client.rooms.get(conversation.room)?.members;
  conversation.roster.value = conversation.peer.peek() === undefined ? sortByNick([...(members?.values() ?? [])]) : [];
}
