import { batch } from '@preact/signals';
import { mentions } from '../text/nicks.js';
import type { Conversation } from './conversation.js';
import { scheduleReadMarker } from './history/marker.js';
import type { MessageItem } from './item.js';
import { type Chat, conversationByKey } from './state.js';

/** Whether somebody looks at the newest messages of a conversation. */
const isBeingRead = (chat: Chat, { key, timeline: ledger }: Conversation): boolean =>
  chat.active.peek() === key && chat.isReading.peek() && ledger.section === undefined;

/** Whether a message speaks to us. */
export const mentionsMe = (chat: Chat, { peer }: Conversation, { text }: MessageItem): boolean =>
  peer.peek() !== undefined || mentions(text, chat.me.peek()?.nick ?? '');

/** A message has come: unless somebody is looking, it is one more unread. */
export function countUnread(chat: Chat, conversation: Conversation, item: MessageItem): void {
  if (item.mine) return;
  const { timeline: ledger } = conversation;
  if (isBeingRead(chat, conversation)) {
    if (ledger.unread === 0) scheduleReadMarker(chat, conversation);
    return;
  }
  ledger.firstUnread ??= item.uid;
  ledger.unread++;
  ledger.mentioned ||= mentionsMe(chat, conversation, item);
}

/** The reader has seen everything, and the server is told; the divider stays until {@link clearDivider}. */
export function markRead(chat: Chat, conversation: Conversation): void {
  const { timeline: ledger, unread, mentioned: called } = conversation;
  ledger.unread = 0;
  ledger.mentioned = false;
  batch(() => {
    unread.value = 0;
    called.value = false;
  });
  scheduleReadMarker(chat, conversation);
}

/** Takes the divider away, once everything has been read. */
export function clearDivider(conversation: Conversation): void {
  if (conversation.timeline.unread > 0) return;
  conversation.timeline.firstUnread = undefined;
  conversation.firstUnread.value = undefined;
}

/** Shows another conversation. What was read in the one before loses its divider. */
export function showConversation(chat: Chat, key: string): void {
  if (chat.active.value === key) return;
  batch(() => {
    const before = conversationByKey(chat, chat.active.value);
    if (before !== undefined) clearDivider(before);
    chat.active.value = key;
  });
}
