import { batch } from '@preact/signals';
import type { Conversation } from '../conversation.js';
import { sendFault } from '../fault.js';
import type { Fields } from '../fields.js';
import type { MessageItem } from '../item.js';
import { newKey } from '../key.js';
import { note } from '../notes.js';
import type { Chat } from '../state.js';

/** Asks the server to change a message; what it does is told to everybody, so also here. A refusal is said in the list. @returns whether it was done */
async function alter(
  chat: Chat,
  conversation: Conversation,
  command: string,
  { place }: MessageItem,
  fields: Fields,
): Promise<boolean> {
  const { room } = conversation;
  if (room === undefined || place === undefined) return false;
  try {
    await chat.client.request(command, { room, ...place, ...fields });
    return true;
  } catch (thrown) {
    note(chat, conversation, 'bad', sendFault(thrown));
    return false;
  }
}

/** Adds one's reaction to a message, or takes it back. Never rejects. */
export function react(
  chat: Chat,
  conversation: Conversation,
  item: MessageItem,
  emoji: string,
  on: boolean,
): Promise<boolean> {
  return alter(chat, conversation, 'react', item, { emoji, on });
}

/** Gives a message of one's own another text. Never rejects. @returns whether that is its text now */
export async function edit(chat: Chat, conversation: Conversation, item: MessageItem, text: string): Promise<boolean> {
  if (text.trim() === '') return false;
  return text === item.text || alter(chat, conversation, 'edit', item, { text, key: newKey() });
}

/** Deletes a message. Never rejects. */
export function remove(chat: Chat, conversation: Conversation, item: MessageItem): Promise<boolean> {
  return alter(chat, conversation, 'delete', item, {});
}

/** The composer answers a message from now on, or none. */
export function beginReply({ replying, editing }: Conversation, item: MessageItem | undefined): void {
  batch(() => {
    replying.value = item;
    if (item !== undefined) editing.value = undefined;
  });
}

/** The composer changes a message from now on, or none. */
export function beginEdit({ replying, editing }: Conversation, item: MessageItem | undefined): void {
  batch(() => {
    editing.value = item;
    if (item !== undefined) replying.value = undefined;
  });
}
