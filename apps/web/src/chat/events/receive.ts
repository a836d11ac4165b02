import { batch } from '@preact/signals';
import type { CaughtUp, ClientEvents } from '../../../../../client/index.js';
import type { Conversation } from '../conversation.js';
import { type Fields, isJsonObject, readInteger, readPosition, readText } from '../fields.js';
import { receiveReadMarker } from '../read-marker.js';
import { loadRoomInfo } from '../rooms.js';
import { activeConversation, type Chat, conversationByRoom } from '../state.js';
import { eraseMessages } from '../timeline/apply-edits.js';
import { addNotice } from '../timeline/update.js';
import { receiveTyping } from '../typing.js';
import { receiveJoined, receiveLeft, receiveRecovered, receiveRenamed, receiveRoster } from './members.js';
import { receiveGap, receiveMessage } from './messages.js';

/** How long the recovery notice is shown. */
const CAUGHT_UP_MS = 8_000;

/** Shows the number of recovered messages, except in a page that was just opened. */
function receiveCaughtUp(chat: Chat, room: string, { messages }: CaughtUp): void {
  const conversation = conversationByRoom(chat, room);
  const isOpening = conversation?.timeline.isOpening;
  if (conversation !== undefined) conversation.timeline.isOpening = false;
  if (conversation === undefined || isOpening || messages === 0) return;
  const notice = { messages, at: chat.now() };
  conversation.caughtUp.value = notice;
  chat.clock.after(CAUGHT_UP_MS, () => {
    if (conversation.caughtUp.peek() === notice) conversation.caughtUp.value = undefined;
  });
}

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

/** Subscribes to the client's events. */
export function subscribeToClient(chat: Chat): void {
  for (const [event, handler] of Object.entries(createHandlers(chat))) {
    const handle = handler as (...args: readonly unknown[]) => void;
    chat.client.on(event as keyof ClientEvents, (...args: readonly unknown[]) => batch(() => handle(...args)));
  }
}

const conversationOf = (chat: Chat, { room }: Fields): Conversation | undefined =>
  typeof room === 'string' ? conversationByRoom(chat, room) : undefined;

function addLine(chat: Chat, conversation: Conversation | undefined, { line }: Fields): void {
  const text = readText(line);
  if (conversation !== undefined && text !== undefined && text !== '') addNotice(chat, conversation, 'plain', { text });
}

/** Moderation actions that may change our role. */
const ROLE_ACTIONS: ReadonlySet<unknown> = new Set(['role', 'inherit', 'ban', 'unban', 'mute', 'unmute']);

/** Handlers of plugin events, by type. */
const handlers: Readonly<Record<string, (chat: Chat, event: Fields) => void>> = {
  topic(chat, event) {
    const conversation = conversationOf(chat, event);
    const topic = readText(event.topic);
    if (conversation === undefined || topic === undefined) return;
    const before = conversation.topic.peek();
    conversation.topic.value = topic;
    // After joining, the event only states the current topic.
    if (before !== undefined && before !== topic) addLine(chat, conversation, event);
  },
  moderated(chat, event) {
    const conversation = conversationOf(chat, event);
    addLine(chat, conversation, event);
    if (conversation !== undefined && ROLE_ACTIONS.has(event.act)) void loadRoomInfo(chat, conversation);
  },
  invited: (chat, event) => addLine(chat, activeConversation(chat), event),
  read(chat, event) {
    const conversation = conversationOf(chat, event);
    const position = readPosition(event);
    if (conversation !== undefined && position !== undefined) receiveReadMarker(chat, conversation, position);
  },
  erased(chat, event) {
    const conversation = conversationOf(chat, event);
    const epoch = readText(event.epoch);
    if (conversation === undefined || epoch === undefined || !Array.isArray(event.offsets)) return;
    const offsets = event.offsets.map(readInteger).filter((offset) => offset !== undefined);
    eraseMessages(conversation.timeline, epoch, offsets.slice(0, 1_000));
    addLine(chat, conversation, event);
    chat.updates.markChanged(conversation);
  },
};

/** Handles an event that the client does not know. */
export function receivePluginEvent(chat: Chat, event: Fields): void {
  const { type } = event;
  if (typeof type === 'string' && Object.hasOwn(handlers, type)) handlers[type]?.(chat, event);
}
