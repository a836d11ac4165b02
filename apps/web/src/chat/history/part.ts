import type { Conversation } from '../conversation.js';
import type { Item, Place } from '../item.js';
import { draftOf, itemsOf, sheetOf, shownSheet } from '../list/ledger.js';
import { firstPlace, lastPlace, messageAt } from '../list/place.js';
import { endOf } from '../list/sheet-changes.js';
import { MOST_ITEMS_AWAY } from '../list/show.js';
import type { Chat } from '../state.js';
import { askPage, type Page } from './ask.js';
import { itemsOn, merge } from './merge.js';

/** So many messages around a place are loaded, and so many behind them at once. */
const AROUND = 60;
const NEXT = 100;

/** Pages that have nothing to show are passed by; so many at once at most. */
const MOST_PAGES = 10;

/** Goes on showing the newest part of the room. */
export async function toLive(chat: Chat, conversation: Conversation): Promise<void> {
  const { ledger, live, newer, older } = conversation;
  if (ledger.part === undefined) return;
  ledger.part = undefined;
  live.value = true;
  newer.value = 'none';
  older.value = ledger.beforeTail;
  chat.frames.touch(conversation);
  chat.frames.flush();
}

/** The list has grown too long upwards: its end is let go, until the reader comes back to it. */
export function detach({ ledger, live, newer, older }: Conversation, most: number, mostLive: number): void {
  const sheet = shownSheet(ledger);
  const items = itemsOf(sheet);
  if (ledger.part === undefined) {
    ledger.part = sheetOf(items.slice(0, Math.min(most, endOf(items))));
    ledger.tail = sheetOf(items.slice(-mostLive));
    ledger.beforeTail = 'more';
    live.value = false;
  } else draftOf(sheet).splice(most);
  newer.value = 'more';
  older.value = 'more';
}

/** Shows the part of the room that a page has. */
function showPart(chat: Chat, conversation: Conversation, page: Page): void {
  const { ledger, live, older, newer } = conversation;
  if (ledger.part === undefined) ledger.beforeTail = older.peek() === 'loading' ? 'unknown' : older.peek();
  ledger.part = sheetOf(itemsOn(chat, ledger, page));
  live.value = false;
  older.value = page.from !== undefined && page.from.offset > 1 ? 'more' : 'none';
  newer.value = 'more';
  if (page.to !== undefined && page.to.offset >= (page.end?.offset ?? 0)) rejoin(conversation);
  chat.frames.touch(conversation);
  chat.frames.flush();
}

/** An old part has reached the newest one: from there on they are one list. */
function rejoin({ ledger, live, newer, older }: Conversation): void {
  const { part } = ledger;
  if (part === undefined) return;
  const old = itemsOf(part);
  const tail = itemsOf(ledger.tail);
  ledger.tail = { shown: [], draft: [...old, ...tail.slice(behind(tail, lastPlace(old)))] };
  ledger.part = undefined;
  live.value = true;
  newer.value = 'none';
  if (older.peek() === 'loading') older.value = 'more';
}

/** Where the newest part goes on behind a place: with what has happened there since, or with what waits to be sent. */
function behind(tail: readonly Item[], last: Place | undefined): number {
  const placeIn = (item: Item) =>
    item.type === 'message' && item.place?.epoch === last?.epoch ? item.place : undefined;
  const first = tail.findIndex((item) => placeIn(item) !== undefined);
  if (last === undefined || first === -1) return endOf(tail);
  const at = tail.findLastIndex((item) => (placeIn(item)?.offset ?? Number.POSITIVE_INFINITY) <= last.offset);
  return at === -1 ? first : at + 1;
}

async function pageAfter(chat: Chat, conversation: Conversation, last: Place): Promise<Page | undefined> {
  let after = last;
  for (let pages = 1; ; pages++) {
    const page = await askPage(chat, conversation, { after, limit: NEXT });
    const isEmpty = page?.entries.length === 0 && page.more && page.to !== undefined;
    if (!isEmpty || pages === MOST_PAGES) return page;
    after = page.to ?? after;
  }
}

/** Loads what follows the last message of an old part. Never rejects: `newer` says how it went. */
export async function loadNewer(chat: Chat, conversation: Conversation): Promise<void> {
  const { ledger, newer } = conversation;
  const part = ledger.part;
  if (part === undefined || newer.peek() === 'loading') return;
  const last = lastPlace(itemsOf(part));
  if (last === undefined) return toLive(chat, conversation);
  newer.value = 'loading';
  try {
    const page = await pageAfter(chat, conversation, last);
    if (ledger.part !== part) return;
    if (page === undefined || page.end?.epoch !== last.epoch) return await toLive(chat, conversation);
    merge(chat, ledger, part, page);
    newer.value = 'more';
    const tail = firstPlace(itemsOf(ledger.tail));
    const reached = lastPlace(itemsOf(part));
    const isThere = tail?.epoch === last.epoch && reached !== undefined && reached.offset + 1 >= tail.offset;
    if (!page.more || isThere) rejoin(conversation);
    else if (itemsOf(part).length > MOST_ITEMS_AWAY) dropOldest(conversation, part);
    chat.frames.touch(conversation);
  } catch {
    if (ledger.part === part) newer.value = 'failed';
  }
}

function dropOldest({ older }: Conversation, part: Parameters<typeof draftOf>[0]): void {
  draftOf(part).splice(0, itemsOf(part).length - MOST_ITEMS_AWAY);
  older.value = 'more';
}

/**
 * Shows the message of a place, loading the part of the room where it is.
 *
 * @returns the uid of its item; `undefined` when it is not there any more, or cannot be had now
 */
export async function jumpTo(chat: Chat, conversation: Conversation, place: Place): Promise<string | undefined> {
  const { ledger } = conversation;
  const here = messageAt(itemsOf(shownSheet(ledger)), place);
  if (here !== undefined) return here.uid;
  if (messageAt(itemsOf(ledger.tail), place) !== undefined) await toLive(chat, conversation);
  else await goTo(chat, conversation, place);
  return messageAt(itemsOf(shownSheet(ledger)), place)?.uid;
}

async function goTo(chat: Chat, conversation: Conversation, place: Place): Promise<void> {
  try {
    const page = await askPage(chat, conversation, { around: place, limit: AROUND });
    const isThere = page?.entries.some((entry) => entry.place.offset === place.offset) ?? false;
    if (page !== undefined && page.end?.epoch === place.epoch && isThere) showPart(chat, conversation, page);
  } catch {
    // What cannot be had now may be had later: whoever asked is told that it is not there.
  }
}
