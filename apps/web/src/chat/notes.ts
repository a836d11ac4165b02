import type { Conversation } from './conversation.js';
import type { Item, NoticeText, PresenceChange } from './item.js';
import { appendItem, appendPresence } from './list/sheet-changes.js';
import type { Chat } from './state.js';

let lastUid = 0;

/** A name for an item that only this page has. */
export const createUid = (what: string): string => `${what} ${++lastUid}`;

/** Adds something that has just happened to a conversation. */
export function addItem(chat: Chat, conversation: Conversation, item: Item): void {
  appendItem(conversation.timeline.latest, item);
  chat.updates.markChanged(conversation);
}

/** Adds a line for this reader only. */
export function addNotice(
  chat: Chat,
  conversation: Conversation,
  tone: 'plain' | 'bad',
  ...said: readonly NoticeText[]
): void {
  addItem(chat, conversation, { type: 'notice', uid: createUid('notice'), at: chat.now(), tone, texts: said });
}

/** Tells of a coming or going. */
export function addPresence(chat: Chat, conversation: Conversation, change: PresenceChange): void {
  appendPresence(conversation.timeline.latest, createUid('presence'), chat.now(), change);
  chat.updates.markChanged(conversation);
}
