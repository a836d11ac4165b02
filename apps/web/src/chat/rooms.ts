import { faultFrom, membersIn } from '../connection/index.js';
import { fold } from '../text/nicks.js';
import type { Conversation } from './conversation.js';
import { markRead, show } from './read.js';
import { sorted } from './roster.js';
import { flushIn } from './send.js';
import { type Chat, conversationOf, directConversation, dropConversation, note, roomConversation } from './state.js';

const bare = (room: string): string => room.trim().replace(/^#/, '');

/** The rooms that a later visit begins with. */
function remember(chat: Chat): void {
  chat.memory.rooms = chat.conversations.value
    .filter((conversation) => conversation.peer.value === undefined)
    .map((conversation) => conversation.key);
}

/** Enters a room on the server, and takes from the answer who is there and what was missed. */
async function enter(chat: Chat, asked: string): Promise<Conversation> {
  const result = await chat.link.request({ type: 'join', room: asked });
  const room = typeof result.room === 'string' ? result.room : asked;
  const conversation = roomConversation(chat, room);
  conversation.roster.value = sorted(membersIn(result));
  conversation.joined.value = true;
  conversation.removed.value = false;
  const { seen } = conversation;
  if (typeof result.epoch === 'string' && typeof result.offset === 'number') {
    const now = { epoch: result.epoch, offset: result.offset };
    if (seen !== undefined) tellMissed(chat, conversation, seen, now);
    conversation.seen = now;
  }
  remember(chat);
  return conversation;
}

type Place = NonNullable<Conversation['seen']>;

function tellMissed(chat: Chat, conversation: Conversation, seen: Place, now: Place): void {
  if (seen.epoch !== now.epoch) {
    if (now.offset > 0) note(chat, conversation, 'plain', { phrase: 'missedUnknown' });
  } else if (now.offset > seen.offset) {
    note(chat, conversation, 'plain', { phrase: 'missed', values: { n: now.offset - seen.offset } });
  }
}

/**
 * Joins a room and shows it.
 *
 * @throws Fault when the server does not let us in
 */
export async function joinRoom(chat: Chat, room: string): Promise<void> {
  const known = conversationOf(chat, fold(bare(room)));
  const conversation = known?.joined.value === true ? known : await enter(chat, bare(room));
  show(chat, conversation.key);
  flushIn(chat, conversation);
}

/** After a login: enters all rooms of the page again; one that fails says so in its own list. */
export async function rejoin(chat: Chat): Promise<void> {
  const rooms = chat.conversations.value.filter((conversation) => conversation.peer.value === undefined);
  await Promise.all(
    rooms.map(async (conversation) => {
      try {
        const entered = await enter(chat, conversation.key);
        // The server may write the name differently from what was remembered or asked for.
        if (entered !== conversation) replace(chat, conversation, entered);
      } catch (thrown) {
        const { code, message } = faultFrom(thrown);
        // Without a connection the next login tries again.
        if (code.startsWith('PAGE_')) return;
        conversation.removed.value = true;
        note(chat, conversation, 'bad', { code, text: message });
      }
    }),
  );
}

function replace(chat: Chat, old: Conversation, now: Conversation): void {
  if (chat.active.value === old.key) chat.active.value = now.key;
  dropConversation(chat, old);
  remember(chat);
}

/** Leaves a room and takes it off the page, whatever the server says; closes a direct conversation. */
export function leave(chat: Chat, key: string): void {
  const conversation = conversationOf(chat, key);
  if (conversation === undefined) return;
  if (conversation.joined.value) {
    // That we are not in the room is what was wanted: a refusal changes nothing.
    chat.link.request({ type: 'leave', room: key }).catch(() => {});
  }
  dropConversation(chat, conversation);
  remember(chat);
}

/** Opens the conversation with somebody. */
export function openDirect(chat: Chat, peer: { readonly id?: string; readonly nick: string }): Conversation {
  const conversation = directConversation(chat, peer);
  show(chat, conversation.key);
  markRead(conversation);
  return conversation;
}

/** Shows the rooms of the last visit before the server has let us in again. */
export function recall(chat: Chat, rooms: readonly string[], first: string | undefined): void {
  for (const room of rooms) roomConversation(chat, room);
  const shown = first === undefined ? rooms[0] : roomConversation(chat, bare(first)).key;
  if (shown !== undefined) show(chat, shown);
}
