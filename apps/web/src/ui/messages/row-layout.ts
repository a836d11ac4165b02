import type { Item } from '../../chat/index.js';

interface Day {
  readonly from: number;
  readonly to: number;
}

/** The last day looked up: consecutive times are mostly of the same day, and date arithmetic is slow. */
let last: Day = { from: 0, to: 0 };

function dayAround(at: number): Day {
  if (at >= last.from && at < last.to) return last;
  const from = new Date(at);
  from.setHours(0, 0, 0, 0);
  const to = new Date(from);
  to.setDate(to.getDate() + 1);
  last = { from: from.getTime(), to: to.getTime() };
  return last;
}

/** Checks whether two times, in milliseconds since the epoch, are on the same local day. */
export function isSameDay(a: number, b: number): boolean {
  const { from, to } = dayAround(a);
  return b >= from && b < to;
}

const GROUP_MS = 5 * 60_000;

/** Layout of a row relative to the one before it. */
export interface RowLayout {
  /** Starts a day. */
  readonly day: boolean;
  /** Starts the unread messages. */
  readonly unread: boolean;
  /** Starts a group of messages by one author, and shows the nick. */
  readonly first: boolean;
}

/** Checks whether a message continues its author's group. */
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
 * Lays out an item after the previous one. Messages by one author within five minutes form a group.
 *
 * @param before      the previous item; `undefined` for the first one
 * @param firstUnread uid of the item below the unread divider
 */
export function layoutOf(before: Item | undefined, item: Item, firstUnread: string | undefined): RowLayout {
  const day = before === undefined || !isSameDay(before.at, item.at);
  const unread = item.uid === firstUnread;
  return { day, unread, first: day || unread || !continues(before, item) };
}
