import type { Conversation } from '../conversation.js';
import { type Fields, objectsIn, textIn, wholeIn } from '../fields.js';
import type { Item, Place } from '../item.js';
import { itemsOf, shownSheet } from '../list/ledger.js';
import { isBehind } from '../list/place.js';
import { calls } from '../read.js';
import { type Chat, conversationIn } from '../state.js';
import { askHistory } from './ask.js';
import { keepMarker } from './marker.js';

const isUnread = (item: Item, place: Place): boolean =>
  item.type === 'message' && !item.mine && !item.erased && item.place !== undefined && isBehind(item.place, place);

/** Puts the divider behind the place up to which was read, once the messages there are loaded. */
export function placeDivider(chat: Chat, conversation: Conversation): void {
  const { ledger, older } = conversation;
  const { divider } = ledger;
  if (divider === undefined) return;
  const items = itemsOf(shownSheet(ledger));
  const isReached = items.some(
    (item) => item.type === 'message' && item.place?.epoch === divider.epoch && item.place.offset <= divider.offset,
  );
  const first = items.find((item) => isUnread(item, divider));
  if (first === undefined || !(isReached || older.peek() === 'none')) return;
  ledger.firstUnread = first.uid;
  ledger.divider = undefined;
  chat.frames.touch(conversation);
}

/** The marker is where another visit, or another session, has put it. */
function count(chat: Chat, conversation: Conversation, marker: Place, unread: number, called: boolean): void {
  const { ledger, key } = conversation;
  const isWatched = chat.active.peek() === key && chat.watching.peek() && ledger.part === undefined;
  ledger.marker = marker;
  ledger.unread = isWatched ? 0 : unread;
  ledger.called = !isWatched && called;
  ledger.firstUnread = undefined;
  ledger.divider = unread > 0 ? marker : undefined;
  placeDivider(chat, conversation);
  if (isWatched) keepMarker(chat, conversation);
  chat.frames.touch(conversation);
}

/** What the server says of one room; it counts what came up to `end`, the page what came since. */
function take(chat: Chat, row: Fields): void {
  const conversation = conversationIn(chat, textIn(row.room) ?? '');
  const epoch = textIn(row.epoch);
  const end = wholeIn(row.end);
  if (conversation === undefined || epoch === undefined || end === undefined) return;
  const { ledger, peer } = conversation;
  if (ledger.end?.epoch !== epoch || ledger.end.offset < end) ledger.end = { epoch, offset: end };
  const offset = wholeIn(row.marker);
  if (offset === undefined && peer.peek() === undefined) {
    // Whoever is in a room for the first time has nothing to catch up with.
    if (ledger.unread === 0) keepMarker(chat, conversation);
    return;
  }
  const later = itemsOf(ledger.tail).filter((item) => isUnread(item, { epoch, offset: end })).length;
  const unread = (wholeIn(row.unread) ?? 0) + later;
  const called = (wholeIn(row.mentions) ?? 0) > 0 || (peer.peek() !== undefined && unread > 0);
  count(chat, conversation, { epoch, offset: offset ?? 0 }, unread, called);
}

/** Takes over from the server what is unread, in a page that has just been opened. */
export async function syncUnread(chat: Chat): Promise<void> {
  if (chat.keepsHistory.peek() === false) return;
  try {
    const { rooms } = await askHistory(chat, 'history.unread', {});
    for (const row of objectsIn(rooms)) take(chat, row);
  } catch {
    // Then what comes is counted from here on.
  }
}

/** Another session of ours has read on. */
export function takeMarker(chat: Chat, conversation: Conversation, place: Place): void {
  const { ledger } = conversation;
  if (ledger.marker?.epoch === place.epoch && !isBehind(place, ledger.marker)) return;
  const rest = itemsOf(ledger.tail).filter((item) => isUnread(item, place));
  const unread = Math.min(ledger.unread, rest.length);
  const isCalled = rest.some((item) => item.type === 'message' && calls(chat, conversation, item));
  ledger.marker = place;
  ledger.unread = unread;
  ledger.called = ledger.called && unread > 0 && isCalled;
  if (unread === 0) ledger.firstUnread = undefined;
  else ledger.firstUnread = rest[0]?.uid;
  chat.frames.touch(conversation);
}
