import { batch } from '@preact/signals';
import type { Conversation } from '../conversation.js';
import { toFault } from '../fault.js';
import type { Fields } from '../fields.js';
import type { MessageItem } from '../item.js';
import { createMessageKey } from '../key.js';
import { addNotice } from '../notes.js';
import type { Chat } from '../state.js';

/** Asks the server to change a message; what it does is told to everybody, so also here. A refusal is said in the list. @returns whether it was done */
async function requestEdit(
  chat: Chat,
  conversation: Conversation,
  command: string,
  { position: place }: MessageItem,
  fields: Fields,
): Promise<boolean> {
  const { room } = conversation;
  if (room === undefined || place === undefined) return false;
  try {
    await chat.client.request(command, { room, ...place, ...fields });
    return true;
  } catch (thrown) {
    addNotice(chat, conversation, 'bad', toFault(thrown));
    return false;
  }
}

/** Adds one's reaction to a message, or takes it back. Never rejects. */
export function setReaction(
  chat: Chat,
  conversation: Conversation,
  item: MessageItem,
  emoji: string,
  on: boolean,
): Promise<boolean> {
  return requestEdit(chat, conversation, 'react', item, { emoji, on });
}

/** Gives a message of one's own another text. Never rejects. @returns whether that is its text now */
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

/** The composer answers a message from now on, or none. */
export function startReply({ replyingTo: replying, editing }: Conversation, item: MessageItem | undefined): void {
  batch(() => {
    replying.value = item;
    if (item !== undefined) editing.value = undefined;
  });
}

/** The composer changes a message from now on, or none. */
export function startEdit({ replyingTo: replying, editing }: Conversation, item: MessageItem | undefined): void {
  batch(() => {
    editing.value = item;
    if (item !== undefined) replying.value = undefined;
  });
}
