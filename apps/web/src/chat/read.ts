import { batch } from '@preact/signals';
import { mentions } from '../text/nicks.js';
import type { Conversation } from './conversation.js';
import { keepMarker } from './history/marker.js';
import type { MessageItem } from './item.js';
import { type Chat, conversationOf } from './state.js';

/** Whether somebody looks at the newest messages of a conversation. */
const isWatched = (chat: Chat, { key, ledger }: Conversation): boolean =>
  chat.active.peek() === key && chat.watching.peek() && ledger.part === undefined;

/** Whether a message speaks to us. */
export const calls = (chat: Chat, { peer }: Conversation, { text }: MessageItem): boolean =>
  peer.peek() !== undefined || mentions(text, chat.me.peek()?.nick ?? '');

/** A message has come: unless somebody is looking, it is one more unread. */
export function countUnread(chat: Chat, conversation: Conversation, item: MessageItem): void {
  if (item.mine) return;
  const { ledger } = conversation;
  if (isWatched(chat, conversation)) {
    if (ledger.unread === 0) keepMarker(chat, conversation);
    return;
  }
  ledger.firstUnread ??= item.uid;
  ledger.unread++;
  ledger.called ||= calls(chat, conversation, item);
}

/** The reader has seen everything, and the server is told; the divider stays until {@link clearDivider}. */
export function markRead(chat: Chat, conversation: Conversation): void {
  const { ledger, unread, called } = conversation;
  ledger.unread = 0;
  ledger.called = false;
  batch(() => {
    unread.value = 0;
    called.value = false;
  });
  keepMarker(chat, conversation);
}

/** Takes the divider away, once everything has been read. */
export function clearDivider(conversation: Conversation): void {
  if (conversation.ledger.unread > 0) return;
  conversation.ledger.firstUnread = undefined;
  conversation.firstUnread.value = undefined;
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
