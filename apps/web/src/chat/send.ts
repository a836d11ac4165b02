import { type CommandFields, faultFrom, newKey } from '../connection/index.js';
import type { Conversation } from './conversation.js';
import type { MessageItem } from './item.js';
import { clearDivider, markRead } from './read.js';
import { add, type Chat } from './state.js';
import { changed, settled, without } from './timeline.js';

/** Sends a message; it is shown at once, and settles when the server has kept it. */
export function say(chat: Chat, conversation: Conversation, text: string, kind: 'action' | 'text' = 'text'): void {
  const { id = '', nick = chat.memory.nick ?? '' } = chat.me.value ?? {};
  const item: MessageItem = {
    type: 'message',
    uid: newKey(),
    at: chat.now(),
    from: { id, nick },
    mine: true,
    kind,
    text,
    state: 'waiting',
  };
  add(conversation, item);
  markRead(conversation);
  clearDivider(conversation);
  if (canSend(chat, conversation)) void transmit(chat, conversation, item);
}

const canSend = (chat: Chat, conversation: Conversation): boolean =>
  chat.linkState.value.name === 'online' && (conversation.peer.value !== undefined || conversation.joined.value);

const fieldsOf = (conversation: Conversation, { text, kind, uid: key }: MessageItem): CommandFields => {
  const peer = conversation.peer.value;
  const what = { text, key, ...(kind === 'text' ? {} : { kind }) };
  return peer === undefined
    ? { type: 'say', room: conversation.key, ...what }
    : { type: 'tell', to: peer.nick, ...what };
};

async function transmit(chat: Chat, conversation: Conversation, item: MessageItem): Promise<void> {
  const update = (change: Partial<MessageItem>) => {
    conversation.items.value = changed(conversation.items.value, item.uid, change);
  };
  update({ state: 'sent' });
  try {
    const result = await chat.link.request(fieldsOf(conversation, item));
    const at = typeof result.at === 'number' ? result.at : item.at;
    conversation.items.value = settled(conversation.items.value, item.uid, { at }) ?? conversation.items.value;
  } catch (thrown) {
    const { code, message } = faultFrom(thrown);
    const current = conversation.items.value.find((candidate) => candidate.uid === item.uid);
    // The message itself came back before the connection broke: it is kept.
    if (current?.type !== 'message' || current.state === 'kept') return;
    if (code === 'PAGE_OFFLINE') update({ state: 'waiting' });
    // After the next login a guest is another author, and the key no longer keeps the message from being doubled.
    else if (code === 'PAGE_CONNECTION_LOST')
      update({ state: 'failed', fault: { code: 'PAGE_UNCONFIRMED', text: '' } });
    else update({ state: 'failed', fault: { code, text: message } });
  }
}

/** Sends again what the server has refused. */
export function retry(chat: Chat, conversation: Conversation, item: MessageItem): void {
  discard(conversation, item);
  const { fault: _gone, ...rest } = item;
  const again: MessageItem = { ...rest, at: chat.now(), state: 'waiting' };
  add(conversation, again);
  if (canSend(chat, conversation)) void transmit(chat, conversation, again);
}

/** Takes a message that was not sent off the list. */
export function discard(conversation: Conversation, item: MessageItem): void {
  conversation.items.value = without(conversation.items.value, item.uid);
}

/** The messages of a conversation that wait for the connection. */
export function waitingIn(conversation: Conversation): readonly MessageItem[] {
  return conversation.items.value.filter(
    (item): item is MessageItem => item.type === 'message' && item.state === 'waiting',
  );
}

/** Sends what waited in a conversation, in the order in which it was written, as far as that is possible now. */
export function flushIn(chat: Chat, conversation: Conversation): void {
  if (!canSend(chat, conversation)) return;
  for (const item of waitingIn(conversation)) void transmit(chat, conversation, item);
}
