import type { Conversation } from '../conversation.js';
import type { Item, Position } from '../item.js';
import { createItemList, draftOf, itemsOf, shownList } from '../list/ledger.js';
import { firstPosition, lastPosition, messageAt } from '../list/place.js';
import { indexOfPending } from '../list/sheet-changes.js';
import { MAX_ITEMS_SCROLLED } from '../list/show.js';
import type { Chat } from '../state.js';
import { fetchPage, type HistoryPage } from './ask.js';
import { itemsOfPage, mergePage } from './merge.js';

/** So many messages around a place are loaded, and so many behind them at once. */
const AROUND_SIZE = 60;
const PAGE_SIZE = 100;

/** Pages that have nothing to show are passed by; so many at once at most. */
const MAX_EMPTY_PAGES = 10;

/** Goes on showing the newest part of the room. */
export async function showLatest(chat: Chat, conversation: Conversation): Promise<void> {
  const { timeline: ledger, live, newer, older } = conversation;
  if (ledger.section === undefined) return;
  ledger.section = undefined;
  live.value = true;
  newer.value = 'none';
  older.value = ledger.beforeLatest;
  chat.updates.markChanged(conversation);
  chat.updates.flush();
}

/** The list has grown too long upwards: its end is let go, until the reader comes back to it. */
export function switchToSection(
  { timeline: ledger, live, newer, older }: Conversation,
  most: number,
  mostLive: number,
): void {
  const sheet = shownList(ledger);
  const items = itemsOf(sheet);
  if (ledger.section === undefined) {
    ledger.section = createItemList(items.slice(0, Math.min(most, indexOfPending(items))));
    ledger.latest = createItemList(items.slice(-mostLive));
    ledger.beforeLatest = 'more';
    live.value = false;
  } else draftOf(sheet).splice(most);
  newer.value = 'more';
  older.value = 'more';
}

/** Shows the part of the room that a page has. */
function showSection(chat: Chat, conversation: Conversation, page: HistoryPage): void {
  const { timeline: ledger, live, older, newer } = conversation;
  if (ledger.section === undefined) ledger.beforeLatest = older.peek() === 'loading' ? 'unknown' : older.peek();
  ledger.section = createItemList(itemsOfPage(chat, ledger, page));
  live.value = false;
  older.value = page.from !== undefined && page.from.offset > 1 ? 'more' : 'none';
  newer.value = 'more';
  if (page.to !== undefined && page.to.offset >= (page.end?.offset ?? 0)) rejoinLatest(conversation);
  chat.updates.markChanged(conversation);
  chat.updates.flush();
}

/** An old part has reached the newest one: from there on they are one list. */
function rejoinLatest({ timeline: ledger, live, newer, older }: Conversation): void {
  const { section: part } = ledger;
  if (part === undefined) return;
  const old = itemsOf(part);
  const tail = itemsOf(ledger.latest);
  ledger.latest = { shown: [], draft: [...old, ...tail.slice(indexAfter(tail, lastPosition(old)))] };
  ledger.section = undefined;
  live.value = true;
  newer.value = 'none';
  if (older.peek() === 'loading') older.value = 'more';
}

/** Where the newest part goes on behind a place: with what has happened there since, or with what waits to be sent. */
function indexAfter(tail: readonly Item[], last: Position | undefined): number {
  const placeIn = (item: Item) =>
    item.type === 'message' && item.position?.epoch === last?.epoch ? item.position : undefined;
  const first = tail.findIndex((item) => placeIn(item) !== undefined);
  if (last === undefined || first === -1) return indexOfPending(tail);
  const at = tail.findLastIndex((item) => (placeIn(item)?.offset ?? Number.POSITIVE_INFINITY) <= last.offset);
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

/** Loads what follows the last message of an old part. Never rejects: `newer` says how it went. */
export async function loadNewer(chat: Chat, conversation: Conversation): Promise<void> {
  const { timeline: ledger, newer } = conversation;
  const part = ledger.section;
  if (part === undefined || newer.peek() === 'loading') return;
  const last = lastPosition(itemsOf(part));
  if (last === undefined) return showLatest(chat, conversation);
  newer.value = 'loading';
  try {
    const page = await fetchPageAfter(chat, conversation, last);
    if (ledger.section !== part) return;
    if (page === undefined || page.end?.epoch !== last.epoch) return await showLatest(chat, conversation);
    mergePage(chat, ledger, part, page);
    newer.value = 'more';
    const tail = firstPosition(itemsOf(ledger.latest));
    const reached = lastPosition(itemsOf(part));
    const isThere = tail?.epoch === last.epoch && reached !== undefined && reached.offset + 1 >= tail.offset;
    if (!page.more || isThere) rejoinLatest(conversation);
    else if (itemsOf(part).length > MAX_ITEMS_SCROLLED) dropOldest(conversation, part);
    chat.updates.markChanged(conversation);
  } catch {
    if (ledger.section === part) newer.value = 'failed';
  }
}

function dropOldest({ older }: Conversation, part: Parameters<typeof draftOf>[0]): void {
  draftOf(part).splice(0, itemsOf(part).length - MAX_ITEMS_SCROLLED);
  older.value = 'more';
}

/**
 * Shows the message of a place, loading the part of the room where it is.
 *
 * @returns the uid of its item; `undefined` when it is not there any more, or cannot be had now
 */
export async function jumpTo(chat: Chat, conversation: Conversation, place: Position): Promise<string | undefined> {
  const { timeline: ledger } = conversation;
  const here = messageAt(itemsOf(shownList(ledger)), place);
  if (here !== undefined) return here.uid;
  if (messageAt(itemsOf(ledger.latest), place) !== undefined) await showLatest(chat, conversation);
  else await loadAround(chat, conversation, place);
  return messageAt(itemsOf(shownList(ledger)), place)?.uid;
}

async function loadAround(chat: Chat, conversation: Conversation, place: Position): Promise<void> {
  try {
    const page = await fetchPage(chat, conversation, { around: place, limit: AROUND_SIZE });
    const isThere = page?.entries.some((entry) => entry.position.offset === place.offset) ?? false;
    if (page !== undefined && page.end?.epoch === place.epoch && isThere) showSection(chat, conversation, page);
  } catch {
    // What cannot be had now may be had later: whoever asked is told that it is not there.
  }
}
