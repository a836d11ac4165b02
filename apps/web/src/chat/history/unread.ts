import type { Conversation } from '../conversation.js';
import { type Fields, readInteger, readObjects, readText } from '../fields.js';
import type { Item, Position } from '../item.js';
import { itemsOf, shownList } from '../list/ledger.js';
import { isAfter } from '../list/place.js';
import { mentionsMe } from '../read.js';
import { type Chat, conversationByRoom } from '../state.js';
import { requestHistory } from './ask.js';
import { scheduleReadMarker } from './marker.js';

const isUnread = (item: Item, place: Position): boolean =>
  item.type === 'message' && !item.mine && !item.erased && item.position !== undefined && isAfter(item.position, place);

/** Puts the divider behind the place up to which was read, once the messages there are loaded. */
export function placeUnreadDivider(chat: Chat, conversation: Conversation): void {
  const { timeline: ledger, older } = conversation;
  const { dividerAfter: divider } = ledger;
  if (divider === undefined) return;
  const items = itemsOf(shownList(ledger));
  const isReached = items.some(
    (item) =>
      item.type === 'message' && item.position?.epoch === divider.epoch && item.position.offset <= divider.offset,
  );
  const first = items.find((item) => isUnread(item, divider));
  if (first === undefined || !(isReached || older.peek() === 'none')) return;
  ledger.firstUnread = first.uid;
  ledger.dividerAfter = undefined;
  chat.updates.markChanged(conversation);
}

/** The marker is where another visit, or another session, has put it. */
function setUnread(chat: Chat, conversation: Conversation, marker: Position, unread: number, called: boolean): void {
  const { timeline: ledger, key } = conversation;
  const isWatched = chat.active.peek() === key && chat.isReading.peek() && ledger.section === undefined;
  ledger.readMarker = marker;
  ledger.unread = isWatched ? 0 : unread;
  ledger.mentioned = !isWatched && called;
  ledger.firstUnread = undefined;
  ledger.dividerAfter = unread > 0 ? marker : undefined;
  placeUnreadDivider(chat, conversation);
  if (isWatched) scheduleReadMarker(chat, conversation);
  chat.updates.markChanged(conversation);
}

/** What the server says of one room; it counts what came up to `end`, the page what came since. */
function applyUnreadRow(chat: Chat, row: Fields): void {
  const conversation = conversationByRoom(chat, readText(row.room) ?? '');
  const epoch = readText(row.epoch);
  const end = readInteger(row.end);
  if (conversation === undefined || epoch === undefined || end === undefined) return;
  const { timeline: ledger, peer } = conversation;
  if (ledger.end?.epoch !== epoch || ledger.end.offset < end) ledger.end = { epoch, offset: end };
  const offset = readInteger(row.marker);
  if (offset === undefined && peer.peek() === undefined) {
    // Whoever is in a room for the first time has nothing to catch up with.
    if (ledger.unread === 0) scheduleReadMarker(chat, conversation);
    return;
  }
  const later = itemsOf(ledger.latest).filter((item) => isUnread(item, { epoch, offset: end })).length;
  const unread = (readInteger(row.unread) ?? 0) + later;
  const called = (readInteger(row.mentions) ?? 0) > 0 || (peer.peek() !== undefined && unread > 0);
  setUnread(chat, conversation, { epoch, offset: offset ?? 0 }, unread, called);
}

/** Takes over from the server what is unread, in a page that has just been opened. */
export async function syncUnread(chat: Chat): Promise<void> {
  if (chat.keepsHistory.peek() === false) return;
  try {
    const { rooms } = await requestHistory(chat, 'history.unread', {});
    for (const row of readObjects(rooms)) applyUnreadRow(chat, row);
  } catch {
    // Then what comes is counted from here on.
  }
}

/** Another session of ours has read on. */
export function receiveReadMarker(chat: Chat, conversation: Conversation, place: Position): void {
  const { timeline: ledger } = conversation;
  if (ledger.readMarker?.epoch === place.epoch && !isAfter(place, ledger.readMarker)) return;
  const rest = itemsOf(ledger.latest).filter((item) => isUnread(item, place));
  const unread = Math.min(ledger.unread, rest.length);
  const isCalled = rest.some((item) => item.type === 'message' && mentionsMe(chat, conversation, item));
  ledger.readMarker = place;
  ledger.unread = unread;
  ledger.mentioned = ledger.mentioned && unread > 0 && isCalled;
  if (unread === 0) ledger.firstUnread = undefined;
  else ledger.firstUnread = rest[0]?.uid;
  chat.updates.markChanged(conversation);
}
