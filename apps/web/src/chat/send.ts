import type { Receipt, SayOptions } from '../../../../client/index.js';
import type { Conversation } from './conversation.js';
import { detailedFault, type Fault } from './fault.js';
import { showLatest } from './history/section.js';
import type { MessageItem } from './item.js';
import { clearDivider, markRead } from './read-marker.js';
import { type Chat, saveConversations } from './state.js';
import { confirmMessage, indexOfPending, itemsOf, removeItem, replaceItem } from './timeline/draft.js';
import { addItem, createMessageKey } from './timeline/update.js';
import { stopTyping } from './typing.js';

/** Messages per conversation that may wait for a connection. */
const MAX_WAITING = 500;

/** Sends a message, as a reply if one was started. It is shown at once and confirmed by the server's receipt. */
export function sendMessage(
  chat: Chat,
  conversation: Conversation,
  text: string,
  kind: 'action' | 'text' = 'text',
): void {
  const { position, id: answered } = conversation.replyingTo.peek() ?? {};
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
    ...(position === undefined || answered === undefined ? {} : { reply: { ...position, id: answered } }),
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
  const full: Fault = { code: 'CLIENT_QUEUE_FULL', text: '' };
  addItem(chat, conversation, isFull ? { ...item, state: 'failed', fault: full } : item);
  if (!isFull) flushPending(chat, conversation);
}

const canSend = ({ client }: Chat, { recipient, joined }: Conversation): boolean =>
  client.state !== 'idle' && client.state !== 'stopped' && (joined.peek() || recipient.peek() !== undefined);

/** Sends to the room, or to the recipient's nick before the first direct message. */
function send({ client }: Chat, { room, recipient }: Conversation, item: MessageItem): Promise<Receipt> {
  const { text, kind, uid: key, reply } = item;
  const to = recipient.peek()?.nick;
  if (to !== undefined && (room === undefined || !client.rooms.has(room))) return client.tell(to, text, { key });
  const more: SayOptions = {
    key,
    ...(kind === 'text' ? {} : { kind }),
    ...(reply === undefined ? {} : { data: { reply } }),
  };
  return client.say(room ?? '', text, more);
}

/** Hands the message to the client, which resends it after lost connections until the server answers. */
async function deliver(chat: Chat, conversation: Conversation, item: MessageItem): Promise<void> {
  const { uid } = item;
  const { latest } = conversation.timeline;
  const isOnline = chat.client.state === 'online';
  chat.inFlight.add(uid);
  replaceItem<MessageItem>(latest, uid, 'message', (known) => ({ ...known, state: isOnline ? 'sending' : 'waiting' }));
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

/** Records the server's room name of a direct conversation after its first message. */
function linkDirectRoom(chat: Chat, conversation: Conversation, room: string): void {
  if (conversation.recipient.peek() === undefined || conversation.room === room) return;
  conversation.room = room;
  conversation.joined.value = true;
  saveConversations(chat);
}

function markFailed({ timeline: { latest } }: Conversation, uid: string, thrown: unknown): void {
  const { code, text } = detailedFault(thrown);
  replaceItem<MessageItem>(latest, uid, 'message', (item) => {
    if (item.state === 'sent') return item;
    // The next connection sends it again; its key prevents duplicates.
    if (code === 'CLIENT_STOPPED') return { ...item, state: 'waiting' };
    return { ...item, state: 'failed', fault: { code, text } };
  });
}

/** Sends a refused message again. */
export function retryMessage(chat: Chat, conversation: Conversation, item: MessageItem): void {
  discardMessage(chat, conversation, item);
  const { fault: _gone, ...rest } = item;
  enqueue(chat, conversation, { ...rest, at: chat.now(), state: 'waiting' });
}

/** Removes an unsent message from the list. */
export function discardMessage(chat: Chat, conversation: Conversation, item: MessageItem): void {
  removeItem(conversation.timeline.latest, item.uid);
  chat.updates.markChanged(conversation);
}

const pendingItems = (items: ReturnType<typeof itemsOf>): readonly MessageItem[] =>
  items.slice(indexOfPending(items)).filter((item) => item.type === 'message');

/** Returns the messages of a conversation that wait for a connection. */
export function waitingMessages({ items, timeline }: Conversation): readonly MessageItem[] {
  // Subscribes the caller to changes, even while an older section is shown.
  void items.value;
  return pendingItems(timeline.latest.shown).filter(({ state }) => state === 'waiting');
}

/** Sends the waiting messages of a conversation in order, if possible. */
export function flushPending(chat: Chat, conversation: Conversation): void {
  if (!canSend(chat, conversation)) return;
  for (const item of pendingItems(itemsOf(conversation.timeline.latest))) {
    if (!chat.inFlight.has(item.uid)) void deliver(chat, conversation, item);
  }
}

/** Updates the state of unconfirmed messages after a connection change. */
export function refreshPending(chat: Chat): void {
  const state = chat.client.state === 'online' ? 'sending' : 'waiting';
  for (const conversation of chat.conversations.peek()) {
    const { latest } = conversation.timeline;
    for (const { uid, state: before } of pendingItems(itemsOf(latest))) {
      if (before === state || !chat.inFlight.has(uid)) continue;
      replaceItem<MessageItem>(latest, uid, 'message', (item) => ({ ...item, state }));
      chat.updates.markChanged(conversation);
    }
  }
}
