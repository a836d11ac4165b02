import { batch } from '@preact/signals';
import { type Conversation, sortByNick } from '../conversation.js';
import type { Item, NoticeText, PresenceChange } from '../item.js';
import type { Chat } from '../state.js';
import { appendItem, appendPresence, commit, trimItems } from './draft.js';
import { shownList } from './timeline.js';

let lastUid = 0;

/** Creates a uid for an item that exists only on this page. */
export const createUid = (prefix: string): string => `${prefix} ${++lastUid}`;

/** Adds an item to the latest messages. */
export function addItem(chat: Chat, conversation: Conversation, item: Item): void {
  appendItem(conversation.timeline.latest, item);
  chat.updates.markChanged(conversation);
}

/** Adds a notice that only this user sees. */
export function addNotice(
  chat: Chat,
  conversation: Conversation,
  tone: 'plain' | 'error',
  ...texts: readonly NoticeText[]
): void {
  addItem(chat, conversation, { type: 'notice', uid: createUid('notice'), at: chat.now(), tone, texts });
}

/** Adds a presence change. */
export function addPresence(chat: Chat, conversation: Conversation, change: PresenceChange): void {
  appendPresence(conversation.timeline.latest, createUid('presence'), chat.now(), change);
  chat.updates.markChanged(conversation);
}

/** Creates a message key: 128 random bits in base64url. `crypto.randomUUID` exists on https and loopback only. */
export function createMessageKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Maximum number of items: at the end of the list, and while the user has scrolled up. */
export const MAX_ITEMS = 5_000;
export const MAX_ITEMS_SCROLLED = 60_000;

/** Updates the signals of changed conversations: one new list each, however many changes there were. */
export function publishChanges(chat: Chat, changed: ReadonlySet<Conversation>): void {
  batch(() => {
    for (const conversation of changed) publishConversation(chat, conversation);
  });
}

function publishConversation(chat: Chat, conversation: Conversation): void {
  const { timeline, key, items, unread, mentioned, firstUnread, older } = conversation;
  const isFollowed = timeline.section !== undefined || chat.active.peek() !== key || chat.isReading.peek();
  const isCut = trimItems(timeline.latest, isFollowed ? MAX_ITEMS : MAX_ITEMS_SCROLLED);
  if (isCut && chat.keepsHistory.peek() === true) {
    if (timeline.section !== undefined) timeline.beforeLatest = 'more';
    else if (older.peek() === 'none') older.value = 'more';
  }
  commit(timeline.latest);
  items.value = commit(shownList(timeline));
  unread.value = timeline.unread;
  mentioned.value = timeline.mentioned;
  firstUnread.value = timeline.firstUnread;
  if (!timeline.rosterChanged) return;
  timeline.rosterChanged = false;
  publishRoster(chat, conversation);
}

function publishRoster({ client }: Chat, conversation: Conversation): void {
  const members = conversation.room === undefined ? undefined : client.rooms.get(conversation.room)?.members;
  conversation.roster.value =
    conversation.recipient.peek() === undefined ? sortByNick([...(members?.values() ?? [])]) : [];
}
