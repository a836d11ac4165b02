import type { Conversation } from './conversation.js';
import type { Item, PresenceChange, Said } from './item.js';
import { append, appendPresence } from './list/sheet-changes.js';
import type { Chat } from './state.js';

let made = 0;

/** A name for an item that only this page has. */
export const freshUid = (what: string): string => `${what} ${++made}`;

/** Adds something that has just happened to a conversation. */
export function add(chat: Chat, conversation: Conversation, item: Item): void {
  append(conversation.ledger.tail, item);
  chat.frames.touch(conversation);
}

/** Adds a line for this reader only. */
export function note(chat: Chat, conversation: Conversation, tone: 'plain' | 'bad', ...said: readonly Said[]): void {
  add(chat, conversation, { type: 'notice', uid: freshUid('notice'), at: chat.now(), tone, said });
}

/** Tells of a coming or going. */
export function tellPresence(chat: Chat, conversation: Conversation, change: PresenceChange): void {
  appendPresence(conversation.ledger.tail, freshUid('presence'), chat.now(), change);
  chat.frames.touch(conversation);
}
