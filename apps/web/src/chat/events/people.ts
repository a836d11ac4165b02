import type { JoinedEvent, LeftEvent, RecoveredEvent, RenamedEvent } from '../../../../../client/index.js';
import type { Conversation } from '../conversation.js';
import type { NoticeText } from '../item.js';
import { addNotice, addPresence } from '../notes.js';
import { saveConversations } from '../remember.js';
import { type Chat, conversationByRoom, ensureDirect } from '../state.js';
import { clearTyping } from './typing.js';

/** The people in a room have changed. */
export function receiveRoster(chat: Chat, room: string): void {
  const conversation = conversationByRoom(chat, room);
  if (conversation === undefined) return;
  conversation.timeline.rosterChanged = true;
  chat.updates.markChanged(conversation);
}

/** Somebody has come in. */
export function receiveJoined(chat: Chat, { room, user }: JoinedEvent): void {
  const conversation = conversationByRoom(chat, room);
  if (conversation === undefined || chat.myIds.has(user.id)) return;
  addPresence(chat, conversation, { change: 'joined', nick: user.nick });
}

/** Why we are out: a code that kept us out, or what somebody said. */
const CODE = /^[A-Z]+(_[A-Z]+)+$/;
const reasonTexts = (reason: string | undefined): readonly NoticeText[] => {
  if (reason === undefined || reason === '') return [];
  return CODE.test(reason) ? [{ code: reason, text: '' }] : [{ text: reason }];
};

function handleRemoval(chat: Chat, conversation: Conversation, { room, reason }: LeftEvent): void {
  conversation.joined.value = false;
  // A conversation of two begins again with the next message.
  if (conversation.peer.peek() !== undefined) return;
  conversation.removed.value = true;
  addNotice(chat, conversation, 'bad', { phrase: 'removed', values: { room } }, ...reasonTexts(reason));
}

/** Somebody has left; or we are out without having asked for it. */
export function receiveLeft(chat: Chat, event: LeftEvent): void {
  const { room, user, reason } = event;
  const conversation = conversationByRoom(chat, room);
  if (conversation === undefined) return;
  clearTyping(conversation, user.id);
  if (user.id === chat.me.peek()?.id) handleRemoval(chat, conversation, event);
  else if (!chat.myIds.has(user.id)) {
    addPresence(chat, conversation, { change: 'left', nick: user.nick, ...(reason ? { reason } : {}) });
  }
}

/** Somebody has a new nick; it is told for every room that we share. */
export function receiveRenamed(chat: Chat, { room, user, was }: RenamedEvent): void {
  if (user.id === chat.me.peek()?.id) chat.me.value = { id: user.id, nick: user.nick };
  for (const { peer } of chat.conversations.peek()) {
    const known = peer.peek();
    if (known?.id === user.id && known.nick !== user.nick) peer.value = { id: user.id, nick: user.nick };
  }
  saveConversations(chat);
  const conversation = conversationByRoom(chat, room);
  if (conversation === undefined || conversation.peer.peek() !== undefined) return;
  addPresence(chat, conversation, { change: 'renamed', nick: user.nick, was });
}

/** A room is caught up, and so we are in it; a conversation of two that was begun elsewhere comes onto the page. */
export function receiveRecovered(chat: Chat, { room, members, epoch, offset }: RecoveredEvent): void {
  const other = members.find(({ id }) => !chat.myIds.has(id));
  const isDirect = room.startsWith('@');
  const known = conversationByRoom(chat, room);
  const made = isDirect && known === undefined && other !== undefined;
  const conversation = made ? ensureDirect(chat, { id: other.id, nick: other.nick }, room) : known;
  if (conversation === undefined) return;
  conversation.joined.value = true;
  conversation.removed.value = false;
  conversation.timeline.end = { epoch, offset };
  if (made) saveConversations(chat);
  receiveRoster(chat, room);
}
