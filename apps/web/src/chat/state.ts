import { batch, type Signal, signal } from '@preact/signals';
import type { Link, LinkState } from '../connection/index.js';
import { fold } from '../text/nicks.js';
import type { TextLimits } from '../text/size.js';
import { type Conversation, createConversation, directKey, type Peer } from './conversation.js';
import type { Item, Said } from './item.js';
import { appended } from './timeline.js';

/** Where nick and rooms are remembered. */
export interface Memory {
  nick: string | undefined;
  rooms: readonly string[];
}

/** Everything that the page knows of the chat, and what it needs to change it. */
export interface Chat {
  readonly link: Link;
  readonly memory: Memory;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly linkState: Signal<LinkState>;
  /** Who we are; `undefined` until the first login. */
  readonly me: Signal<{ readonly id: string; readonly nick: string } | undefined>;
  /** All ids that we have had: a guest gets another one with every login. */
  readonly myIds: Set<string>;
  readonly textLimits: Signal<TextLimits>;
  readonly conversations: Signal<readonly Conversation[]>;
  /** The key of the conversation that is shown. */
  readonly active: Signal<string | undefined>;
  /** Whether somebody looks at the end of the shown conversation: what comes there is read. */
  readonly watching: Signal<boolean>;
}

/** A chat before the first login. The limits are the server's defaults until it says its own. */
export function createState(link: Link, memory: Memory, now: () => number): Chat {
  return {
    link,
    memory,
    now,
    linkState: signal({ name: 'off' }),
    me: signal(undefined),
    myIds: new Set(),
    textLimits: signal({ characters: 4_000, bytes: 16_384 }),
    conversations: signal([]),
    active: signal(undefined),
    watching: signal(true),
  };
}

/** The conversation of a key. */
export function conversationOf(chat: Chat, key: string | undefined): Conversation | undefined {
  return chat.conversations.value.find((conversation) => conversation.key === key);
}

/** The conversation that is shown. */
export function activeConversation(chat: Chat): Conversation | undefined {
  return conversationOf(chat, chat.active.value);
}

/** A room's conversation, made when there is none. */
export function roomConversation(chat: Chat, room: string): Conversation {
  return conversationOf(chat, room) ?? added(chat, createConversation(room));
}

/** The conversation with somebody, found by id or else by nick; made when there is none. */
export function directConversation(chat: Chat, peer: Peer): Conversation {
  const direct = chat.conversations.value.filter((candidate) => candidate.peer.value !== undefined);
  const byId = direct.find((candidate) => peer.id !== undefined && candidate.peer.value?.id === peer.id);
  const found = byId ?? direct.find((candidate) => fold(candidate.peer.value?.nick ?? '') === fold(peer.nick));
  if (found === undefined) return added(chat, createConversation(freeKey(chat, directKey(peer.nick)), peer));
  if (peer.id !== undefined) found.peer.value = peer;
  return found;
}

/** Somebody renamed may have left their old nick, and with it their key, to another. */
function freeKey(chat: Chat, key: string): string {
  return conversationOf(chat, key) === undefined ? key : freeKey(chat, `${key}'`);
}

function added(chat: Chat, conversation: Conversation): Conversation {
  chat.conversations.value = [...chat.conversations.value, conversation];
  return conversation;
}

/** Takes a conversation off the page; if it was shown, its neighbour is shown instead. */
export function dropConversation(chat: Chat, gone: Conversation): void {
  const all = chat.conversations.value;
  const at = all.indexOf(gone);
  batch(() => {
    chat.conversations.value = all.filter((conversation) => conversation !== gone);
    if (chat.active.value === gone.key) chat.active.value = (all[at - 1] ?? all[at + 1])?.key;
  });
}

/** Adds an item to a conversation. */
export function add(conversation: Conversation, item: Item): void {
  conversation.items.value = appended(conversation.items.value, item);
}

let notices = 0;

/** Adds a line for this reader only. */
export function note(chat: Chat, conversation: Conversation, tone: 'plain' | 'bad', ...said: readonly Said[]): void {
  add(conversation, { type: 'notice', uid: `notice ${++notices}`, at: chat.now(), tone, said });
}
