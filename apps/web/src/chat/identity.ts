import { batch } from '@preact/signals';
import type { ClientState, StateReason, WelcomeKind } from '../../../../client/index.js';
import { syncUnread } from './history/unread.js';
import { toConnectionState } from './link-state.js';
import { addNotice } from './notes.js';
import { handleJoined, rejoinRoom } from './rooms.js';
import { refreshUploads } from './sending/files.js';
import { flushPending, refreshPending } from './sending/say.js';
import { activeConversation, type Chat, ensureRoom } from './state.js';

/** Logs in under the nick of the last visit, if there was one. Where the last visit still has it, another one does for now. */
export function restoreSignIn(chat: Chat): void {
  const { nick } = chat.saved;
  if (nick === undefined) return;
  chat.isReturning = true;
  chat.client.connect({ nick });
}

/** Logs in under a nick, and remembers it for the next visit. */
export function signIn(chat: Chat, nick: string): void {
  chat.isReturning = false;
  chat.saved.nick = nick;
  chat.client.connect({ nick });
}

/** Tries again now: instead of waiting, or after the server or the person has ended it. */
export function reconnect(chat: Chat): void {
  if (chat.client.state === 'waiting') chat.client.hurry();
  else chat.client.connect();
}

/** Says goodbye and stays away. */
export function quit({ client }: Chat): Promise<void> {
  return client.quit();
}

/**
 * Takes another nick.
 *
 * @throws ClientError when it is taken or not allowed; `details.suggestion` may name one that is free
 */
export async function changeNick(chat: Chat, nick: string): Promise<void> {
  const now = await chat.client.nick(nick);
  chat.saved.nick = now;
  const me = chat.me.peek();
  if (me !== undefined) chat.me.value = { id: me.id, nick: now };
}

/** The connection is in another state. */
export function handleStateChange(chat: Chat, state: ClientState, reason: StateReason | undefined): void {
  const next = toConnectionState(state, reason, chat.saved.nick ?? '', chat.now());
  if (next.name === 'naming' && next.suggestion !== undefined && chat.isReturning) {
    chat.isReturning = false;
    chat.client.connect({ nick: next.suggestion });
    return;
  }
  chat.connectionState.value = next;
  handleConnectionChange(chat);
}

/** The server has let us in: back into the rooms, and out with what waited. */
export function handleWelcome(chat: Chat, how: WelcomeKind): void {
  const { client, conversations } = chat;
  const isFirst = chat.me.peek() === undefined;
  chat.isReturning = false;
  batch(() => {
    applyIdentity(chat);
    // Rooms in which the session still is.
    for (const room of client.rooms.keys()) if (!room.startsWith('@')) ensureRoom(chat, room);
  });
  for (const conversation of conversations.peek()) {
    const { room, peer, older, timeline: ledger, removed } = conversation;
    const isInside = room !== undefined && client.rooms.has(room);
    if (older.peek() === 'failed') older.value = 'unknown';
    ledger.isOpening = isFirst && isInside;
    if (isInside) handleJoined(chat, conversation);
    else if (peer.peek() !== undefined) flushPending(chat, conversation);
    // Whoever was shown out comes in again by their own decision.
    else if (!removed.peek()) void rejoinRoom(chat, conversation);
  }
  if (isFirst || how === 'fresh') void syncUnread(chat);
}

/** Who we are now, which may differ from what was asked for. */
function applyIdentity(chat: Chat): void {
  const { user } = chat.client;
  if (user === undefined) return;
  const { textCharacters: characters, textBytes: bytes } = chat.client.limits;
  const before = chat.textLimits.peek();
  chat.textLimits.value = { characters: characters ?? before.characters, bytes: bytes ?? before.bytes };
  const wanted = chat.saved.nick;
  const isKnown = chat.me.peek()?.nick === user.nick;
  chat.me.value = { id: user.id, nick: user.nick };
  chat.myIds.add(user.id);
  const shown = activeConversation(chat);
  if (isKnown || wanted === undefined || wanted === user.nick || shown === undefined) return;
  addNotice(chat, shown, 'plain', { phrase: 'nickWasTaken', values: { nick: user.nick } });
}

/** The connection has come or gone. */
function handleConnectionChange(chat: Chat): void {
  const { client, conversations } = chat;
  if (client.state === 'stopped') {
    // Whoever comes again begins with the rooms that the client still wants to be in.
    for (const { room, joined } of conversations.peek()) joined.value = room !== undefined && client.rooms.has(room);
  }
  refreshPending(chat);
  refreshUploads(chat);
}
