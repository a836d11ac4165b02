import { batch, type Signal, signal } from '@preact/signals';
import type { Client, ClientClock, FileSending } from '../../../../client/index.js';
import { fold } from '../../../../core/message/fold.js';
import type { UpdateBatcher } from '../render-scheduler.js';
import type { TextLimits } from '../text/measure.js';
import type { ConnectionState } from './connection-state.js';
import { type Conversation, createConversation, directKey, type Recipient } from './conversation.js';
import type { User } from './item.js';

/** A file transfer behind its list item. */
export interface Upload {
  readonly uid: string;
  readonly conversation: Conversation;
  readonly file: File;
  /** A `blob:` URL to revoke. */
  readonly preview: string | undefined;
  /** Set once the transfer has started. */
  sending: FileSending | undefined;
  /** Whether hashing or sending has begun. */
  isStarted: boolean;
  isPaused: boolean;
}

/** A saved direct conversation with its server room name. */
export interface SavedRecipient extends Recipient {
  readonly room?: string;
}

/** State kept between visits. */
export interface SavedState {
  nick: string | undefined;
  rooms: readonly string[];
  recipients: readonly SavedRecipient[];
}

/** State of the chat. */
export interface Chat {
  readonly client: Client;
  readonly saved: SavedState;
  readonly clock: ClientClock;
  /** Returns the wall time in milliseconds since the epoch, for timestamps. Use `clock.now()` for durations. */
  readonly now: () => number;
  /** Path of the gateway's pages and files: `/`, or `/chat/`. */
  readonly base: string;
  readonly updates: UpdateBatcher<Conversation>;
  readonly connectionState: Signal<ConnectionState>;
  /** `undefined` until the first login. */
  readonly me: Signal<User | undefined>;
  /** All user ids that we have had. */
  readonly myIds: Set<string>;
  readonly textLimits: Signal<TextLimits>;
  readonly conversations: Signal<readonly Conversation[]>;
  /** Key of the shown conversation. */
  readonly active: Signal<string | undefined>;
  /** Whether the user is looking at the end of the shown conversation: new messages there are read. */
  readonly isReading: Signal<boolean>;
  /** Whether the server keeps a history; `undefined` until known. */
  readonly keepsHistory: Signal<boolean | undefined>;
  /** Keys of messages that the client is sending. */
  readonly inFlight: Set<string>;
  /** Uploads by the uid of their items. */
  readonly uploads: Map<string, Upload>;
  /** Whether a login with the saved nick is in progress: another nick is accepted if it is taken. */
  isReturning: boolean;
}

/** Options of {@link createChatState}. */
export interface StateOptions {
  readonly client: Client;
  readonly saved: SavedState;
  readonly clock: ClientClock;
  readonly base: string;
  readonly updates: UpdateBatcher<Conversation>;
}

/** Creates the state before the first login, with the server's default limits. */
export function createChatState({ client, saved, clock, base, updates }: StateOptions): Chat {
  return {
    client,
    saved,
    clock,
    now: () => Date.now(),
    base,
    updates,
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

/** Finds a conversation by key. */
export function conversationByKey(chat: Chat, key: string | undefined): Conversation | undefined {
  return chat.conversations.value.find((conversation) => conversation.key === key);
}

/** Returns the shown conversation. */
export function activeConversation(chat: Chat): Conversation | undefined {
  return conversationByKey(chat, chat.active.value);
}

/** Finds a conversation by the server's room name. */
export function conversationByRoom(chat: Chat, room: string): Conversation | undefined {
  return chat.conversations.value.find((conversation) => conversation.room === room);
}

/** Returns a room's conversation, creating it if needed. */
export function ensureRoom(chat: Chat, room: string): Conversation {
  return conversationByKey(chat, room) ?? addConversation(chat, createConversation(room));
}

/** Returns the direct conversation with a user, found by room, id or nick, creating it if needed. */
export function ensureDirect(chat: Chat, recipient: Recipient, room?: string): Conversation {
  const direct = chat.conversations.value.filter((candidate) => candidate.recipient.value !== undefined);
  const byRoom = direct.find((candidate) => room !== undefined && candidate.room === room);
  const byId =
    byRoom ?? direct.find((candidate) => recipient.id !== undefined && candidate.recipient.value?.id === recipient.id);
  const found =
    byId ?? direct.find((candidate) => fold(candidate.recipient.value?.nick ?? '') === fold(recipient.nick));
  if (found === undefined)
    return addConversation(chat, createConversation(freeKey(chat, directKey(recipient.nick)), recipient, room));
  if (recipient.id !== undefined && !isSame(found.recipient.value, recipient)) found.recipient.value = recipient;
  if (room !== undefined) found.room = room;
  return found;
}

const isSame = (one: Recipient | undefined, other: Recipient): boolean =>
  one?.id === other.id && one?.nick === other.nick;

/** A renamed user keeps the key of the old nick, which another user may take. */
function freeKey(chat: Chat, key: string): string {
  return conversationByKey(chat, key) === undefined ? key : freeKey(chat, `${key}'`);
}

function addConversation(chat: Chat, conversation: Conversation): Conversation {
  chat.conversations.value = [...chat.conversations.value, conversation];
  return conversation;
}

/** Removes a conversation; if it was shown, shows its neighbour. */
export function removeConversation(chat: Chat, gone: Conversation): void {
  const all = chat.conversations.value;
  const at = all.indexOf(gone);
  batch(() => {
    chat.conversations.value = all.filter((conversation) => conversation !== gone);
    if (chat.active.value === gone.key) chat.active.value = (all[at - 1] ?? all[at + 1])?.key;
  });
}

/** Direct conversations kept between visits. */
const MAX_RECIPIENTS = 50;

/** Saves the open rooms and direct conversations for the next visit. */
export function saveConversations({ saved, conversations }: Chat): void {
  const all = conversations.peek();
  saved.rooms = all.filter(({ recipient }) => recipient.peek() === undefined).map(({ key }) => key);
  const recipients = all.flatMap(({ recipient, room }): SavedRecipient[] => {
    const known = recipient.peek();
    return known === undefined ? [] : [{ ...known, ...(room === undefined ? {} : { room }) }];
  });
  saved.recipients = recipients.slice(-MAX_RECIPIENTS);
}
