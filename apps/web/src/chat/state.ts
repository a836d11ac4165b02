import { batch, type Signal, signal } from '@preact/signals';
import type { Client, ClientClock } from '../../../../client/index.js';
import { fold } from '../../../../core/message/fold.js';
import type { TextLimits } from '../text/size.js';
import { type Conversation, createConversation, directKey, type Peer } from './conversation.js';
import type { Frames } from './frames.js';
import type { Person } from './item.js';
import type { LinkState } from './link-state.js';
import type { Upload } from './sending/upload.js';

/** Somebody whom we talked to, and the conversation's name on the server. */
export interface RememberedPeer extends Peer {
  readonly room?: string;
}

/** What is remembered from one visit to the next. */
export interface Memory {
  nick: string | undefined;
  rooms: readonly string[];
  peers: readonly RememberedPeer[];
}

/** What the page knows of people and rooms by itself. */
export interface Chat {
  readonly client: Client;
  readonly memory: Memory;
  readonly clock: ClientClock;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The path that the gateway's pages and files are under: `/`, or `/chat/`. */
  readonly base: string;
  readonly frames: Frames;
  readonly linkState: Signal<LinkState>;
  /** Who we are; `undefined` until the first login. */
  readonly me: Signal<Person | undefined>;
  /** All ids that we have had. */
  readonly myIds: Set<string>;
  readonly textLimits: Signal<TextLimits>;
  readonly conversations: Signal<readonly Conversation[]>;
  /** The key of the conversation that is shown. */
  readonly active: Signal<string | undefined>;
  /** Whether somebody looks at the end of the shown conversation: what comes there is read. */
  readonly watching: Signal<boolean>;
  /** Whether the server keeps what was said; `undefined` until it is known. */
  readonly keepsHistory: Signal<boolean | undefined>;
  /** Keys of messages that the client has and will bring to their end. */
  readonly handed: Set<string>;
  /** Files on their way, by the uid of their items. */
  readonly uploads: Map<string, Upload>;
  /** Whether somebody is coming back under the nick of their last visit: then they are let in under another one if need be. */
  isReturning: boolean;
}

/** What a state is made of. */
export interface StateParts {
  readonly client: Client;
  readonly memory: Memory;
  readonly clock: ClientClock;
  readonly base: string;
  readonly frames: Frames;
}

/** A chat before the first login. The limits are the server's defaults. */
export function createState({ client, memory, clock, base, frames }: StateParts): Chat {
  return {
    client,
    memory,
    clock,
    now: () => clock.now(),
    base,
    frames,
    linkState: signal({ name: 'off' }),
    me: signal(undefined),
    myIds: new Set(),
    textLimits: signal({ characters: 4_000, bytes: 16_384 }),
    conversations: signal([]),
    active: signal(undefined),
    watching: signal(true),
    keepsHistory: signal(undefined),
    handed: new Set(),
    uploads: new Map(),
    isReturning: false,
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

/** The conversation that the server calls so. */
export function conversationIn(chat: Chat, room: string): Conversation | undefined {
  return chat.conversations.value.find((conversation) => conversation.room === room);
}

/** A room's conversation, made when there is none. */
export function roomConversation(chat: Chat, room: string): Conversation {
  return conversationOf(chat, room) ?? added(chat, createConversation(room));
}

/** The conversation with somebody, found by id or else by nick; made when there is none. */
export function directConversation(chat: Chat, peer: Peer, room?: string): Conversation {
  const direct = chat.conversations.value.filter((candidate) => candidate.peer.value !== undefined);
  const byRoom = direct.find((candidate) => room !== undefined && candidate.room === room);
  const byId = byRoom ?? direct.find((candidate) => peer.id !== undefined && candidate.peer.value?.id === peer.id);
  const found = byId ?? direct.find((candidate) => fold(candidate.peer.value?.nick ?? '') === fold(peer.nick));
  if (found === undefined) return added(chat, createConversation(freeKey(chat, directKey(peer.nick)), peer, room));
  if (peer.id !== undefined && !isSame(found.peer.value, peer)) found.peer.value = peer;
  if (room !== undefined) found.room = room;
  return found;
}

const isSame = (one: Peer | undefined, other: Peer): boolean => one?.id === other.id && one?.nick === other.nick;

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
