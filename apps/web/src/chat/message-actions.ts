import { batch } from '@preact/signals';
import type { Conversation, Quote } from './conversation.js';
import { toFault } from './fault.js';
import type { Fields } from './fields.js';
import { fetchPage } from './history/fetch.js';
import type { MessageItem } from './item.js';
import type { Chat } from './state.js';
import { messageAt } from './timeline/position.js';
import { toMessageItem } from './timeline/read-message.js';
import { addNotice, createMessageKey } from './timeline/update.js';

/**
 * Requests a change of a message; the broadcast event applies it. A refusal is shown in the list.
 *
 * @returns whether it was accepted
 */
async function requestEdit(
  chat: Chat,
  conversation: Conversation,
  command: string,
  { position }: MessageItem,
  fields: Fields,
): Promise<boolean> {
  const { room } = conversation;
  if (room === undefined || position === undefined) return false;
  try {
    await chat.client.request(command, { room, ...position, ...fields });
    return true;
  } catch (thrown) {
    addNotice(chat, conversation, 'error', toFault(thrown));
    return false;
  }
}

/** Adds or removes our reaction to a message. Never rejects. */
export function setReaction(
  chat: Chat,
  conversation: Conversation,
  item: MessageItem,
  emoji: string,
  on: boolean,
): Promise<boolean> {
  return requestEdit(chat, conversation, 'react', item, { emoji, on });
}

/**
 * Edits one of our own messages. Never rejects.
 *
 * @returns whether the message has the new text
 */
export async function editMessage(
  chat: Chat,
  conversation: Conversation,
  item: MessageItem,
  text: string,
): Promise<boolean> {
  if (text.trim() === '') return false;
  return text === item.text || requestEdit(chat, conversation, 'edit', item, { text, key: createMessageKey() });
}

/** Deletes a message. Never rejects. */
export function deleteMessage(chat: Chat, conversation: Conversation, item: MessageItem): Promise<boolean> {
  return requestEdit(chat, conversation, 'delete', item, {});
}

/** Makes the composer reply to a message; `undefined` cancels the reply. */
export function startReply({ replyingTo, editing }: Conversation, item: MessageItem | undefined): void {
  batch(() => {
    replyingTo.value = item;
    if (item !== undefined) editing.value = undefined;
  });
}

/** Makes the composer edit a message; `undefined` cancels the edit. */
export function startEdit({ replyingTo, editing }: Conversation, item: MessageItem | undefined): void {
  batch(() => {
    editing.value = item;
    if (item !== undefined) replyingTo.value = undefined;
  });
}

/** Quotes kept per conversation for messages outside its list. */
const MAX_QUOTES = 500;

type Reply = NonNullable<MessageItem['reply']>;

const requested = new WeakMap<Conversation, Set<string>>();

const replyKey = ({ epoch, offset, id }: Reply): string => `${offset} ${id} ${epoch}`;

const quoteFrom = (message: MessageItem | undefined, { id }: Reply): Quote | undefined =>
  message?.id === id ? { nick: message.from.nick, text: message.text } : undefined;

async function fetchQuote(chat: Chat, conversation: Conversation, reply: Reply): Promise<void> {
  const known = requested.get(conversation) ?? new Set<string>();
  const name = replyKey(reply);
  if (known.has(name) || known.size >= MAX_QUOTES) return;
  requested.set(conversation, known.add(name));
  try {
    const { epoch, offset } = reply;
    const page = await fetchPage(chat, conversation, { around: { epoch, offset }, limit: 1 });
    const entry = page?.entries.find(({ position }) => position.epoch === epoch && position.offset === offset);
    const quote = entry === undefined ? undefined : quoteFrom(toMessageItem(entry, chat), reply);
    conversation.quotes.value = new Map(conversation.quotes.peek()).set(name, quote);
  } catch {
    // Requested again when the reply is rendered again.
    known.delete(name);
  }
}

/**
 * Returns the message that an item replies to. Quoted text always comes from the log, never from the reply itself, so that it
 * cannot be forged. Reads signals: components rerender when a quote has loaded.
 *
 * @returns `undefined` while loading, and if it is not available
 */
export function quoteOf(chat: Chat, conversation: Conversation, { reply }: MessageItem): Quote | undefined {
  if (reply === undefined) return undefined;
  const here = messageAt(conversation.items.value, reply);
  if (here !== undefined) return quoteFrom(here, reply);
  const kept = conversation.quotes.value;
  const name = replyKey(reply);
  if (!kept.has(name)) void fetchQuote(chat, conversation, reply);
  return kept.get(name);
}
