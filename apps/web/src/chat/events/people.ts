import type { JoinedEvent, LeftEvent, RecoveredEvent, RenamedEvent } from '../../../../../client/index.js';
import type { Conversation } from '../conversation.js';
import type { Said } from '../item.js';
import { note, tellPresence } from '../notes.js';
import { rememberPlaces } from '../remember.js';
import { type Chat, conversationIn, directConversation } from '../state.js';
import { forgetTyping } from './typing.js';

/** The people in a room have changed. */
export function takeRoster(chat: Chat, room: string): void {
  const conversation = conversationIn(chat, room);
  if (conversation === undefined) return;
  conversation.ledger.rosterChanged = true;
  chat.frames.touch(conversation);
}

/** Somebody has come in. */
export function takeJoined(chat: Chat, { room, user }: JoinedEvent): void {
  const conversation = conversationIn(chat, room);
  if (conversation === undefined || chat.myIds.has(user.id)) return;
  tellPresence(chat, conversation, { change: 'joined', nick: user.nick });
}

/** Why we are out: a code that kept us out, or what somebody said. */
const CODE = /^[A-Z]+(_[A-Z]+)+$/;
const because = (reason: string | undefined): readonly Said[] => {
  if (reason === undefined || reason === '') return [];
  return CODE.test(reason) ? [{ code: reason, text: '' }] : [{ text: reason }];
};

function expelled(chat: Chat, conversation: Conversation, { room, reason }: LeftEvent): void {
  conversation.joined.value = false;
  // A conversation of two begins again with the next message.
  if (conversation.peer.peek() !== undefined) return;
  conversation.removed.value = true;
  note(chat, conversation, 'bad', { phrase: 'removed', values: { room } }, ...because(reason));
}

/** Somebody has left; or we are out without having asked for it. */
export function takeLeft(chat: Chat, event: LeftEvent): void {
  const { room, user, reason } = event;
  const conversation = conversationIn(chat, room);
  if (conversation === undefined) return;
  forgetTyping(conversation, user.id);
  if (user.id === chat.me.peek()?.id) expelled(chat, conversation, event);
  else if (!chat.myIds.has(user.id)) {
    tellPresence(chat, conversation, { change: 'left', nick: user.nick, ...(reason ? { reason } : {}) });
  }
}

/** Somebody has a new nick; it is told for every room that we share. */
export function takeRenamed(chat: Chat, { room, user, was }: RenamedEvent): void {
  if (user.id === chat.me.peek()?.id) chat.me.value = { id: user.id, nick: user.nick };
  for (const { peer } of chat.conversations.peek()) {
    const known = peer.peek();
    if (known?.id === user.id && known.nick !== user.nick) peer.value = { id: user.id, nick: user.nick };
  }
  rememberPlaces(chat);
  const conversation = conversationIn(chat, room);
  if (conversation === undefined || conversation.peer.peek() !== undefined) return;
  tellPresence(chat, conversation, { change: 'renamed', nick: user.nick, was });
}

/** A room is caught up, and so we are in it; a conversation of two that was begun elsewhere comes onto the page. */
export function takeRecovered(chat: Chat, { room, members, epoch, offset }: RecoveredEvent): void {
  const other = members.find(({ id }) => !chat.myIds.has(id));
  const isDirect = room.startsWith('@');
  const known = conversationIn(chat, room);
  const made = isDirect && known === undefined && other !== undefined;
  const conversation = made ? directConversation(chat, { id: other.id, nick: other.nick }, room) : known;
  if (conversation === undefined) return;
  conversation.joined.value = true;
  conversation.removed.value = false;
  conversation.ledger.end = { epoch, offset };
  if (made) rememberPlaces(chat);
  takeRoster(chat, room);
}
