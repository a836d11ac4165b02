import type { Item, MessageItem, Place } from '../item.js';

const placed = (item: Item | undefined): Place | undefined => (item?.type === 'message' ? item.place : undefined);

/** Whether two places are the same. */
export const isSamePlace = (one: Place | undefined, other: Place | undefined): boolean =>
  one !== undefined && other !== undefined && one.epoch === other.epoch && one.offset === other.offset;

/** Whether a place lies behind another one in the same life of the log. */
export const isBehind = (one: Place, other: Place | undefined): boolean =>
  other !== undefined && one.epoch === other.epoch && one.offset > other.offset;

/** The message at an index, or the nearest before it that has a place, down to `low`. */
function nearest(items: readonly Item[], from: number, low: number): number {
  let at = from;
  while (at >= low && placed(items[at]) === undefined) at--;
  return at;
}

/**
 * Where the message of a place is: by halves, since the messages of one epoch are in order.
 *
 * @returns -1 when it is not there
 */
export function indexOfPlace(items: readonly Item[], place: Place): number {
  let low = 0;
  let high = items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = nearest(items, middle, low);
    const found = placed(items[at]);
    if (found === undefined) low = middle + 1;
    // Nothing says which of two epochs comes first.
    else if (found.epoch !== place.epoch) return items.findLastIndex((item) => isSamePlace(placed(item), place));
    else if (found.offset === place.offset) return at;
    else if (found.offset < place.offset) low = middle + 1;
    else high = at - 1;
  }
  return -1;
}

/** The message at a place. */
export function messageAt(items: readonly Item[], place: Place): MessageItem | undefined {
  const item = items[indexOfPlace(items, place)];
  return item?.type === 'message' ? item : undefined;
}

/** The place of the first message that has one. */
export function firstPlace(items: readonly Item[]): Place | undefined {
  for (const item of items) {
    const place = placed(item);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** The place of the last message that has one. */
export function lastPlace(items: readonly Item[]): Place | undefined {
  return placed(items.findLast((item) => placed(item) !== undefined));
}

/** Where an item is; from the end, where what is still changing is. */
export const indexOfUid = (items: readonly Item[], uid: string): number =>
  items.findLastIndex((item) => item.uid === uid);
