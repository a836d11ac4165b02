import type { Receipt, SayOptions } from '../../../../../client/index.js';
import type { Conversation } from '../conversation.js';
import { detailedFault, type SendFault } from '../fault.js';
import { showLatest } from '../history/part.js';
import type { MessageItem } from '../item.js';
import { createMessageKey } from '../key.js';
import { itemsOf } from '../list/ledger.js';
import { confirmMessage, indexOfPending, removeItem, replaceItem } from '../list/sheet-changes.js';
import { addItem } from '../notes.js';
import { clearDivider, markRead } from '../read.js';
import { saveConversations } from '../remember.js';
import type { Chat } from '../state.js';
import { stopTyping } from './typing.js';

/** So many messages of one conversation wait for it at most. */
const MAX_WAITING = 500;

/** Sends a message; it is shown at once, and settles when the server has kept it. It answers what is being answered. */
export function sendMessage(
  chat: Chat,
  conversation: Conversation,
  text: string,
  kind: 'action' | 'text' = 'text',
): void {
  const { position: place, id: answered } = conversation.replyingTo.peek() ?? {};
  const { id = '', nick = chat.saved.nick ?? '' } = chat.me.peek() ?? {};
  const item: MessageItem = {
    type: 'message',
    uid: createMessageKey(),
    at: chat.now(),
    from: { id, nick },
    mine: true,
    kind,
    text,
    state: 'waiting',
    ...(place === undefined || answered === undefined ? {} : { reply: { ...place, id: answered } }),
  };
  conversation.replyingTo.value = undefined;
  stopTyping(chat, conversation);
  void showLatest(chat, conversation);
  markRead(chat, conversation);
  clearDivider(conversation);
  enqueue(chat, conversation, item);
}

function enqueue(chat: Chat, conversation: Conversation, item: MessageItem): void {
  const isFull = pendingItems(itemsOf(conversation.timeline.latest)).length >= MAX_WAITING;
  const full: SendFault = { code: 'CLIENT_QUEUE_FULL', text: '' };
  addItem(chat, conversation, isFull ? { ...item, state: 'failed', fault: full } : item);
  if (!isFull) flushPending(chat, conversation);
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
async function deliver(chat: Chat, conversation: Conversation, item: MessageItem): Promise<void> {
  const { uid } = item;
  const { latest: tail } = conversation.timeline;
  const isOnline = chat.client.state === 'online';
  chat.inFlight.add(uid);
  replaceItem<MessageItem>(tail, uid, 'message', (known) => ({ ...known, state: isOnline ? 'sent' : 'waiting' }));
  try {
    const { id, at, epoch, offset, room } = await send(chat, conversation, item);
    confirmMessage(conversation.timeline.latest, uid, { id, at, position: { epoch, offset } });
    linkDirectRoom(chat, conversation, room);
  } catch (thrown) {
    markFailed(conversation, uid, thrown);
  }
  chat.inFlight.delete(uid);
  chat.updates.markChanged(conversation);
}

/** The first words to somebody are said: their conversation has a name on the server now. */
function linkDirectRoom(chat: Chat, conversation: Conversation, room: string): void {
  if (conversation.peer.peek() === undefined || conversation.room === room) return;
  conversation.room = room;
  conversation.joined.value = true;
  saveConversations(chat);
}

function markFailed({ timeline: { latest: tail } }: Conversation, uid: string, thrown: unknown): void {
  const { code, text } = detailedFault(thrown);
  replaceItem<MessageItem>(tail, uid, 'message', (item) => {
    if (item.state === 'kept') return item;
    // Whoever connects again still wants to say it; under its key it is not said twice.
    if (code === 'CLIENT_STOPPED') return { ...item, state: 'waiting' };
    return { ...item, state: 'failed', fault: { code, text } };
  });
}

/** Sends again what the server has refused. */
export function retryMessage(chat: Chat, conversation: Conversation, item: MessageItem): void {
  discardMessage(chat, conversation, item);
  const { fault: _gone, ...rest } = item;
  enqueue(chat, conversation, { ...rest, at: chat.now(), state: 'waiting' });
}

/** Takes a message that was not sent off the list. */
export function discardMessage(chat: Chat, conversation: Conversation, item: MessageItem): void {
  removeItem(conversation.timeline.latest, item.uid);
  chat.updates.markChanged(conversation);
}

const pendingItems = (items: ReturnType<typeof itemsOf>): readonly MessageItem[] =>
  items.slice(indexOfPending(items)).filter((item) => item.type === 'message');

/** The messages of a conversation that wait for the connection, as they are shown. */
export function waitingMessages({ items, timeline: ledger }: Conversation): readonly MessageItem[] {
  // Read for whoever draws with it, even while an older part of the room is shown.
  void items.value;
  return pendingItems(ledger.latest.shown).filter(({ state }) => state === 'waiting');
}

/** Sends what waited in a conversation, in the order in which it was written, as far as that is possible now. */
export function flushPending(chat: Chat, conversation: Conversation): void {
  if (!canSend(chat, conversation)) return;
  for (const item of pendingItems(itemsOf(conversation.timeline.latest))) {
    if (!chat.inFlight.has(item.uid)) void deliver(chat, conversation, item);
  }
}

/** What is on its way waits while there is no connection. */
export function refreshPending(chat: Chat): void {
  const state = chat.client.state === 'online' ? 'sent' : 'waiting';
  for (const conversation of chat.conversations.peek()) {
    const { latest: tail } = conversation.timeline;
    for (const { uid, state: before } of pendingItems(itemsOf(tail))) {
      if (before === state || !chat.inFlight.has(uid)) continue;
      replaceItem<MessageItem>(tail, uid, 'message', (item) => ({ ...item, state }));
      chat.updates.markChanged(conversation);
    }
  }
}
