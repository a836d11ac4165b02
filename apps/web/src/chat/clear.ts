import type { Conversation } from './conversation.js';
import { showLatest } from './history/part.js';
import { draftOf, itemsOf } from './list/ledger.js';
import { isPending } from './list/sheet-changes.js';
import type { Chat } from './state.js';

/** Takes everything off a list that is done, for this reader only; what is still on its way stays. */
export function clearMessages(chat: Chat, conversation: Conversation): void {
  void showLatest(chat, conversation);
  const { timeline: ledger, older, firstUnread } = conversation;
  const kept = itemsOf(ledger.latest).filter((item) => item.type === 'upload' || isPending(item));
  draftOf(ledger.latest).splice(0, Number.POSITIVE_INFINITY, ...kept);
  // What was cleared is not to come back by itself.
  older.value = 'none';
  ledger.firstUnread = undefined;
  firstUnread.value = undefined;
  chat.updates.markChanged(conversation);
}
