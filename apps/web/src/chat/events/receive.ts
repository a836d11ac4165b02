import { batch } from '@preact/signals';
import type { CaughtUp, ClientEvents } from '../../../../../client/index.js';
import { isFields } from '../fields.js';
import { note } from '../notes.js';
import { activeConversation, type Chat, conversationIn } from '../state.js';
import { takeGap, takeMessage } from './messages.js';
import { takeJoined, takeLeft, takeRecovered, takeRenamed, takeRoster } from './people.js';
import { takeOther } from './plugins.js';
import { takeTyping } from './typing.js';

/** So long it is said that a room is caught up. */
const SAID_MS = 8_000;

/** Says that a room is caught up; not in a page that has just been opened, since nothing was missed there. */
function takeCaughtUp(chat: Chat, room: string, { messages }: CaughtUp): void {
  const conversation = conversationIn(chat, room);
  const isOpening = conversation?.ledger.opening;
  if (conversation !== undefined) conversation.ledger.opening = false;
  if (conversation === undefined || isOpening || messages === 0) return;
  const said = { messages, at: chat.now() };
  conversation.caughtUp.value = said;
  chat.clock.after(SAID_MS, () => {
    if (conversation.caughtUp.peek() === said) conversation.caughtUp.value = undefined;
  });
}

/** What the client tells of rooms and people, and where it goes. */
const takes = (chat: Chat): Partial<ClientEvents> => ({
  message: (event) => takeMessage(chat, event),
  gap: (event) => takeGap(chat, event),
  recovered: (event) => takeRecovered(chat, event),
  caughtUp: (room, result) => takeCaughtUp(chat, room, result),
  joined: (event) => takeJoined(chat, event),
  left: (event) => takeLeft(chat, event),
  renamed: (event) => takeRenamed(chat, event),
  roster: (room) => takeRoster(chat, room),
  typing: (event) => takeTyping(chat, event),
  notice({ text }) {
    const conversation = activeConversation(chat);
    if (conversation !== undefined) note(chat, conversation, 'plain', { text });
  },
  event(event) {
    if (isFields(event)) takeOther(chat, event);
  },
});

/** Listens to what happens in rooms. */
export function receive(chat: Chat): void {
  for (const [event, take] of Object.entries(takes(chat))) {
    const listen = take as (...told: readonly unknown[]) => void;
    chat.client.on(event as keyof ClientEvents, (...told: readonly unknown[]) => batch(() => listen(...told)));
  }
}
