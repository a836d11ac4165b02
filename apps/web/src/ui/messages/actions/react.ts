import { type Chat, type Conversation, type MessageItem, react } from '../../../chat/index.js';

/** What most people want most of the time. */
export const QUICK = ['👍', '❤️', '😂', '🎉', '😮', '👀'] as const;

/** Opens the picker beside an element, and reacts with what is chosen there. */
export async function reactByChoice(
  chat: Chat,
  conversation: Conversation,
  item: MessageItem,
  anchor: HTMLElement,
): Promise<void> {
  const { pickEmoji } = await import('../../emoji/picker.js');
  const emoji = await pickEmoji(anchor);
  if (emoji !== undefined) await react(chat, conversation, item, emoji, true);
}
