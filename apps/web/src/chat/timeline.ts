import type { Item, MessageItem } from './item.js';

/** How many items a conversation keeps in memory. */
export const MOST_ITEMS = 2_000;

const isPending = (item: Item | undefined): boolean =>
  item?.type === 'message' && (item.state === 'waiting' || item.state === 'sent');

/** Where something that has just happened goes: before our own messages that nobody else has seen yet. */
function end(items: readonly Item[]): number {
  let at = items.length;
  while (isPending(items[at - 1])) at--;
  return at;
}

const bounded = (items: Item[], most: number): readonly Item[] =>
  items.length > most ? items.slice(items.length - most) : items;

/**
 * Adds an item; the oldest ones go when there are too many.
 *
 * @param most how many items are kept
 */
export function appended(items: readonly Item[], item: Item, most: number = MOST_ITEMS): readonly Item[] {
  const at = isPending(item) ? items.length : end(items);
  return bounded([...items.slice(0, at), item, ...items.slice(at)], most);
}

/** Changes one message; the same list when it is not there. */
export function changed(items: readonly Item[], uid: string, change: Partial<MessageItem>): readonly Item[] {
  const at = items.findIndex((item) => item.uid === uid);
  const item = items[at];
  if (item?.type !== 'message') return items;
  return items.with(at, { ...item, ...change });
}

/** Without one item. */
export function without(items: readonly Item[], uid: string): readonly Item[] {
  return items.filter((item) => item.uid !== uid);
}

/**
 * One of our own messages has come back numbered: it takes its place after all that came before it.
 *
 * @param uid  the key that it was sent with
 * @param kept what the server made of it
 * @returns `undefined` when no message that still waits for an answer has that key
 */
export function settled(items: readonly Item[], uid: string, kept: Partial<MessageItem>): readonly Item[] | undefined {
  const item = items.findLast((candidate) => candidate.uid === uid);
  if (item?.type !== 'message' || item.state === 'kept') return undefined;
  const { fault: _gone, ...rest } = item;
  return appended(without(items, uid), { ...rest, ...kept, state: 'kept' });
}
