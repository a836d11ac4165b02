import { type Chat, type Conversation, type MessageItem, setReaction } from '../../../chat/index.js';

/** What most people want most of the time. */
export const QUICK_REACTIONS = ['👍', '❤️', '😂', '🎉', '😮', '👀'] as const;

/** Opens the picker beside an element, and reacts with what is chosen there. */
export async function reactWithPicker(
  chat: Chat,
  conversation: Conversation,
  item: MessageItem,
  anchor: HTMLElement,
): Promise<void> {
  const { pickEmoji } = await import('../../emoji/picker.js');
  const emoji = await pickEmoji(anchor);
  if (emoji !== undefined) await setReaction(chat, conversation, item, emoji, true);
}
