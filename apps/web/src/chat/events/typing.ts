import type { TypingEvent } from '../../../../../client/index.js';
import type { Conversation } from '../conversation.js';
import { type Chat, conversationIn } from '../state.js';

/** So long somebody is taken to be writing, unless it is said again. */
const LASTS_MS = 6_000;

/** So many people are known to be writing at most. */
const MOST = 20;

/** What ends the writing of somebody, by conversation and person. */
const ends = new WeakMap<Conversation, Map<string, () => void>>();

/** Somebody is not writing any more. */
export function forgetTyping(conversation: Conversation, id: string): void {
  const timers = ends.get(conversation);
  timers?.get(id)?.();
  timers?.delete(id);
  const { typing } = conversation;
  if (typing.peek().some((person) => person.id === id)) {
    typing.value = typing.peek().filter((person) => person.id !== id);
  }
}

/** Somebody writes, or has stopped to. */
export function takeTyping(chat: Chat, { room, user, on }: TypingEvent): void {
  const conversation = conversationIn(chat, room);
  if (conversation === undefined || chat.myIds.has(user.id)) return;
  forgetTyping(conversation, user.id);
  const { typing } = conversation;
  if (!on || typing.peek().length >= MOST) return;
  typing.value = [...typing.peek(), { id: user.id, nick: user.nick }];
  const timers = ends.get(conversation) ?? new Map<string, () => void>();
  ends.set(conversation, timers);
  timers.set(
    user.id,
    chat.clock.after(LASTS_MS, () => forgetTyping(conversation, user.id)),
  );
}
