import type { Item, MessageItem, Place } from '../item.js';
import { type Entry, itemOf } from '../list/entry.js';
import { altered } from '../list/fold.js';
import { draftOf, itemsOf, type Ledger, type Sheet } from '../list/ledger.js';
import { indexOfPlace, indexOfUid, isBehind, isSamePlace } from '../list/place.js';
import { endOf } from '../list/sheet-changes.js';
import type { Chat } from '../state.js';
import type { Page } from './ask.js';

/** A page's messages as items, with what has become of them since the page was made. */
export function itemsOn(chat: Chat, { alterations }: Ledger, { entries, end }: Page): readonly MessageItem[] {
  const later = end === undefined ? [] : alterations.filter(({ place }) => isBehind(place, end));
  return entries.map((entry) => {
    const own = later.filter(({ target }) => isSamePlace(target, entry.place));
    return own.reduce((item, alteration) => altered(item, alteration, chat.myIds), itemOf(entry, chat));
  });
}

const offsetIn = (item: Item | undefined, epoch: string): number | undefined =>
  item?.type === 'message' && item.place?.epoch === epoch ? item.place.offset : undefined;

/** Where a part of the log begins that has no message before it: before the first of its epoch, and all that has come with it. */
function startOf(items: readonly Item[], epoch: string): number {
  let at = items.findIndex((item) => offsetIn(item, epoch) !== undefined);
  if (at === -1) return endOf(items);
  while (items[at - 1]?.type === 'presence' || items[at - 1]?.type === 'notice') at--;
  return at;
}

/** Puts messages between those that are there, each right behind the one before it in the log. */
function weave(items: Item[], missing: readonly MessageItem[], epoch: string): void {
  let next = 0;
  let slot = startOf(items, epoch);
  for (let at = slot; at < items.length && next < missing.length; at++) {
    const offset = offsetIn(items[at], epoch);
    if (offset === undefined) continue;
    const until = missing.findIndex((item, index) => index >= next && (item.place?.offset ?? 0) > offset);
    const batch = missing.slice(next, until === -1 ? missing.length : until);
    items.splice(slot, 0, ...batch);
    next += batch.length;
    at += batch.length;
    slot = at + 1;
  }
  items.splice(slot, 0, ...missing.slice(next));
}

/** One of our own that has come with a page, not with an event: it waits no longer. */
function takeOwn(sheet: Sheet, item: MessageItem, { fields: { key } }: Entry): MessageItem {
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
export function merge(chat: Chat, ledger: Ledger, sheet: Sheet, page: Page): void {
  const epoch = page.entries[0]?.place.epoch;
  if (epoch === undefined) return;
  const missing: MessageItem[] = [];
  for (const [index, item] of itemsOn(chat, ledger, page).entries()) {
    const entry = page.entries[index];
    const at = indexOfPlace(itemsOf(sheet), item.place as Place);
    const known = itemsOf(sheet)[at];
    if (known !== undefined) draftOf(sheet)[at] = { ...item, uid: known.uid };
    else if (entry !== undefined) missing.push(takeOwn(sheet, item, entry));
  }
  if (missing.length > 0) weave(draftOf(sheet), missing, epoch);
}
