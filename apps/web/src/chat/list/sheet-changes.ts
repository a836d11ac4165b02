import type { Item, MessageItem, PresenceChange, PresenceItem } from '../item.js';
import { draftOf, type ItemList, itemsOf } from './ledger.js';
import { indexOfUid } from './place.js';

/** So many comings and goings are one item at most. */
const MAX_PRESENCE_CHANGES = 300;

/** Whether nobody else has seen an item yet. */
export const isPending = (item: Item | undefined): boolean =>
  item?.type === 'message' && (item.state === 'waiting' || item.state === 'sent');

/** Where something that has just happened goes: before our own messages that nobody else has seen yet. */
export function indexOfPending(items: readonly Item[]): number {
  let at = items.length;
  while (isPending(items[at - 1])) at--;
  return at;
}

/** Adds something that has just happened. */
export function appendItem(sheet: ItemList, item: Item): void {
  const items = draftOf(sheet);
  const at = isPending(item) ? items.length : indexOfPending(items);
  if (at === items.length) items.push(item);
  else items.splice(at, 0, item);
}

/** Puts another item in the place of one; says whether it was there. */
export function replaceItem<T extends Item>(
  sheet: ItemList,
  uid: string,
  type: T['type'],
  change: (item: T) => T,
): boolean {
  const at = indexOfUid(itemsOf(sheet), uid);
  const item = itemsOf(sheet)[at];
  if (item?.type !== type) return false;
  draftOf(sheet)[at] = change(item as T);
  return true;
}

/** Takes an item away; says whether it was there. */
export function removeItem(sheet: ItemList, uid: string): boolean {
  const at = indexOfUid(itemsOf(sheet), uid);
  if (at === -1) return false;
  draftOf(sheet).splice(at, 1);
  return true;
}

/**
 * One of our own messages is kept: it takes its place after all that came before it.
 *
 * @param uid  the key that it was sent with
 * @param kept what the server made of it
 * @returns false when no message that still waits for an answer has that key
 */
export function confirmMessage(sheet: ItemList, uid: string, kept: Partial<MessageItem>): boolean {
  const at = indexOfUid(itemsOf(sheet), uid);
  const item = itemsOf(sheet)[at];
  if (item?.type !== 'message' || item.state === 'kept') return false;
  const { fault: _gone, ...rest } = item;
  draftOf(sheet).splice(at, 1);
  appendItem(sheet, { ...rest, ...kept, state: 'kept' });
  return true;
}

/** Adds a coming or going, to the item of those just before it. */
export function appendPresence(sheet: ItemList, uid: string, at: number, change: PresenceChange): void {
  const items = itemsOf(sheet);
  const last = items[indexOfPending(items) - 1];
  if (last?.type !== 'presence' || last.changes.length >= MAX_PRESENCE_CHANGES) {
    appendItem(sheet, { type: 'presence', uid, at, changes: [change] });
    return;
  }
  replaceItem<PresenceItem>(sheet, last.uid, 'presence', (item) => ({ ...item, changes: [...item.changes, change] }));
}

/** Takes the oldest items away when there are too many; says whether there were. */
export function trimItems(sheet: ItemList, most: number): boolean {
  const items = itemsOf(sheet);
  if (items.length <= most) return false;
  draftOf(sheet).splice(0, items.length - most);
  return true;
}
