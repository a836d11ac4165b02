import type { TypingEvent } from '../../../../../client/index.js';
import type { Conversation } from '../conversation.js';
import { type Chat, conversationByRoom } from '../state.js';

/** So long somebody is taken to be writing, unless it is said again. */
const TYPING_TIMEOUT_MS = 6_000;

/** So many people are known to be writing at most. */
const MAX_TYPING = 20;

/** What ends the writing of somebody, by conversation and person. */
const timeouts = new WeakMap<Conversation, Map<string, () => void>>();

/** Somebody is not writing any more. */
export function clearTyping(conversation: Conversation, id: string): void {
  const timers = timeouts.get(conversation);
  timers?.get(id)?.();
  timers?.delete(id);
  const { typing } = conversation;
  if (typing.peek().some((person) => person.id === id)) {
    typing.value = typing.peek().filter((person) => person.id !== id);
  }
}

/** Somebody writes, or has stopped to. */
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
