import type { Conversation } from '../conversation.js';
import { type Fields, placeIn, textIn, wholeIn } from '../fields.js';
import { takeMarker } from '../history/unread.js';
import { eraseIn } from '../list/fold.js';
import { note } from '../notes.js';
import { learnRoom } from '../room-info.js';
import { activeConversation, type Chat, conversationIn } from '../state.js';

const roomIn = (chat: Chat, { room }: Fields): Conversation | undefined =>
  typeof room === 'string' ? conversationIn(chat, room) : undefined;

function noteLine(chat: Chat, conversation: Conversation | undefined, { line }: Fields): void {
  const text = textIn(line);
  if (conversation !== undefined && text !== undefined && text !== '') note(chat, conversation, 'plain', { text });
}

/** What makes somebody another role. */
const ROLE_ACTS: ReadonlySet<unknown> = new Set(['role', 'inherit', 'ban', 'unban', 'mute', 'unmute']);

/** Events that plugins of the server add, by type. */
const takes: Readonly<Record<string, (chat: Chat, event: Fields) => void>> = {
  topic(chat, event) {
    const conversation = roomIn(chat, event);
    const topic = textIn(event.topic);
    if (conversation === undefined || topic === undefined) return;
    const before = conversation.topic.peek();
    conversation.topic.value = topic;
    // Whoever comes in is told what it is already.
    if (before !== undefined && before !== topic) noteLine(chat, conversation, event);
  },
  moderated(chat, event) {
    const conversation = roomIn(chat, event);
    noteLine(chat, conversation, event);
    if (conversation !== undefined && ROLE_ACTS.has(event.act)) void learnRoom(chat, conversation);
  },
  invited: (chat, event) => noteLine(chat, activeConversation(chat), event),
  read(chat, event) {
    const conversation = roomIn(chat, event);
    const place = placeIn(event);
    if (conversation !== undefined && place !== undefined) takeMarker(chat, conversation, place);
  },
  erased(chat, event) {
    const conversation = roomIn(chat, event);
    const epoch = textIn(event.epoch);
    if (conversation === undefined || epoch === undefined || !Array.isArray(event.offsets)) return;
    const offsets = event.offsets.map(wholeIn).filter((offset) => offset !== undefined);
    eraseIn(conversation.ledger, epoch, offsets.slice(0, 1_000));
    noteLine(chat, conversation, event);
    chat.frames.touch(conversation);
  },
};

/** Takes in an event that the client itself does not know. */
export function takeOther(chat: Chat, event: Fields): void {
  const { type } = event;
  if (typeof type === 'string' && Object.hasOwn(takes, type)) takes[type]?.(chat, event);
}
