import type { Conversation } from '../conversation.js';
import { type Fields, readInteger, readPosition, readText } from '../fields.js';
import { receiveReadMarker } from '../history/unread.js';
import { eraseMessages } from '../list/fold.js';
import { addNotice } from '../notes.js';
import { loadRoomInfo } from '../room-info.js';
import { activeConversation, type Chat, conversationByRoom } from '../state.js';

const conversationOf = (chat: Chat, { room }: Fields): Conversation | undefined =>
  typeof room === 'string' ? conversationByRoom(chat, room) : undefined;

function addLine(chat: Chat, conversation: Conversation | undefined, { line }: Fields): void {
  const text = readText(line);
  if (conversation !== undefined && text !== undefined && text !== '') addNotice(chat, conversation, 'plain', { text });
}

/** What makes somebody another role. */
const ROLE_ACTIONS: ReadonlySet<unknown> = new Set(['role', 'inherit', 'ban', 'unban', 'mute', 'unmute']);

/** Events that plugins of the server add, by type. */
const handlers: Readonly<Record<string, (chat: Chat, event: Fields) => void>> = {
  topic(chat, event) {
    const conversation = conversationOf(chat, event);
    const topic = readText(event.topic);
    if (conversation === undefined || topic === undefined) return;
    const before = conversation.topic.peek();
    conversation.topic.value = topic;
    // Whoever comes in is told what it is already.
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
    const place = readPosition(event);
    if (conversation !== undefined && place !== undefined) receiveReadMarker(chat, conversation, place);
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

/** Takes in an event that the client itself does not know. */
export function receivePluginEvent(chat: Chat, event: Fields): void {
  const { type } = event;
  if (typeof type === 'string' && Object.hasOwn(handlers, type)) handlers[type]?.(chat, event);
}
