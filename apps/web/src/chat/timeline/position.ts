import type { Item, MessageItem, Position } from '../item.js';

const positionOf = (item: Item | undefined): Position | undefined =>
  item?.type === 'message' ? item.position : undefined;

/** Checks whether two positions are equal. */
export const isSamePosition = (a: Position | undefined, b: Position | undefined): boolean =>
  a !== undefined && b !== undefined && a.epoch === b.epoch && a.offset === b.offset;

/** Checks whether a position is after another one of the same epoch. */
export const isAfter = (a: Position, b: Position | undefined): boolean =>
  b !== undefined && a.epoch === b.epoch && a.offset > b.offset;

/** Returns the index of the nearest item with a position, searching back to `low`. */
function nearestBefore(items: readonly Item[], from: number, low: number): number {
  let at = from;
  while (at >= low && positionOf(items[at]) === undefined) at--;
  return at;
}

/**
 * Finds the message at a position by binary search: messages of one epoch are in order.
 *
 * @returns -1 if it is not there
 */
export function indexOfPosition(items: readonly Item[], position: Position): number {
  let low = 0;
  let high = items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = nearestBefore(items, middle, low);
    const found = positionOf(items[at]);
    if (found === undefined) low = middle + 1;
    // Epochs have no order: fall back to a linear search.
    else if (found.epoch !== position.epoch)
      return items.findLastIndex((item) => isSamePosition(positionOf(item), position));
    else if (found.offset === position.offset) return at;
    else if (found.offset < position.offset) low = middle + 1;
    else high = at - 1;
  }
  return -1;
}

/** Returns the message at a position. */
export function messageAt(items: readonly Item[], position: Position): MessageItem | undefined {
  const item = items[indexOfPosition(items, position)];
  return item?.type === 'message' ? item : undefined;
}

/** Returns the position of the first sent message. */
export function firstPosition(items: readonly Item[]): Position | undefined {
  for (const item of items) {
    const position = positionOf(item);
    if (position !== undefined) return position;
  }
  return undefined;
}

/** Returns the position of the last sent message. */
export function lastPosition(items: readonly Item[]): Position | undefined {
  return positionOf(items.findLast((item) => positionOf(item) !== undefined));
}

/** Finds an item by uid, searching from the end, where items change most. */
export const indexOfUid = (items: readonly Item[], uid: string): number =>
  items.findLastIndex((item) => item.uid === uid);
