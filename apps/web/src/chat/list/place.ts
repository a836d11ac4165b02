import type { Item, MessageItem, Position } from '../item.js';

const positionOf = (item: Item | undefined): Position | undefined =>
  item?.type === 'message' ? item.position : undefined;

/** Whether two places are the same. */
export const isSamePosition = (one: Position | undefined, other: Position | undefined): boolean =>
  one !== undefined && other !== undefined && one.epoch === other.epoch && one.offset === other.offset;

/** Whether a place lies behind another one in the same life of the log. */
export const isAfter = (one: Position, other: Position | undefined): boolean =>
  other !== undefined && one.epoch === other.epoch && one.offset > other.offset;

/** The message at an index, or the nearest before it that has a place, down to `low`. */
function nearestBefore(items: readonly Item[], from: number, low: number): number {
  let at = from;
  while (at >= low && positionOf(items[at]) === undefined) at--;
  return at;
}

/**
 * Where the message of a place is: by halves, since the messages of one epoch are in order.
 *
 * @returns -1 when it is not there
 */
export function indexOfPosition(items: readonly Item[], place: Position): number {
  let low = 0;
  let high = items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = nearestBefore(items, middle, low);
    const found = positionOf(items[at]);
    if (found === undefined) low = middle + 1;
    // Nothing says which of two epochs comes first.
    else if (found.epoch !== place.epoch) return items.findLastIndex((item) => isSamePosition(positionOf(item), place));
    else if (found.offset === place.offset) return at;
    else if (found.offset < place.offset) low = middle + 1;
    else high = at - 1;
  }
  return -1;
}

/** The message at a place. */
export function messageAt(items: readonly Item[], place: Position): MessageItem | undefined {
  const item = items[indexOfPosition(items, place)];
  return item?.type === 'message' ? item : undefined;
}

/** The place of the first message that has one. */
export function firstPosition(items: readonly Item[]): Position | undefined {
  for (const item of items) {
    const place = positionOf(item);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** The place of the last message that has one. */
export function lastPosition(items: readonly Item[]): Position | undefined {
  return positionOf(items.findLast((item) => positionOf(item) !== undefined));
}

/** Where an item is; from the end, where what is still changing is. */
export const indexOfUid = (items: readonly Item[], uid: string): number =>
  items.findLastIndex((item) => item.uid === uid);
