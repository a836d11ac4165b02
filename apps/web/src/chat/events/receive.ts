import { batch } from '@preact/signals';
import type { CaughtUp, ClientEvents } from '../../../../../client/index.js';
import { isJsonObject } from '../fields.js';
import { addNotice } from '../notes.js';
import { activeConversation, type Chat, conversationByRoom } from '../state.js';
import { receiveGap, receiveMessage } from './messages.js';
import { receiveJoined, receiveLeft, receiveRecovered, receiveRenamed, receiveRoster } from './people.js';
import { receivePluginEvent } from './plugins.js';
import { receiveTyping } from './typing.js';

/** So long it is said that a room is caught up. */
const CAUGHT_UP_MS = 8_000;

/** Says that a room is caught up; not in a page that has just been opened, since nothing was missed there. */
function receiveCaughtUp(chat: Chat, room: string, { messages }: CaughtUp): void {
  const conversation = conversationByRoom(chat, room);
  const isOpening = conversation?.timeline.isOpening;
  if (conversation !== undefined) conversation.timeline.isOpening = false;
  if (conversation === undefined || isOpening || messages === 0) return;
  const said = { messages, at: chat.now() };
  conversation.caughtUp.value = said;
  chat.clock.after(CAUGHT_UP_MS, () => {
    if (conversation.caughtUp.peek() === said) conversation.caughtUp.value = undefined;
  });
}

/** What the client tells of rooms and people, and where it goes. */
const createHandlers = (chat: Chat): Partial<ClientEvents> => ({
  message: (event) => receiveMessage(chat, event),
  gap: (event) => receiveGap(chat, event),
  recovered: (event) => receiveRecovered(chat, event),
  caughtUp: (room, result) => receiveCaughtUp(chat, room, result),
  joined: (event) => receiveJoined(chat, event),
  left: (event) => receiveLeft(chat, event),
  renamed: (event) => receiveRenamed(chat, event),
  roster: (room) => receiveRoster(chat, room),
  typing: (event) => receiveTyping(chat, event),
  notice({ text }) {
    const conversation = activeConversation(chat);
    if (conversation !== undefined) addNotice(chat, conversation, 'plain', { text });
  },
  event(event) {
    if (isJsonObject(event)) receivePluginEvent(chat, event);
  },
});

/** Listens to what happens in rooms. */
export function subscribeToClient(chat: Chat): void {
  for (const [event, take] of Object.entries(createHandlers(chat))) {
    const listen = take as (...told: readonly unknown[]) => void;
    chat.client.on(event as keyof ClientEvents, (...told: readonly unknown[]) => batch(() => listen(...told)));
  }
}
