import type { Conversation } from '../conversation.js';
import type { Chat } from '../state.js';

/** It is said again after so long, and that it has ended after so long without a key. */
const AGAIN_MS = 3_000;
const IDLE_MS = 5_000;

interface Writing {
  saidAt: number;
  /** Ends the wait for the next key. */
  cancel(): void;
}

const writing = new WeakMap<Conversation, Writing>();

/** Nothing is being written any more. */
export function stopTyping({ client }: Chat, conversation: Conversation): void {
  const known = writing.get(conversation);
  if (known === undefined) return;
  known.cancel();
  writing.delete(conversation);
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
  const known = writing.get(conversation);
  known?.cancel();
  const now = chat.now();
  const isDue = known === undefined || now - known.saidAt >= AGAIN_MS;
  if (isDue) chat.client.typing(room, true);
  writing.set(conversation, {
    saidAt: isDue ? now : known.saidAt,
    cancel: chat.clock.after(IDLE_MS, () => stopTyping(chat, conversation)),
  });
}
