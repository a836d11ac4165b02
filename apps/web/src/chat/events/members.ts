import type { JoinedEvent, LeftEvent, RecoveredEvent, RenamedEvent } from '../../../../../client/index.js';
import type { Conversation } from '../conversation.js';
import type { NoticeText } from '../item.js';
import { type Chat, conversationByRoom, ensureDirect, saveConversations } from '../state.js';
import { addNotice, addPresence } from '../timeline/update.js';
import { clearTyping } from '../typing.js';

/** Schedules an update of a room's roster. */
export function receiveRoster(chat: Chat, room: string): void {
  const conversation = conversationByRoom(chat, room);
  if (conversation === undefined) return;
  conversation.timeline.rosterChanged = true;
  chat.updates.markChanged(conversation);
}

/** Handles a user joining a room. */
export function receiveJoined(chat: Chat, { room, user }: JoinedEvent): void {
  const conversation = conversationByRoom(chat, room);
  if (conversation === undefined || chat.myIds.has(user.id)) return;
  addPresence(chat, conversation, { change: 'joined', nick: user.nick });
}

/** The reason is an error code, or a text from a moderator. */
const CODE = /^[A-Z]+(_[A-Z]+)+$/;
const reasonTexts = (reason: string | undefined): readonly NoticeText[] => {
  if (reason === undefined || reason === '') return [];
  return CODE.test(reason) ? [{ code: reason, text: '' }] : [{ text: reason }];
};

function handleRemoval(chat: Chat, conversation: Conversation, { room, reason }: LeftEvent): void {
  conversation.joined.value = false;
  // A direct conversation continues with the next message.
  if (conversation.recipient.peek() !== undefined) return;
  conversation.removed.value = true;
  addNotice(chat, conversation, 'error', { phrase: 'removed', values: { room } }, ...reasonTexts(reason));
}

/** Handles a user leaving a room, or our own removal from it. */
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

/** Handles a nick change; the event comes once per shared room. */
export function receiveRenamed(chat: Chat, { room, user, was }: RenamedEvent): void {
  if (user.id === chat.me.peek()?.id) chat.me.value = { id: user.id, nick: user.nick };
  for (const { recipient } of chat.conversations.peek()) {
    const known = recipient.peek();
    if (known?.id === user.id && known.nick !== user.nick) recipient.value = { id: user.id, nick: user.nick };
  }
  saveConversations(chat);
  const conversation = conversationByRoom(chat, room);
  if (conversation === undefined || conversation.recipient.peek() !== undefined) return;
  addPresence(chat, conversation, { change: 'renamed', nick: user.nick, was });
}

/** Handles a recovered room: we are in it. Opens direct conversations that were started elsewhere. */
export function receiveRecovered(chat: Chat, { room, members, epoch, offset }: RecoveredEvent): void {
  const other = members.find(({ id }) => !chat.myIds.has(id));
  const isDirect = room.startsWith('@');
  const known = conversationByRoom(chat, room);
  const isNew = isDirect && known === undefined && other !== undefined;
  const conversation = isNew ? ensureDirect(chat, { id: other.id, nick: other.nick }, room) : known;
  if (conversation === undefined) return;
  conversation.joined.value = true;
  conversation.removed.value = false;
  conversation.timeline.end = { epoch, offset };
  if (isNew) saveConversations(chat);
  receiveRoster(chat, room);
}
