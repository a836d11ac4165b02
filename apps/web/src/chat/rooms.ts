import { fold } from '../../../../core/message/fold.js';
import type { Conversation } from './conversation.js';
import { toFault } from './fault.js';
import { readInteger, readObjects, readText } from './fields.js';
import { addNotice } from './notes.js';
import { markRead, showConversation } from './read.js';
import { saveConversations } from './remember.js';
import { loadRoomInfo } from './room-info.js';
import { abortUploadsIn } from './sending/files.js';
import { flushPending } from './sending/say.js';
import { type Chat, conversationByKey, ensureDirect, ensureRoom, removeConversation } from './state.js';

const withoutHash = (room: string): string => room.trim().replace(/^#/, '');

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
export function handleJoined(chat: Chat, conversation: Conversation): void {
  conversation.joined.value = true;
  conversation.removed.value = false;
  conversation.timeline.rosterChanged = true;
  chat.updates.markChanged(conversation);
  flushPending(chat, conversation);
  void loadRoomInfo(chat, conversation);
}

async function enterRoom(chat: Chat, asked: string, password: string | undefined): Promise<Conversation> {
  const { name, since } = await chat.client.join(asked, password === undefined ? {} : { password });
  const conversation = ensureRoom(chat, name);
  conversation.timeline.end ??= since;
  handleJoined(chat, conversation);
  saveConversations(chat);
  return conversation;
}

/**
 * Joins a room and shows it.
 *
 * @throws ClientError when the server does not let us in
 */
export async function joinRoom(chat: Chat, room: string, password?: string): Promise<void> {
  const known = conversationByKey(chat, fold(withoutHash(room)));
  const conversation = known?.joined.peek() === true ? known : await enterRoom(chat, withoutHash(room), password);
  showConversation(chat, conversation.key);
}

/** Goes into a room of the page; one that does not let us in says so in its own list. */
export async function rejoinRoom(chat: Chat, conversation: Conversation): Promise<void> {
  try {
    const entered = await enterRoom(chat, conversation.key, undefined);
    // The server may write the name differently from what was remembered or asked for.
    if (entered !== conversation) replaceConversation(chat, conversation, entered);
  } catch (thrown) {
    const fault = toFault(thrown);
    // Whoever connects again goes in again.
    if (fault.code === 'CLIENT_STOPPED') return;
    conversation.removed.value = true;
    addNotice(chat, conversation, 'bad', fault);
  }
}

function replaceConversation(chat: Chat, old: Conversation, now: Conversation): void {
  if (chat.active.peek() === old.key) chat.active.value = now.key;
  removeConversation(chat, old);
  saveConversations(chat);
}

/** Leaves a room and takes it off the page, whatever the server says; closes a direct conversation. */
export function leaveConversation(chat: Chat, key: string): void {
  const conversation = conversationByKey(chat, key);
  if (conversation === undefined) return;
  abortUploadsIn(chat, conversation);
  // That we are not in the room is what was wanted: a refusal changes nothing.
  if (conversation.joined.peek() && conversation.peer.peek() === undefined) void chat.client.leave(key).catch(() => {});
  removeConversation(chat, conversation);
  saveConversations(chat);
}

/** Opens the conversation with somebody. */
export function openDirect(chat: Chat, peer: { readonly id?: string; readonly nick: string }): Conversation {
  const conversation = ensureDirect(chat, peer);
  saveConversations(chat);
  showConversation(chat, conversation.key);
  markRead(chat, conversation);
  return conversation;
}

/** Shows the rooms and conversations of the last visit before the server has let us in again. */
export function restoreConversations(chat: Chat, first: string | undefined): void {
  const { rooms, recipients: peers } = chat.saved;
  for (const room of rooms) ensureRoom(chat, room);
  for (const { room, ...peer } of peers) ensureDirect(chat, peer, room);
  const shown = first === undefined ? rooms[0] : ensureRoom(chat, fold(withoutHash(first))).key;
  if (shown !== undefined) showConversation(chat, shown);
}

/**
 * Lists the rooms with people in them, the fullest first; with a prefix those whose names begin so, by name.
 *
 * @throws ClientError without a connection
 */
export async function listRooms({ client }: Chat, prefix = ''): Promise<RoomsPage> {
  const { rooms, total, next } = await client.request('rooms', prefix === '' ? {} : { prefix });
  const listed = readObjects(rooms).flatMap((row): ListedRoom[] => {
    const room = readText(row.room);
    return room === undefined ? [] : [{ room, members: row.locked === true ? undefined : readInteger(row.members) }];
  });
  return { rooms: listed, more: next === undefined ? 0 : Math.max(0, (readInteger(total) ?? 0) - listed.length) };
}
