import type { Item } from '../../../chat/index.js';
import { isSameDay } from './days.js';

const GROUP_MS = 5 * 60_000;

/** What an item's row has besides the item. */
export interface RowLayout {
  /** A day begins here. */
  readonly day: boolean;
  /** The unread messages begin here. */
  readonly unread: boolean;
  /** A message that begins its author's group, and carries the name. */
  readonly first: boolean;
}

/** Whether a message goes on what its author was saying. */
function continues(before: Item | undefined, item: Item): boolean {
  if (before?.type !== 'message' || item.type !== 'message') return false;
  return (
    before.from.id === item.from.id &&
    before.from.nick === item.from.nick &&
    before.kind !== 'action' &&
    item.kind !== 'action' &&
    before.erased === undefined &&
    item.at - before.at < GROUP_MS
  );
}

/**
 * How an item is laid out after the one before it: days apart, one author's messages within five minutes of each other
 * as a group.
 *
 * @param before      the item before; `undefined` for the first one
 * @param firstUnread the item that the divider stands before
 */
export function layoutOf(before: Item | undefined, item: Item, firstUnread: string | undefined): RowLayout {
  const day = before === undefined || !isSameDay(before.at, item.at);
  const unread = item.uid === firstUnread;
  return { day, unread, first: day || unread || !continues(before, item) };
}
