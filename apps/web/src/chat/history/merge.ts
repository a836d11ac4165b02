import type { Item, MessageItem, Position } from '../item.js';
import { type LogEntry, toMessageItem } from '../list/entry.js';
import { withEdit } from '../list/fold.js';
import { draftOf, type ItemList, itemsOf, type Timeline } from '../list/ledger.js';
import { indexOfPosition, indexOfUid, isAfter, isSamePosition } from '../list/place.js';
import { indexOfPending } from '../list/sheet-changes.js';
import type { Chat } from '../state.js';
import type { HistoryPage } from './ask.js';

/** A page's messages as items, with what has become of them since the page was made. */
export function itemsOfPage(
  chat: Chat,
  { recentEdits: alterations }: Timeline,
  { entries, end }: HistoryPage,
): readonly MessageItem[] {
  const later = end === undefined ? [] : alterations.filter(({ place }) => isAfter(place, end));
  return entries.map((entry) => {
    const own = later.filter(({ target }) => isSamePosition(target, entry.position));
    return own.reduce((item, alteration) => withEdit(item, alteration, chat.myIds), toMessageItem(entry, chat));
  });
}

const offsetIn = (item: Item | undefined, epoch: string): number | undefined =>
  item?.type === 'message' && item.position?.epoch === epoch ? item.position.offset : undefined;

/** Where a part of the log begins that has no message before it: before the first of its epoch, and all that has come with it. */
function insertionStart(items: readonly Item[], epoch: string): number {
  let at = items.findIndex((item) => offsetIn(item, epoch) !== undefined);
  if (at === -1) return indexOfPending(items);
  while (items[at - 1]?.type === 'presence' || items[at - 1]?.type === 'notice') at--;
  return at;
}

/** Puts messages between those that are there, each right behind the one before it in the log. */
function interleave(items: Item[], missing: readonly MessageItem[], epoch: string): void {
  let next = 0;
  let slot = insertionStart(items, epoch);
  for (let at = slot; at < items.length && next < missing.length; at++) {
    const offset = offsetIn(items[at], epoch);
    if (offset === undefined) continue;
    const until = missing.findIndex((item, index) => index >= next && (item.position?.offset ?? 0) > offset);
    const batch = missing.slice(next, until === -1 ? missing.length : until);
    items.splice(slot, 0, ...batch);
    next += batch.length;
    at += batch.length;
    slot = at + 1;
  }
  items.splice(slot, 0, ...missing.slice(next));
}

/** One of our own that has come with a page, not with an event: it waits no longer. */
function confirmOwn(sheet: ItemList, item: MessageItem, { fields: { key } }: LogEntry): MessageItem {
  if (!item.mine || typeof key !== 'string') return item;
  const at = indexOfUid(itemsOf(sheet), key);
  if (at === -1) return item;
  draftOf(sheet).splice(at, 1);
  return { ...item, uid: key };
}

/**
 * Folds a page of the history into a list: every message once and at its place. What is there already keeps its uid, and
 * is told anew.
 */
export function mergePage(chat: Chat, ledger: Timeline, sheet: ItemList, page: HistoryPage): void {
  const epoch = page.entries[0]?.position.epoch;
  if (epoch === undefined) return;
  const missing: MessageItem[] = [];
  for (const [index, item] of itemsOfPage(chat, ledger, page).entries()) {
    const entry = page.entries[index];
    const at = indexOfPosition(itemsOf(sheet), item.position as Position);
    const known = itemsOf(sheet)[at];
    if (known !== undefined) draftOf(sheet)[at] = { ...item, uid: known.uid };
    else if (entry !== undefined) missing.push(confirmOwn(sheet, item, entry));
  }
  if (missing.length > 0) interleave(draftOf(sheet), missing, epoch);
}
