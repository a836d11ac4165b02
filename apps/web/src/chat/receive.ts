import { batch } from '@preact/signals';
import {
  type ChatMessageEvent,
  type JoinedEvent,
  type LeftEvent,
  occupantFrom,
  type RenamedEvent,
  type ServerEvent,
} from '../connection/index.js';
import type { Conversation } from './conversation.js';
import type { MessageItem, PresenceItem } from './item.js';
import { countUnread } from './read.js';
import { entered, gone, renamed } from './roster.js';
import { activeConversation, add, type Chat, conversationOf, directConversation, note } from './state.js';
import { settled } from './timeline.js';

type Handlers = {
  readonly [Type in ServerEvent['type']]: (chat: Chat, event: Extract<ServerEvent, { type: Type }>) => void;
};

const handlers: Handlers = {
  message: (chat, event) => {
    const conversation = placeOf(chat, event);
    if (conversation !== undefined) take(chat, conversation, event);
  },
  joined: (chat, event) => {
    const conversation = conversationOf(chat, event.room);
    if (conversation !== undefined) come(chat, conversation, event);
  },
  left: (chat, event) => {
    const conversation = conversationOf(chat, event.room);
    if (conversation !== undefined) go(chat, conversation, event);
  },
  renamed: rename,
  notice: (chat, { text }) => {
    const conversation = activeConversation(chat);
    if (conversation !== undefined) note(chat, conversation, 'plain', { text });
  },
  // The link reads it, and the light says so.
  bye: () => {},
};

/** Takes in one event. */
export function receive(chat: Chat, event: ServerEvent): void {
  const handle = handlers[event.type] as (chat: Chat, event: ServerEvent) => void;
  batch(() => handle(chat, event));
}

/** The conversation that a message belongs to; `undefined` for a room that we have just left. */
function placeOf(chat: Chat, { room, from, to }: ChatMessageEvent): Conversation | undefined {
  if (to === undefined) return conversationOf(chat, room);
  return directConversation(chat, chat.myIds.has(from.id) ? to : from);
}

function take(chat: Chat, conversation: Conversation, event: ChatMessageEvent): void {
  const { epoch, offset, id, at, from, kind, text, key } = event;
  const { seen } = conversation;
  if (seen?.epoch === epoch && offset <= seen.offset) return;
  conversation.seen = { epoch, offset };
  const mine = chat.myIds.has(from.id);
  const kept = { at, from: { id: from.id, nick: from.nick }, kind, text };
  const own = mine && key !== undefined ? settled(conversation.items.value, key, kept) : undefined;
  if (own !== undefined) {
    conversation.items.value = own;
    return;
  }
  const known = mine && conversation.items.value.some((item) => item.uid === key);
  if (known) return;
  const item: MessageItem = { type: 'message', uid: id, mine, state: 'kept', ...kept };
  countUnread(chat, conversation, item);
  add(conversation, item);
}

let changes = 0;

function tell(chat: Chat, conversation: Conversation, change: Omit<PresenceItem, 'at' | 'type' | 'uid'>): void {
  add(conversation, { type: 'presence', uid: `presence ${++changes}`, at: chat.now(), ...change });
}

function come(chat: Chat, conversation: Conversation, { user }: JoinedEvent): void {
  const known = conversation.roster.value.some((member) => member.id === user.id);
  conversation.roster.value = entered(conversation.roster.value, occupantFrom(user));
  if (!known && !chat.myIds.has(user.id)) tell(chat, conversation, { change: 'joined', nick: user.nick });
}

function go(chat: Chat, conversation: Conversation, { user, room, reason }: LeftEvent): void {
  conversation.roster.value = gone(conversation.roster.value, user.id);
  if (user.id === chat.me.value?.id) {
    conversation.joined.value = false;
    conversation.removed.value = true;
    note(chat, conversation, 'bad', { phrase: 'removed', values: { room } }, ...(reason ? [{ text: reason }] : []));
  } else if (!chat.myIds.has(user.id)) {
    tell(chat, conversation, { change: 'left', nick: user.nick, ...(reason ? { reason } : {}) });
  }
}

function rename(chat: Chat, { room, user, was }: RenamedEvent): void {
  const own = user.id === chat.me.value?.id;
  if (own) chat.me.value = { id: user.id, nick: user.nick };
  for (const conversation of chat.conversations.value) {
    const peer = conversation.peer.value;
    if (peer !== undefined) {
      if (peer.id === user.id) conversation.peer.value = { id: user.id, nick: user.nick };
    } else if (conversation.key === room && conversation.roster.value.some((member) => member.id === user.id)) {
      conversation.roster.value = renamed(conversation.roster.value, user.id, user.nick);
      tell(chat, conversation, { change: 'renamed', nick: user.nick, was });
    }
  }
}
