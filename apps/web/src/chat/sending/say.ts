import type { Receipt, SayOptions } from '../../../../../client/index.js';
import type { Conversation } from '../conversation.js';
import { faultFrom, type SendFault } from '../fault.js';
import { toLive } from '../history/part.js';
import type { MessageItem } from '../item.js';
import { newKey } from '../key.js';
import { itemsOf } from '../list/ledger.js';
import { endOf, remove, replace, settle } from '../list/sheet-changes.js';
import { add } from '../notes.js';
import { clearDivider, markRead } from '../read.js';
import { rememberPlaces } from '../remember.js';
import type { Chat } from '../state.js';
import { stopTyping } from './typing.js';

/** So many messages of one conversation wait for it at most. */
const MOST_WAITING = 500;

/** Sends a message; it is shown at once, and settles when the server has kept it. It answers what is being answered. */
export function say(chat: Chat, conversation: Conversation, text: string, kind: 'action' | 'text' = 'text'): void {
  const { place, id: answered } = conversation.replying.peek() ?? {};
  const { id = '', nick = chat.memory.nick ?? '' } = chat.me.peek() ?? {};
  const item: MessageItem = {
    type: 'message',
    uid: newKey(),
    at: chat.now(),
    from: { id, nick },
    mine: true,
    kind,
    text,
    state: 'waiting',
    ...(place === undefined || answered === undefined ? {} : { reply: { ...place, id: answered } }),
  };
  conversation.replying.value = undefined;
  stopTyping(chat, conversation);
  void toLive(chat, conversation);
  markRead(chat, conversation);
  clearDivider(conversation);
  put(chat, conversation, item);
}

function put(chat: Chat, conversation: Conversation, item: MessageItem): void {
  const isFull = pendingIn(itemsOf(conversation.ledger.tail)).length >= MOST_WAITING;
  const full: SendFault = { code: 'CLIENT_QUEUE_FULL', text: '' };
  add(chat, conversation, isFull ? { ...item, state: 'failed', fault: full } : item);
  if (!isFull) flushIn(chat, conversation);
}

const canSend = ({ client }: Chat, { peer, joined }: Conversation): boolean =>
  client.state !== 'idle' && client.state !== 'stopped' && (joined.peek() || peer.peek() !== undefined);

/** By the name of the room; somebody with whom nothing has been said yet, by nick. */
function send({ client }: Chat, { room, peer }: Conversation, item: MessageItem): Promise<Receipt> {
  const { text, kind, uid: key, reply } = item;
  const to = peer.peek()?.nick;
  if (to !== undefined && (room === undefined || !client.rooms.has(room))) return client.tell(to, text, { key });
  const more: SayOptions = {
    key,
    ...(kind === 'text' ? {} : { kind }),
    ...(reply === undefined ? {} : { data: { reply } }),
  };
  return client.say(room ?? '', text, more);
}

/** From here on the client keeps it, over lost connections, until the server has answered. */
async function transmit(chat: Chat, conversation: Conversation, item: MessageItem): Promise<void> {
  const { uid } = item;
  const { tail } = conversation.ledger;
  const isOnline = chat.client.state === 'online';
  chat.handed.add(uid);
  replace<MessageItem>(tail, uid, 'message', (known) => ({ ...known, state: isOnline ? 'sent' : 'waiting' }));
  try {
    const { id, at, epoch, offset, room } = await send(chat, conversation, item);
    settle(conversation.ledger.tail, uid, { id, at, place: { epoch, offset } });
    begun(chat, conversation, room);
  } catch (thrown) {
    failed(conversation, uid, thrown);
  }
  chat.handed.delete(uid);
  chat.frames.touch(conversation);
}

/** The first words to somebody are said: their conversation has a name on the server now. */
function begun(chat: Chat, conversation: Conversation, room: string): void {
  if (conversation.peer.peek() === undefined || conversation.room === room) return;
  conversation.room = room;
  conversation.joined.value = true;
  rememberPlaces(chat);
}

function failed({ ledger: { tail } }: Conversation, uid: string, thrown: unknown): void {
  const { code, text } = faultFrom(thrown);
  replace<MessageItem>(tail, uid, 'message', (item) => {
    if (item.state === 'kept') return item;
    // Whoever connects again still wants to say it; under its key it is not said twice.
    if (code === 'CLIENT_STOPPED') return { ...item, state: 'waiting' };
    return { ...item, state: 'failed', fault: { code, text } };
  });
}

/** Sends again what the server has refused. */
export function retry(chat: Chat, conversation: Conversation, item: MessageItem): void {
  discard(chat, conversation, item);
  const { fault: _gone, ...rest } = item;
  put(chat, conversation, { ...rest, at: chat.now(), state: 'waiting' });
}

/** Takes a message that was not sent off the list. */
export function discard(chat: Chat, conversation: Conversation, item: MessageItem): void {
  remove(conversation.ledger.tail, item.uid);
  chat.frames.touch(conversation);
}

const pendingIn = (items: ReturnType<typeof itemsOf>): readonly MessageItem[] =>
  items.slice(endOf(items)).filter((item) => item.type === 'message');

/** The messages of a conversation that wait for the connection, as they are shown. */
export function waitingIn({ items, ledger }: Conversation): readonly MessageItem[] {
  // Read for whoever draws with it, even while an older part of the room is shown.
  void items.value;
  return pendingIn(ledger.tail.shown).filter(({ state }) => state === 'waiting');
}

/** Sends what waited in a conversation, in the order in which it was written, as far as that is possible now. */
export function flushIn(chat: Chat, conversation: Conversation): void {
  if (!canSend(chat, conversation)) return;
  for (const item of pendingIn(itemsOf(conversation.ledger.tail))) {
    if (!chat.handed.has(item.uid)) void transmit(chat, conversation, item);
  }
}

/** What is on its way waits while there is no connection. */
export function restate(chat: Chat): void {
  const state = chat.client.state === 'online' ? 'sent' : 'waiting';
  for (const conversation of chat.conversations.peek()) {
    const { tail } = conversation.ledger;
    for (const { uid, state: before } of pendingIn(itemsOf(tail))) {
      if (before === state || !chat.handed.has(uid)) continue;
      replace<MessageItem>(tail, uid, 'message', (item) => ({ ...item, state }));
      chat.frames.touch(conversation);
    }
  }
}
