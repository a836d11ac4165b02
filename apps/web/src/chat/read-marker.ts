import { batch } from '@preact/signals';
import { mentions } from '../text/tokens.js';
import type { Conversation } from './conversation.js';
import { type Fields, readInteger, readObjects, readText } from './fields.js';
import { requestHistory } from './history/fetch.js';
import type { Item, MessageItem, Position } from './item.js';
import { type Chat, conversationByKey, conversationByRoom } from './state.js';
import { itemsOf } from './timeline/draft.js';
import { isAfter, isSamePosition } from './timeline/position.js';
import { shownList } from './timeline/timeline.js';

/** Checks whether the user is looking at the newest messages of a conversation. */
const isBeingRead = (chat: Chat, { key, timeline }: Conversation): boolean =>
  chat.active.peek() === key && chat.isReading.peek() && timeline.section === undefined;

/** Checks whether a message mentions us or is direct. */
export const mentionsMe = (chat: Chat, { recipient }: Conversation, { text }: MessageItem): boolean =>
  recipient.peek() !== undefined || mentions(text, chat.me.peek()?.nick ?? '');

/** Counts a new message as unread, unless the user is looking at it. */
export function countUnread(chat: Chat, conversation: Conversation, item: MessageItem): void {
  if (item.mine) return;
  const { timeline } = conversation;
  if (isBeingRead(chat, conversation)) {
    if (timeline.unread === 0) scheduleReadMarker(chat, conversation);
    return;
  }
  timeline.firstUnread ??= item.uid;
  timeline.unread++;
  timeline.mentioned ||= mentionsMe(chat, conversation, item);
}

/** Marks a conversation as read and informs the server. The divider stays until {@link clearDivider}. */
export function markRead(chat: Chat, conversation: Conversation): void {
  const { timeline, unread, mentioned } = conversation;
  timeline.unread = 0;
  timeline.mentioned = false;
  batch(() => {
    unread.value = 0;
    mentioned.value = false;
  });
  scheduleReadMarker(chat, conversation);
}

/** Removes the unread divider, if nothing is unread. */
export function clearDivider(conversation: Conversation): void {
  if (conversation.timeline.unread > 0) return;
  conversation.timeline.firstUnread = undefined;
  conversation.firstUnread.value = undefined;
}

/** Shows a conversation and clears the divider of the previous one. */
export function showConversation(chat: Chat, key: string): void {
  if (chat.active.value === key) return;
  batch(() => {
    const before = conversationByKey(chat, chat.active.value);
    if (before !== undefined) clearDivider(before);
    chat.active.value = key;
  });
}

/** Minimum interval between two updates of a read marker. */
const SEND_INTERVAL_MS = 2_000;

/** Conversations with a scheduled update. */
const scheduled = new WeakSet<Conversation>();

/** Schedules sending the read marker: at most once per interval and conversation. */
export function scheduleReadMarker(chat: Chat, conversation: Conversation): void {
  if (chat.keepsHistory.peek() === false || scheduled.has(conversation)) return;
  if (isSamePosition(conversation.timeline.readMarker, conversation.timeline.end)) return;
  scheduled.add(conversation);
  chat.clock.after(SEND_INTERVAL_MS, () => {
    scheduled.delete(conversation);
    sendReadMarker(chat, conversation);
  });
}

function sendReadMarker({ client }: Chat, { room, timeline }: Conversation): void {
  const { end, readMarker, unread } = timeline;
  if (room === undefined || end === undefined || end.offset === 0 || unread > 0) return;
  if (readMarker?.epoch === end.epoch && !isAfter(end, readMarker)) return;
  timeline.readMarker = end;
  client.request('history.read', { room, ...end }).catch(() => {
    // Sent again with the next update.
    if (isSamePosition(timeline.readMarker, end)) timeline.readMarker = readMarker;
  });
}

const isUnread = (item: Item, position: Position): boolean =>
  item.type === 'message' &&
  !item.mine &&
  !item.erased &&
  item.position !== undefined &&
  isAfter(item.position, position);

/** Places the unread divider after the read marker, once the messages there have loaded. */
export function placeUnreadDivider(chat: Chat, conversation: Conversation): void {
  const { timeline, older } = conversation;
  const { dividerAfter } = timeline;
  if (dividerAfter === undefined) return;
  const items = itemsOf(shownList(timeline));
  const isReached = items.some(
    (item) =>
      item.type === 'message' &&
      item.position?.epoch === dividerAfter.epoch &&
      item.position.offset <= dividerAfter.offset,
  );
  const first = items.find((item) => isUnread(item, dividerAfter));
  if (first === undefined || !(isReached || older.peek() === 'none')) return;
  timeline.firstUnread = first.uid;
  timeline.dividerAfter = undefined;
  chat.updates.markChanged(conversation);
}

/** Applies a read marker set by another session. */
function setUnread(
  chat: Chat,
  conversation: Conversation,
  readMarker: Position,
  unread: number,
  mentioned: boolean,
): void {
  const { timeline, key } = conversation;
  const isWatched = chat.active.peek() === key && chat.isReading.peek() && timeline.section === undefined;
  timeline.readMarker = readMarker;
  timeline.unread = isWatched ? 0 : unread;
  timeline.mentioned = !isWatched && mentioned;
  timeline.firstUnread = undefined;
  timeline.dividerAfter = unread > 0 ? readMarker : undefined;
  placeUnreadDivider(chat, conversation);
  if (isWatched) scheduleReadMarker(chat, conversation);
  chat.updates.markChanged(conversation);
}

/** Applies the server's unread counts of a room, plus messages that arrived after its `end`. */
function applyUnreadRow(chat: Chat, row: Fields): void {
  const conversation = conversationByRoom(chat, readText(row.room) ?? '');
  const epoch = readText(row.epoch);
  const end = readInteger(row.end);
  if (conversation === undefined || epoch === undefined || end === undefined) return;
  const { timeline, recipient } = conversation;
  if (timeline.end?.epoch !== epoch || timeline.end.offset < end) timeline.end = { epoch, offset: end };
  const offset = readInteger(row.marker);
  if (offset === undefined && recipient.peek() === undefined) {
    // A first visit has nothing unread.
    if (timeline.unread === 0) scheduleReadMarker(chat, conversation);
    return;
  }
  const later = itemsOf(timeline.latest).filter((item) => isUnread(item, { epoch, offset: end })).length;
  const unread = (readInteger(row.unread) ?? 0) + later;
  const mentioned = (readInteger(row.mentions) ?? 0) > 0 || (recipient.peek() !== undefined && unread > 0);
  setUnread(chat, conversation, { epoch, offset: offset ?? 0 }, unread, mentioned);
}

/** Loads unread counts from the server, after opening the page. */
export async function syncUnread(chat: Chat): Promise<void> {
  if (chat.keepsHistory.peek() === false) return;
  try {
    const { rooms } = await requestHistory(chat, 'history.unread', {});
    for (const row of readObjects(rooms)) applyUnreadRow(chat, row);
  } catch {
    // Only messages that arrive from now on are counted.
  }
}

/** Applies a read marker moved by another session of ours. */
export function receiveReadMarker(chat: Chat, conversation: Conversation, position: Position): void {
  const { timeline } = conversation;
  if (timeline.readMarker?.epoch === position.epoch && !isAfter(position, timeline.readMarker)) return;
  const rest = itemsOf(timeline.latest).filter((item) => isUnread(item, position));
  const unread = Math.min(timeline.unread, rest.length);
  const isCalled = rest.some((item) => item.type === 'message' && mentionsMe(chat, conversation, item));
  timeline.readMarker = position;
  timeline.unread = unread;
  timeline.mentioned = timeline.mentioned && unread > 0 && isCalled;
  if (unread === 0) timeline.firstUnread = undefined;
  else timeline.firstUnread = rest[0]?.uid;
  chat.updates.markChanged(conversation);
}
