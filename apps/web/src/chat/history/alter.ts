import { batch } from '@preact/signals';
import type { Conversation } from '../conversation.js';
import { sendFault } from '../fault.js';
import type { Fields } from '../fields.js';
import type { MessageItem } from '../item.js';
import { newKey } from '../key.js';
import { note } from '../notes.js';
import type { Chat } from '../state.js';

/** Asks the server to change a message; what it does is told to everybody, so also here. A refusal is said in the list. */
async function alter(
  chat: Chat,
  conversation: Conversation,
  command: string,
  { place }: MessageItem,
  fields: Fields,
): Promise<void> {
  const { room } = conversation;
  if (room === undefined || place === undefined) return;
  try {
    await chat.client.request(command, { room, ...place, ...fields });
  } catch (thrown) {
    note(chat, conversation, 'bad', sendFault(thrown));
  }
}

/** Adds one's reaction to a message, or takes it back. Never rejects. */
export function react(
  chat: Chat,
  conversation: Conversation,
  item: MessageItem,
  emoji: string,
  on: boolean,
): Promise<void> {
  return alter(chat, conversation, 'react', item, { emoji, on });
}

/** Gives a message of one's own another text. Never rejects. */
export async function edit(chat: Chat, conversation: Conversation, item: MessageItem, text: string): Promise<void> {
  if (text.trim() === '' || text === item.text) return;
  await alter(chat, conversation, 'edit', item, { text, key: newKey() });
}

/** Deletes a message. Never rejects. */
export function remove(chat: Chat, conversation: Conversation, item: MessageItem): Promise<void> {
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
