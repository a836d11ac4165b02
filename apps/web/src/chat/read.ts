import { batch } from '@preact/signals';
import { mentions } from '../text/nicks.js';
import type { Conversation } from './conversation.js';
import type { MessageItem } from './item.js';
import { type Chat, conversationOf } from './state.js';

/** A message has come: unless somebody is looking, it is one more unread. */
export function countUnread(chat: Chat, conversation: Conversation, item: MessageItem): void {
  if (item.mine || (chat.active.value === conversation.key && chat.watching.value)) return;
  conversation.firstUnread.value ??= item.uid;
  conversation.unread.value++;
  if (conversation.peer.value !== undefined || mentions(item.text, chat.me.value?.nick ?? '')) {
    conversation.called.value = true;
  }
}

/** The reader has seen everything; the divider stays until {@link clearDivider}. */
export function markRead(conversation: Conversation): void {
  batch(() => {
    conversation.unread.value = 0;
    conversation.called.value = false;
  });
}

/** Takes the divider away, once everything has been read. */
export function clearDivider(conversation: Conversation): void {
  if (conversation.unread.value === 0) conversation.firstUnread.value = undefined;
}

/** Shows another conversation. What was read in the one before loses its divider. */
export function show(chat: Chat, key: string): void {
  if (chat.active.value === key) return;
  batch(() => {
    const before = conversationOf(chat, chat.active.value);
    if (before !== undefined) clearDivider(before);
    chat.active.value = key;
  });
}
