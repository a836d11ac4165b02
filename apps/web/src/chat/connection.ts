import { batch } from '@preact/signals';
import type { ClientState, StateReason, WelcomeKind } from '../../../../client/index.js';
import { toConnectionState } from './connection-state.js';
import { syncUnread } from './read-marker.js';
import { handleJoined, rejoinRoom } from './rooms.js';
import { flushPending, refreshPending } from './send.js';
import { activeConversation, type Chat, ensureRoom } from './state.js';
import { addNotice } from './timeline/update.js';
import { refreshUploads } from './uploads.js';

/** Logs in with the saved nick, if any. If it is still in use, logs in with the server's suggestion. */
export function restoreSignIn(chat: Chat): void {
  const { nick } = chat.saved;
  if (nick === undefined) return;
  chat.isReturning = true;
  chat.client.connect({ nick });
}

/** Logs in with a nick and saves it. */
export function signIn(chat: Chat, nick: string): void {
  chat.isReturning = false;
  chat.saved.nick = nick;
  chat.client.connect({ nick });
}

/** Reconnects now instead of waiting, or after the connection was closed for good. */
export function reconnect(chat: Chat): void {
  if (chat.client.state === 'waiting') chat.client.hurry();
  else chat.client.connect();
}

/** Disconnects and stays offline. */
export function quit({ client }: Chat): Promise<void> {
  return client.quit();
}

/**
 * Changes the nick.
 *
 * @throws ClientError if the nick is taken or not allowed; `details.suggestion` may name a free one
 */
export async function changeNick(chat: Chat, nick: string): Promise<void> {
  const newNick = await chat.client.nick(nick);
  chat.saved.nick = newNick;
  const me = chat.me.peek();
  if (me !== undefined) chat.me.value = { id: me.id, nick: newNick };
}

/** Handles a state change of the client. */
export function handleStateChange(chat: Chat, state: ClientState, reason: StateReason | undefined): void {
  const next = toConnectionState(state, reason, chat.saved.nick ?? '', chat.clock.now());
  if (next.name === 'naming' && next.suggestion !== undefined && chat.isReturning) {
    chat.isReturning = false;
    chat.client.connect({ nick: next.suggestion });
    return;
  }
  chat.connectionState.value = next;
  handleConnectionChange(chat);
}

/** Handles a login: updates the identity, rejoins rooms and sends waiting messages. */
export function handleWelcome(chat: Chat, how: WelcomeKind): void {
  const { client, conversations } = chat;
  const isFirst = chat.me.peek() === undefined;
  chat.isReturning = false;
  batch(() => {
    applyIdentity(chat);
    // Rooms that the resumed session is still in.
    for (const room of client.rooms.keys()) if (!room.startsWith('@')) ensureRoom(chat, room);
  });
  for (const conversation of conversations.peek()) {
    const { room, recipient, older, timeline, removed } = conversation;
    const isInside = room !== undefined && client.rooms.has(room);
    if (older.peek() === 'failed') older.value = 'unknown';
    timeline.isOpening = isFirst && isInside;
    if (isInside) handleJoined(chat, conversation);
    else if (recipient.peek() !== undefined) flushPending(chat, conversation);
    // A user who was removed from a room rejoins it only by hand.
    else if (!removed.peek()) void rejoinRoom(chat, conversation);
  }
  if (isFirst || how === 'fresh') void syncUnread(chat);
}

/** Applies the identity assigned by the server, which may differ from the requested one. */
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
  const active = activeConversation(chat);
  if (isKnown || wanted === undefined || wanted === user.nick || active === undefined) return;
  addNotice(chat, active, 'plain', { phrase: 'nickWasTaken', values: { nick: user.nick } });
}

function handleConnectionChange(chat: Chat): void {
  const { client, conversations } = chat;
  if (client.state === 'stopped') {
    // After a manual reconnect the client rejoins the rooms that it still has.
    for (const { room, joined } of conversations.peek()) joined.value = room !== undefined && client.rooms.has(room);
  }
  refreshPending(chat);
  refreshUploads(chat);
}
