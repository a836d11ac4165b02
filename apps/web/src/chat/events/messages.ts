import type { GapEvent, MessageEvent } from '../../../../../client/index.js';
import type { Conversation } from '../conversation.js';
import { fillGap } from '../history/gap.js';
import type { GapItem, MessageItem } from '../item.js';
import { type Alteration, alterationIn, isAlteration } from '../list/alteration.js';
import { type Entry, entryIn, itemOf } from '../list/entry.js';
import { foldIn } from '../list/fold.js';
import { itemsOf, type Ledger } from '../list/ledger.js';
import { indexOfPlace, indexOfUid, isBehind } from '../list/place.js';
import { append, settle } from '../list/sheet-changes.js';
import { add, freshUid } from '../notes.js';
import { countUnread } from '../read.js';
import { rememberPlaces } from '../remember.js';
import { type Chat, conversationIn, directConversation } from '../state.js';
import { forgetTyping } from './typing.js';

/** So many alterations are remembered, for pages of the history that are older than they are. */
const MOST_ALTERATIONS = 500;

/** The conversation that a message belongs to; `undefined` for a room that we have just left. */
function placeOf(chat: Chat, { room, from, to }: MessageEvent): Conversation | undefined {
  const known = conversationIn(chat, room);
  if (known !== undefined || to === undefined) return known;
  const peer = chat.myIds.has(from.id) ? to : from;
  const conversation = directConversation(chat, peer, room);
  conversation.joined.value = true;
  rememberPlaces(chat);
  return conversation;
}

/** Takes in a message, each exactly once. */
export function takeMessage(chat: Chat, event: MessageEvent): void {
  const entry = entryIn(event);
  const conversation = placeOf(chat, event);
  if (entry === undefined || conversation === undefined) return;
  const { ledger } = conversation;
  const isLate =
    ledger.end !== undefined && ledger.end.epoch === entry.place.epoch && !isBehind(entry.place, ledger.end);
  if (!isLate) ledger.end = entry.place;
  if (isAlteration(entry.kind)) alter(chat, conversation, entry);
  else take(chat, conversation, entry, isLate);
  if (conversation.typing.peek().length > 0) forgetTyping(conversation, entry.from.id);
}

function alter(chat: Chat, conversation: Conversation, { fields: { data }, ...told }: Entry): void {
  const alteration = alterationIn({ ...told, data }, told.place);
  if (alteration === undefined) return;
  remember(conversation.ledger, alteration);
  foldIn(conversation.ledger, alteration, chat.myIds);
  chat.frames.touch(conversation);
}

function remember({ alterations }: Ledger, alteration: Alteration): void {
  alterations.push(alteration);
  if (alterations.length > MOST_ALTERATIONS) alterations.splice(0, MOST_ALTERATIONS / 2);
}

function take(chat: Chat, conversation: Conversation, entry: Entry, isLate: boolean): void {
  const item = itemOf(entry, chat);
  const { tail } = conversation.ledger;
  // A page of the history may have brought it before.
  if (isLate && indexOfPlace(itemsOf(tail), entry.place) !== -1) return;
  if (!item.mine || !takeOwn(chat, conversation, item, entry.fields.key)) {
    if (item.erased === undefined) countUnread(chat, conversation, item);
    append(tail, item);
  }
  chat.frames.touch(conversation);
}

/** One of our own has come back: it is the item that waits for it. */
function takeOwn(chat: Chat, { ledger: { tail } }: Conversation, item: MessageItem, key: unknown): boolean {
  if (typeof key !== 'string') return false;
  chat.handed.delete(key);
  if (settle(tail, key, { ...item, uid: key })) return true;
  // Its receipt has settled it.
  return indexOfUid(itemsOf(tail), key) !== -1;
}

/** Messages are missing: that is said in their place, and the history is asked whether it has them. */
export function takeGap(chat: Chat, event: GapEvent): void {
  const conversation = conversationIn(chat, event.room);
  if (conversation === undefined) return;
  const { after, epoch, offset, missed } = event;
  const to = { epoch, offset };
  conversation.ledger.end = to;
  const item: GapItem = {
    type: 'gap',
    uid: freshUid('gap'),
    at: chat.now(),
    ...(missed === undefined ? {} : { missed }),
  };
  add(chat, conversation, item);
  if (after.epoch === epoch) void fillGap(chat, conversation, { uid: item.uid, after, to });
}
