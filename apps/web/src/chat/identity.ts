import { batch } from '@preact/signals';
import type { Welcome } from '../connection/index.js';
import { rejoin } from './rooms.js';
import { flushIn } from './send.js';
import { activeConversation, type Chat, note } from './state.js';

/** Logs in under a nick, and remembers it for the next visit. */
export function signIn(chat: Chat, nick: string): void {
  chat.memory.nick = nick;
  chat.link.start(nick);
}

/**
 * Takes another nick.
 *
 * @throws Fault when it is taken or not allowed; `details.suggestion` may name one that is free
 */
export async function changeNick(chat: Chat, nick: string): Promise<void> {
  const result = await chat.link.request({ type: 'nick', nick });
  const now = typeof result.nick === 'string' ? result.nick : nick;
  chat.memory.nick = now;
  chat.link.rename(now);
  const me = chat.me.value;
  if (me !== undefined) chat.me.value = { id: me.id, nick: now };
}

/** The server has let us in. */
export function welcomed(chat: Chat, { user, limits }: Welcome): void {
  batch(() => {
    chat.me.value = { id: user.id, nick: user.nick };
    chat.myIds.add(user.id);
    const { characters, bytes } = chat.textLimits.value;
    chat.textLimits.value = {
      characters: limits.textCharacters ?? characters,
      bytes: limits.textBytes ?? bytes,
    };
    for (const conversation of chat.conversations.value) conversation.joined.value = false;
  });
}

/** The connection is up: back into the rooms, and out with what waited. */
export async function settleIn(chat: Chat): Promise<void> {
  const wanted = chat.memory.nick;
  const { nick } = chat.me.value ?? {};
  const shown = activeConversation(chat);
  if (wanted !== undefined && nick !== undefined && nick !== wanted && shown !== undefined) {
    note(chat, shown, 'plain', { phrase: 'nickWasTaken', values: { nick } });
  }
  await rejoin(chat);
  for (const conversation of chat.conversations.value) flushIn(chat, conversation);
}
