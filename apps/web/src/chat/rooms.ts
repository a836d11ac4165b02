import { fold } from '../../../../core/message/fold.js';
import type { Conversation } from './conversation.js';
import { sendFault } from './fault.js';
import { objectsIn, textIn, wholeIn } from './fields.js';
import { note } from './notes.js';
import { markRead, show } from './read.js';
import { rememberPlaces } from './remember.js';
import { learnRoom } from './room-info.js';
import { abortUploadsIn } from './sending/files.js';
import { flushIn } from './sending/say.js';
import { type Chat, conversationOf, directConversation, dropConversation, roomConversation } from './state.js';

const bare = (room: string): string => room.trim().replace(/^#/, '');

/** A room of the server's list. */
export interface ListedRoom {
  readonly room: string;
  /** How many people are in it; `undefined`: only those in it know. */
  readonly members: number | undefined;
}

/** The first page of the rooms. */
export interface RoomsPage {
  readonly rooms: readonly ListedRoom[];
  /** How many there are besides. */
  readonly more: number;
}

/** The server has us in a room. */
export function inside(chat: Chat, conversation: Conversation): void {
  conversation.joined.value = true;
  conversation.removed.value = false;
  conversation.ledger.rosterChanged = true;
  chat.frames.touch(conversation);
  flushIn(chat, conversation);
  void learnRoom(chat, conversation);
}

async function enter(chat: Chat, asked: string, password: string | undefined): Promise<Conversation> {
  const { name, since } = await chat.client.join(asked, password === undefined ? {} : { password });
  const conversation = roomConversation(chat, name);
  conversation.ledger.end ??= since;
  inside(chat, conversation);
  rememberPlaces(chat);
  return conversation;
}

/**
 * Joins a room and shows it.
 *
 * @throws ClientError when the server does not let us in
 */
export async function joinRoom(chat: Chat, room: string, password?: string): Promise<void> {
  const known = conversationOf(chat, fold(bare(room)));
  const conversation = known?.joined.peek() === true ? known : await enter(chat, bare(room), password);
  show(chat, conversation.key);
}

/** Goes into a room of the page; one that does not let us in says so in its own list. */
export async function rejoin(chat: Chat, conversation: Conversation): Promise<void> {
  try {
    const entered = await enter(chat, conversation.key, undefined);
    // The server may write the name differently from what was remembered or asked for.
    if (entered !== conversation) replace(chat, conversation, entered);
  } catch (thrown) {
    const fault = sendFault(thrown);
    // Whoever connects again goes in again.
    if (fault.code === 'CLIENT_STOPPED') return;
    conversation.removed.value = true;
    note(chat, conversation, 'bad', fault);
  }
}

function replace(chat: Chat, old: Conversation, now: Conversation): void {
  if (chat.active.peek() === old.key) chat.active.value = now.key;
  dropConversation(chat, old);
  rememberPlaces(chat);
}

/** Leaves a room and takes it off the page, whatever the server says; closes a direct conversation. */
export function leave(chat: Chat, key: string): void {
  const conversation = conversationOf(chat, key);
  if (conversation === undefined) return;
  abortUploadsIn(chat, conversation);
  // That we are not in the room is what was wanted: a refusal changes nothing.
  if (conversation.joined.peek() && conversation.peer.peek() === undefined) void chat.client.leave(key).catch(() => {});
  dropConversation(chat, conversation);
  rememberPlaces(chat);
}

/** Opens the conversation with somebody. */
export function openDirect(chat: Chat, peer: { readonly id?: string; readonly nick: string }): Conversation {
  const conversation = directConversation(chat, peer);
  rememberPlaces(chat);
  show(chat, conversation.key);
  markRead(chat, conversation);
  return conversation;
}

/** Shows the rooms and conversations of the last visit before the server has let us in again. */
export function recall(chat: Chat, first: string | undefined): void {
  const { rooms, peers } = chat.memory;
  for (const room of rooms) roomConversation(chat, room);
  for (const { room, ...peer } of peers) directConversation(chat, peer, room);
  const shown = first === undefined ? rooms[0] : roomConversation(chat, fold(bare(first))).key;
  if (shown !== undefined) show(chat, shown);
}

/**
 * Lists the rooms with people in them, the fullest first; with a prefix those whose names begin so, by name.
 *
 * @throws ClientError without a connection
 */
export async function listRooms({ client }: Chat, prefix = ''): Promise<RoomsPage> {
  const { rooms, total, next } = await client.request('rooms', prefix === '' ? {} : { prefix });
  const listed = objectsIn(rooms).flatMap((row): ListedRoom[] => {
    const room = textIn(row.room);
    return room === undefined ? [] : [{ room, members: row.locked === true ? undefined : wholeIn(row.members) }];
  });
  return { rooms: listed, more: next === undefined ? 0 : Math.max(0, (wholeIn(total) ?? 0) - listed.length) };
}
