import { batch, type Signal, signal } from '@preact/signals';
import type { Client, ClientClock } from '../../../../client/index.js';
import { fold } from '../../../../core/message/fold.js';
import type { TextLimits } from '../text/size.js';
import { type Conversation, createConversation, directKey, type Recipient } from './conversation.js';
import type { UpdateBatcher } from './frames.js';
import type { User } from './item.js';
import type { ConnectionState } from './link-state.js';
import type { Upload } from './sending/upload.js';

/** Somebody whom we talked to, and the conversation's name on the server. */
export interface SavedRecipient extends Recipient {
  readonly room?: string;
}

/** What is remembered from one visit to the next. */
export interface SavedState {
  nick: string | undefined;
  rooms: readonly string[];
  recipients: readonly SavedRecipient[];
}

/** What the page knows of people and rooms by itself. */
export interface Chat {
  readonly client: Client;
  readonly saved: SavedState;
  readonly clock: ClientClock;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The path that the gateway's pages and files are under: `/`, or `/chat/`. */
  readonly base: string;
  readonly updates: UpdateBatcher;
  readonly connectionState: Signal<ConnectionState>;
  /** Who we are; `undefined` until the first login. */
  readonly me: Signal<User | undefined>;
  /** All ids that we have had. */
  readonly myIds: Set<string>;
  readonly textLimits: Signal<TextLimits>;
  readonly conversations: Signal<readonly Conversation[]>;
  /** The key of the conversation that is shown. */
  readonly active: Signal<string | undefined>;
  /** Whether somebody looks at the end of the shown conversation: what comes there is read. */
  readonly isReading: Signal<boolean>;
  /** Whether the server keeps what was said; `undefined` until it is known. */
  readonly keepsHistory: Signal<boolean | undefined>;
  /** Keys of messages that the client has and will bring to their end. */
  readonly inFlight: Set<string>;
  /** Files on their way, by the uid of their items. */
  readonly uploads: Map<string, Upload>;
  /** Whether somebody is coming back under the nick of their last visit: then they are let in under another one if need be. */
  isReturning: boolean;
}

/** What a state is made of. */
export interface StateOptions {
  readonly client: Client;
  readonly saved: SavedState;
  readonly clock: ClientClock;
  readonly base: string;
  readonly updates: UpdateBatcher;
}

/** A chat before the first login. The limits are the server's defaults. */
export function createChatState({ client, saved: memory, clock, base, updates: frames }: StateOptions): Chat {
  return {
    client,
    saved: memory,
    clock,
    now: () => clock.now(),
    base,
    updates: frames,
    connectionState: signal({ name: 'off' }),
    me: signal(undefined),
    myIds: new Set(),
    textLimits: signal({ characters: 4_000, bytes: 16_384 }),
    conversations: signal([]),
    active: signal(undefined),
    isReading: signal(true),
    keepsHistory: signal(undefined),
    inFlight: new Set(),
    uploads: new Map(),
    isReturning: false,
  };
}

/** The conversation of a key. */
export function conversationByKey(chat: Chat, key: string | undefined): Conversation | undefined {
  return chat.conversations.value.find((conversation) => conversation.key === key);
}

/** The conversation that is shown. */
export function activeConversation(chat: Chat): Conversation | undefined {
  return conversationByKey(chat, chat.active.value);
}

/** The conversation that the server calls so. */
export function conversationByRoom(chat: Chat, room: string): Conversation | undefined {
  return chat.conversations.value.find((conversation) => conversation.room === room);
}

/** A room's conversation, made when there is none. */
export function ensureRoom(chat: Chat, room: string): Conversation {
  return conversationByKey(chat, room) ?? addConversation(chat, createConversation(room));
}

/** The conversation with somebody, found by id or else by nick; made when there is none. */
export function ensureDirect(chat: Chat, peer: Recipient, room?: string): Conversation {
  const direct = chat.conversations.value.filter((candidate) => candidate.peer.value !== undefined);
  const byRoom = direct.find((candidate) => room !== undefined && candidate.room === room);
  const byId = byRoom ?? direct.find((candidate) => peer.id !== undefined && candidate.peer.value?.id === peer.id);
  const found = byId ?? direct.find((candidate) => fold(candidate.peer.value?.nick ?? '') === fold(peer.nick));
  if (found === undefined)
    return addConversation(chat, createConversation(freeKey(chat, directKey(peer.nick)), peer, room));
  if (peer.id !== undefined && !isSame(found.peer.value, peer)) found.peer.value = peer;
  if (room !== undefined) found.room = room;
  return found;
}

const isSame = (one: Recipient | undefined, other: Recipient): boolean =>
  one?.id === other.id && one?.nick === other.nick;

/** Somebody renamed may have left their old nick, and with it their key, to another. */
function freeKey(chat: Chat, key: string): string {
  return conversationByKey(chat, key) === undefined ? key : freeKey(chat, `${key}'`);
}

function addConversation(chat: Chat, conversation: Conversation): Conversation {
  chat.conversations.value = [...chat.conversations.value, conversation];
  return conversation;
}

/** Takes a conversation off the page; if it was shown, its neighbour is shown instead. */
export function removeConversation(chat: Chat, gone: Conversation): void {
  const all = chat.conversations.value;
  const at = all.indexOf(gone);
  batch(() => {
    chat.conversations.value = all.filter((conversation) => conversation !== gone);
    if (chat.active.value === gone.key) chat.active.value = (all[at - 1] ?? all[at + 1])?.key;
  });
}
