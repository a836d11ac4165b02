import { fold } from '../../../../core/message/fold.js';
import type { Conversation } from './conversation.js';
import { toFault } from './fault.js';
import { readInteger, readObjects, readText } from './fields.js';
import { markRead, showConversation } from './read-marker.js';
import { flushPending } from './send.js';
import {
  type Chat,
  conversationByKey,
  ensureDirect,
  ensureRoom,
  removeConversation,
  saveConversations,
} from './state.js';
import { addNotice } from './timeline/update.js';
import { abortUploadsIn } from './uploads.js';

const withoutHash = (room: string): string => room.trim().replace(/^#/, '');

/** A room of the server's list. */
export interface ListedRoom {
  readonly room: string;
  /** `undefined` for a locked room, whose size only members see. */
  readonly members: number | undefined;
}

/** The first page of the list. */
export interface RoomsPage {
  readonly rooms: readonly ListedRoom[];
  /** Number of rooms that are not listed. */
  readonly more: number;
}

/** Updates a conversation after joining its room. */
export function handleJoined(chat: Chat, conversation: Conversation): void {
  conversation.joined.value = true;
  conversation.removed.value = false;
  conversation.timeline.rosterChanged = true;
  chat.updates.markChanged(conversation);
  flushPending(chat, conversation);
  void loadRoomInfo(chat, conversation);
}

async function enterRoom(chat: Chat, room: string, password: string | undefined): Promise<Conversation> {
  const { name, since } = await chat.client.join(room, password === undefined ? {} : { password });
  const conversation = ensureRoom(chat, name);
  conversation.timeline.end ??= since;
  handleJoined(chat, conversation);
  saveConversations(chat);
  return conversation;
}

/**
 * Joins a room and shows it.
 *
 * @throws ClientError if the server refuses
 */
export async function joinRoom(chat: Chat, room: string, password?: string): Promise<void> {
  const known = conversationByKey(chat, fold(withoutHash(room)));
  const conversation = known?.joined.peek() === true ? known : await enterRoom(chat, withoutHash(room), password);
  showConversation(chat, conversation.key);
}

/** Rejoins a room of the page; a refusal is shown in its list. */
export async function rejoinRoom(chat: Chat, conversation: Conversation): Promise<void> {
  try {
    const entered = await enterRoom(chat, conversation.key, undefined);
    // The server may spell the name differently.
    if (entered !== conversation) replaceConversation(chat, conversation, entered);
  } catch (thrown) {
    const fault = toFault(thrown);
    // The next connection rejoins it.
    if (fault.code === 'CLIENT_STOPPED') return;
    conversation.removed.value = true;
    addNotice(chat, conversation, 'error', fault);
  }
}

function replaceConversation(chat: Chat, old: Conversation, now: Conversation): void {
  if (chat.active.peek() === old.key) chat.active.value = now.key;
  removeConversation(chat, old);
  saveConversations(chat);
}

/** Leaves a room and removes it from the page, or closes a direct conversation. */
export function leaveConversation(chat: Chat, key: string): void {
  const conversation = conversationByKey(chat, key);
  if (conversation === undefined) return;
  abortUploadsIn(chat, conversation);
  // A refusal does not matter: we are not in the room either way.
  if (conversation.joined.peek() && conversation.recipient.peek() === undefined)
    void chat.client.leave(key).catch(() => {});
  removeConversation(chat, conversation);
  saveConversations(chat);
}

/** Opens a direct conversation. */
export function openDirect(chat: Chat, recipient: { readonly id?: string; readonly nick: string }): Conversation {
  const conversation = ensureDirect(chat, recipient);
  saveConversations(chat);
  showConversation(chat, conversation.key);
  markRead(chat, conversation);
  return conversation;
}

/** Shows the saved rooms and direct conversations before the login. */
export function restoreConversations(chat: Chat, first: string | undefined): void {
  const { rooms, recipients } = chat.saved;
  for (const room of rooms) ensureRoom(chat, room);
  for (const { room, ...recipient } of recipients) ensureDirect(chat, recipient, room);
  const shown = first === undefined ? rooms[0] : ensureRoom(chat, fold(withoutHash(first))).key;
  if (shown !== undefined) showConversation(chat, shown);
}

/**
 * Lists rooms, largest first; with a prefix, matching rooms by name.
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

/** Loads a room's topic and our role. */
export async function loadRoomInfo({ client }: Chat, { room, recipient, topic, role }: Conversation): Promise<void> {
  if (room === undefined || recipient.peek() !== undefined) return;
  try {
    const info = await client.request('room.info', { room });
    role.value = readText(info.role);
    topic.value ??= readText(info.topic) ?? '';
  } catch {
    // Servers without the moderation plugin have neither topics nor roles.
  }
}
