import type { Item, MessageItem, NoticeItem, PresenceItem } from './item.js';

const GROUP_MS = 5 * 60_000;

/** One line of the message list. */
export type Row =
  | { readonly type: 'day'; readonly uid: string; readonly at: number }
  | { readonly type: 'new'; readonly uid: string }
  /** `first`: it begins a group of one author's messages, and carries the name. */
  | { readonly type: 'message'; readonly uid: string; readonly item: MessageItem; readonly first: boolean }
  /** Comings and goings that nothing came between. */
  | { readonly type: 'presence'; readonly uid: string; readonly changes: readonly PresenceItem[] }
  | { readonly type: 'notice'; readonly uid: string; readonly item: NoticeItem };

/** Whether a message goes on where its author's group began. */
function continues(head: MessageItem | undefined, item: MessageItem): boolean {
  return (
    head !== undefined &&
    head.from.id === item.from.id &&
    head.from.nick === item.from.nick &&
    head.kind !== 'action' &&
    item.kind !== 'action' &&
    item.at - head.at < GROUP_MS
  );
}

/**
 * Lays out a conversation: days apart, one author's messages within five minutes as a group, comings and goings folded.
 *
 * @param items       oldest first
 * @param firstUnread the item that the divider stands before
 * @param dayOf       names the day of a time
 */
export function rowsOf(
  items: readonly Item[],
  firstUnread: string | undefined,
  dayOf: (at: number) => number,
): readonly Row[] {
  const rows: Row[] = [];
  let day: number | undefined;
  let head: MessageItem | undefined;
  for (const item of items) {
    const today = dayOf(item.at);
    if (today !== day) {
      rows.push({ type: 'day', uid: `day ${today}`, at: item.at });
      head = undefined;
      day = today;
    }
    if (item.uid === firstUnread) {
      rows.push({ type: 'new', uid: 'new' });
      head = undefined;
    }
    if (item.type === 'message') {
      const first = !continues(head, item);
      if (first) head = item;
      rows.push({ type: 'message', uid: item.uid, item, first });
    } else if (item.type === 'notice') {
      head = undefined;
      rows.push({ type: 'notice', uid: item.uid, item });
    } else {
      head = undefined;
      const last = rows.at(-1);
      if (last?.type === 'presence') rows[rows.length - 1] = { ...last, changes: [...last.changes, item] };
      else rows.push({ type: 'presence', uid: item.uid, changes: [item] });
    }
  }
  return rows;
}
