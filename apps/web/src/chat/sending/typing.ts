import type { Conversation } from '../conversation.js';
import type { Chat } from '../state.js';

/** It is said again after so long, and that it has ended after so long without a key. */
const REPEAT_MS = 3_000;
const IDLE_MS = 5_000;

interface TypingState {
  sentAt: number;
  /** Ends the wait for the next key. */
  cancel(): void;
}

const typingStates = new WeakMap<Conversation, TypingState>();

/** Nothing is being written any more. */
export function stopTyping({ client }: Chat, conversation: Conversation): void {
  const known = typingStates.get(conversation);
  if (known === undefined) return;
  known.cancel();
  typingStates.delete(conversation);
  if (conversation.room !== undefined) client.typing(conversation.room, false);
}

/** Something is being written, with every key; or it is not, any more. The others are told now and then. */
export function setTyping(chat: Chat, conversation: Conversation, on: boolean): void {
  const { room } = conversation;
  if (!on) {
    stopTyping(chat, conversation);
    return;
  }
  if (room === undefined || !chat.client.rooms.has(room)) return;
  const known = typingStates.get(conversation);
  known?.cancel();
  const now = chat.now();
  const isDue = known === undefined || now - known.sentAt >= REPEAT_MS;
  if (isDue) chat.client.typing(room, true);
  typingStates.set(conversation, {
    sentAt: isDue ? now : known.sentAt,
    cancel: chat.clock.after(IDLE_MS, () => stopTyping(chat, conversation)),
  });
}
