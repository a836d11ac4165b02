import type { TypingEvent } from '../../../../client/index.js';
import type { Conversation } from './conversation.js';
import { type Chat, conversationByRoom } from './state.js';

/** A user counts as typing for this long after the last event. */
const TYPING_TIMEOUT_MS = 6_000;

/** Maximum number of typing users to track. */
const MAX_TYPING = 20;

/** Cancels of the timeouts, by conversation and user id. */
const timeouts = new WeakMap<Conversation, Map<string, () => void>>();

/** Removes a user from the typing list. */
export function clearTyping(conversation: Conversation, id: string): void {
  const timers = timeouts.get(conversation);
  timers?.get(id)?.();
  timers?.delete(id);
  const { typing } = conversation;
  if (typing.peek().some((user) => user.id === id)) {
    typing.value = typing.peek().filter((user) => user.id !== id);
  }
}

/** Applies a typing event. */
export function receiveTyping(chat: Chat, { room, user, on }: TypingEvent): void {
  const conversation = conversationByRoom(chat, room);
  if (conversation === undefined || chat.myIds.has(user.id)) return;
  clearTyping(conversation, user.id);
  const { typing } = conversation;
  if (!on || typing.peek().length >= MAX_TYPING) return;
  typing.value = [...typing.peek(), { id: user.id, nick: user.nick }];
  const timers = timeouts.get(conversation) ?? new Map<string, () => void>();
  timeouts.set(conversation, timers);
  timers.set(
    user.id,
    chat.clock.after(TYPING_TIMEOUT_MS, () => clearTyping(conversation, user.id)),
  );
}

/** Interval between two `typing` commands while typing, and the idle time after which typing ends. */
const REPEAT_MS = 3_000;
const IDLE_MS = 5_000;

interface TypingState {
  sentAt: number;
  /** Cancels the idle timeout. */
  cancel(): void;
}

const typingStates = new WeakMap<Conversation, TypingState>();

/** Reports that the user stopped typing. */
export function stopTyping({ client }: Chat, conversation: Conversation): void {
  const known = typingStates.get(conversation);
  if (known === undefined) return;
  known.cancel();
  typingStates.delete(conversation);
  if (conversation.room !== undefined) client.typing(conversation.room, false);
}

/** Reports typing to the server: call it with every change of the text. */
export function setTyping(chat: Chat, conversation: Conversation, on: boolean): void {
  const { room } = conversation;
  if (!on) {
    stopTyping(chat, conversation);
    return;
  }
  if (room === undefined || !chat.client.rooms.has(room)) return;
  const known = typingStates.get(conversation);
  known?.cancel();
  const now = chat.clock.now();
  const isDue = known === undefined || now - known.sentAt >= REPEAT_MS;
  if (isDue) chat.client.typing(room, true);
  typingStates.set(conversation, {
    sentAt: isDue ? now : known.sentAt,
    cancel: chat.clock.after(IDLE_MS, () => stopTyping(chat, conversation)),
  });
}
