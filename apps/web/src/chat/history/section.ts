import type { Conversation } from '../conversation.js';
import type { Item, Position } from '../item.js';
import type { Chat } from '../state.js';
import { createItemList, draftOf, indexOfPending, isPending, itemsOf } from '../timeline/draft.js';
import { firstPosition, lastPosition, messageAt } from '../timeline/position.js';
import { shownList } from '../timeline/timeline.js';
import { MAX_ITEMS_SCROLLED } from '../timeline/update.js';
import { fetchPage, type HistoryPage, itemsOfPage, mergePage } from './fetch.js';

/** Messages to load around a position, and per page after it. */
const AROUND_SIZE = 60;
const PAGE_SIZE = 100;

/** Pages without visible messages to skip in one go. */
const MAX_EMPTY_PAGES = 10;

/** Shows the latest messages again. */
export async function showLatest(chat: Chat, conversation: Conversation): Promise<void> {
  const { timeline, live, newer, older } = conversation;
  if (timeline.section === undefined) return;
  timeline.section = undefined;
  live.value = true;
  newer.value = 'none';
  older.value = timeline.beforeLatest;
  chat.updates.markChanged(conversation);
  chat.updates.flush();
}

/** Turns a list that has grown too long upwards into a section and drops its end; scrolling down loads it again. */
export function switchToSection({ timeline, live, newer, older }: Conversation, most: number, mostLive: number): void {
  const list = shownList(timeline);
  const items = itemsOf(list);
  if (timeline.section === undefined) {
    timeline.section = createItemList(items.slice(0, Math.min(most, indexOfPending(items))));
    timeline.latest = createItemList(items.slice(-mostLive));
    timeline.beforeLatest = 'more';
    live.value = false;
  } else draftOf(list).splice(most);
  newer.value = 'more';
  older.value = 'more';
}

/** Shows the page as a section. */
function showSection(chat: Chat, conversation: Conversation, page: HistoryPage): void {
  const { timeline, live, older, newer } = conversation;
  if (timeline.section === undefined) timeline.beforeLatest = older.peek() === 'loading' ? 'unknown' : older.peek();
  timeline.section = createItemList(itemsOfPage(chat, timeline, page));
  live.value = false;
  older.value = page.from !== undefined && page.from.offset > 1 ? 'more' : 'none';
  newer.value = 'more';
  if (page.to !== undefined && page.to.offset >= (page.end?.offset ?? 0)) rejoinLatest(conversation);
  chat.updates.markChanged(conversation);
  chat.updates.flush();
}

/** Joins a section that has reached the latest messages with them. */
function rejoinLatest({ timeline, live, newer, older }: Conversation): void {
  const { section } = timeline;
  if (section === undefined) return;
  const old = itemsOf(section);
  const latest = itemsOf(timeline.latest);
  timeline.latest = { shown: [], draft: [...old, ...latest.slice(indexAfter(latest, lastPosition(old)))] };
  timeline.section = undefined;
  live.value = true;
  newer.value = 'none';
  if (older.peek() === 'loading') older.value = 'more';
}

/** Returns the index in the latest messages after a position. */
function indexAfter(latest: readonly Item[], last: Position | undefined): number {
  const placeIn = (item: Item) =>
    item.type === 'message' && item.position?.epoch === last?.epoch ? item.position : undefined;
  const first = latest.findIndex((item) => placeIn(item) !== undefined);
  if (last === undefined || first === -1) return indexOfPending(latest);
  const at = latest.findLastIndex((item) => (placeIn(item)?.offset ?? Number.POSITIVE_INFINITY) <= last.offset);
  return at === -1 ? first : at + 1;
}

async function fetchPageAfter(
  chat: Chat,
  conversation: Conversation,
  last: Position,
): Promise<HistoryPage | undefined> {
  let after = last;
  for (let pages = 1; ; pages++) {
    const page = await fetchPage(chat, conversation, { after, limit: PAGE_SIZE });
    const isEmpty = page?.entries.length === 0 && page.more && page.to !== undefined;
    if (!isEmpty || pages === MAX_EMPTY_PAGES) return page;
    after = page.to ?? after;
  }
}

/** Loads the page after the last message of the section. Never rejects: `newer` reports the outcome. */
export async function loadNewer(chat: Chat, conversation: Conversation): Promise<void> {
  const { timeline, newer } = conversation;
  const section = timeline.section;
  if (section === undefined || newer.peek() === 'loading') return;
  const last = lastPosition(itemsOf(section));
  if (last === undefined) return showLatest(chat, conversation);
  newer.value = 'loading';
  try {
    const page = await fetchPageAfter(chat, conversation, last);
    if (timeline.section !== section) return;
    if (page === undefined || page.end?.epoch !== last.epoch) return await showLatest(chat, conversation);
    mergePage(chat, timeline, section, page);
    newer.value = 'more';
    const latest = firstPosition(itemsOf(timeline.latest));
    const reached = lastPosition(itemsOf(section));
    const isThere = latest?.epoch === last.epoch && reached !== undefined && reached.offset + 1 >= latest.offset;
    if (!page.more || isThere) rejoinLatest(conversation);
    else if (itemsOf(section).length > MAX_ITEMS_SCROLLED) dropOldest(conversation, section);
    chat.updates.markChanged(conversation);
  } catch {
    if (timeline.section === section) newer.value = 'failed';
  }
}

function dropOldest({ older }: Conversation, section: Parameters<typeof draftOf>[0]): void {
  draftOf(section).splice(0, itemsOf(section).length - MAX_ITEMS_SCROLLED);
  older.value = 'more';
}

/**
 * Makes the message at a position visible, loading the section around it.
 *
 * @returns the uid of its item; `undefined` if it is gone or cannot be loaded
 */
export async function jumpTo(chat: Chat, conversation: Conversation, position: Position): Promise<string | undefined> {
  const { timeline } = conversation;
  const here = messageAt(itemsOf(shownList(timeline)), position);
  if (here !== undefined) return here.uid;
  if (messageAt(itemsOf(timeline.latest), position) !== undefined) await showLatest(chat, conversation);
  else await loadAround(chat, conversation, position);
  return messageAt(itemsOf(shownList(timeline)), position)?.uid;
}

async function loadAround(chat: Chat, conversation: Conversation, position: Position): Promise<void> {
  try {
    const page = await fetchPage(chat, conversation, { around: position, limit: AROUND_SIZE });
    const isThere = page?.entries.some((entry) => entry.position.offset === position.offset) ?? false;
    if (page !== undefined && page.end?.epoch === position.epoch && isThere) showSection(chat, conversation, page);
  } catch {
    // The caller reports that the message is not available.
  }
}

/** Clears a list for this user only. Pending messages and uploads stay. */
export function clearMessages(chat: Chat, conversation: Conversation): void {
  void showLatest(chat, conversation);
  const { timeline, older, firstUnread } = conversation;
  const kept = itemsOf(timeline.latest).filter((item) => item.type === 'upload' || isPending(item));
  draftOf(timeline.latest).splice(0, Number.POSITIVE_INFINITY, ...kept);
  // Scrolling up must not load the cleared messages again.
  older.value = 'none';
  timeline.firstUnread = undefined;
  firstUnread.value = undefined;
  chat.updates.markChanged(conversation);
}
