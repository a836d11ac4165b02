import type { Item, MessageItem, PresenceChange, PresenceItem } from '../item.js';
import { indexOfUid } from './position.js';

/** A copy-on-write list: it changes in place between two frames, and never once published. */
export interface ItemList {
  /** The published items. */
  shown: readonly Item[];
  /** The next state; `undefined` without changes. */
  draft: Item[] | undefined;
}

/** Creates a list of published items. */
export const createItemList = (items: readonly Item[]): ItemList => ({ shown: items, draft: undefined });

/** Returns the current items for reading. */
export const itemsOf = (list: ItemList): readonly Item[] => list.draft ?? list.shown;

/** Returns the current items for writing; copies them once per frame. */
export function draftOf(list: ItemList): Item[] {
  list.draft ??= list.shown.slice();
  return list.draft;
}

/** Publishes the draft: the returned items do not change any more. */
export function commit(list: ItemList): readonly Item[] {
  if (list.draft !== undefined) list.shown = list.draft;
  list.draft = undefined;
  return list.shown;
}

/** Maximum number of changes in one presence item. */
const MAX_PRESENCE_CHANGES = 300;

/** Checks whether an item is one of our own messages that the server has not confirmed yet. */
export const isPending = (item: Item | undefined): boolean =>
  item?.type === 'message' && (item.state === 'waiting' || item.state === 'sending');

/** Returns the index of the first pending message at the end: new items are inserted before it. */
export function indexOfPending(items: readonly Item[]): number {
  let at = items.length;
  while (isPending(items[at - 1])) at--;
  return at;
}

/** Adds a new item. */
export function appendItem(list: ItemList, item: Item): void {
  const items = draftOf(list);
  const at = isPending(item) ? items.length : indexOfPending(items);
  if (at === items.length) items.push(item);
  else items.splice(at, 0, item);
}

/** Replaces an item; returns whether it was there. */
export function replaceItem<T extends Item>(
  list: ItemList,
  uid: string,
  type: T['type'],
  change: (item: T) => T,
): boolean {
  const at = indexOfUid(itemsOf(list), uid);
  const item = itemsOf(list)[at];
  if (item?.type !== type) return false;
  draftOf(list)[at] = change(item as T);
  return true;
}

/** Removes an item; returns whether it was there. */
export function removeItem(list: ItemList, uid: string): boolean {
  const at = indexOfUid(itemsOf(list), uid);
  if (at === -1) return false;
  draftOf(list).splice(at, 1);
  return true;
}

/**
 * Confirms one of our own messages and moves it behind all messages that arrived before it.
 *
 * @param uid    key of the message
 * @param fields set by the server
 * @returns false if no pending message has that key
 */
export function confirmMessage(list: ItemList, uid: string, fields: Partial<MessageItem>): boolean {
  const at = indexOfUid(itemsOf(list), uid);
  const item = itemsOf(list)[at];
  if (item?.type !== 'message' || item.state === 'sent') return false;
  const { fault: _gone, ...rest } = item;
  draftOf(list).splice(at, 1);
  appendItem(list, { ...rest, ...fields, state: 'sent' });
  return true;
}

/** Adds a presence change to the presence item at the end, if there is one. */
export function appendPresence(list: ItemList, uid: string, at: number, change: PresenceChange): void {
  const items = itemsOf(list);
  const last = items[indexOfPending(items) - 1];
  if (last?.type !== 'presence' || last.changes.length >= MAX_PRESENCE_CHANGES) {
    appendItem(list, { type: 'presence', uid, at, changes: [change] });
    return;
  }
  replaceItem<PresenceItem>(list, last.uid, 'presence', (item) => ({ ...item, changes: [...item.changes, change] }));
}

/** Removes the oldest items if there are too many; returns whether any were removed. */
export function trimItems(list: ItemList, most: number): boolean {
  const items = itemsOf(list);
  if (items.length <= most) return false;
  draftOf(list).splice(0, items.length - most);
  return true;
}
