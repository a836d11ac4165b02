import type { Conversation } from '../conversation.js';
import { detailedFault, toFault } from '../fault.js';
import { type Fields, readInteger, readPosition, readText } from '../fields.js';
import type { Item, MessageItem, Position } from '../item.js';
import type { Chat } from '../state.js';
import { withEdit } from '../timeline/apply-edits.js';
import { draftOf, type ItemList, indexOfPending, itemsOf } from '../timeline/draft.js';
import { indexOfPosition, indexOfUid, isAfter, isSamePosition } from '../timeline/position.js';
import { type LogEntry, parseEntry, toMessageItem } from '../timeline/read-message.js';
import type { Timeline } from '../timeline/timeline.js';

/** The requested part of a room's log. Default: the newest. */
export interface PageRequest {
  readonly before?: Position;
  readonly after?: Position;
  readonly around?: Position;
  readonly limit: number;
}

/** A page of a room's history, oldest first. */
export interface HistoryPage {
  readonly entries: readonly LogEntry[];
  /** Last position of the log when the page was made. Absent if the log is empty. */
  readonly end?: Position;
  /** First and last position that the page covers. */
  readonly from?: Position;
  readonly to?: Position;
  readonly more: boolean;
  /** Whether entries next to the requested position have been pruned. */
  readonly gap: boolean;
}

/** Retries while the server is still indexing its log, and the maximum delay between them. */
const MAX_ATTEMPTS = 20;
const MAX_RETRY_MS = 5_000;

/** Runs a history command, retrying while the server is still indexing. */
export async function requestHistory(chat: Chat, command: string, fields: Fields): Promise<Fields> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await chat.client.request(command, fields);
    } catch (thrown) {
      const { code, details } = detailedFault(thrown);
      if (code !== 'HISTORY_BEHIND' || attempts === MAX_ATTEMPTS) throw thrown;
      const ms = Math.min(MAX_RETRY_MS, readInteger(details.retryMs) ?? 500);
      await new Promise<void>((resolve) => chat.clock.after(ms, resolve));
    }
  }
}

const readPositionIn = (epoch: string | undefined, offset: unknown): Position | undefined =>
  epoch === undefined ? undefined : readPosition({ epoch, offset });

/** Parses a page, dropping invalid entries. */
export function parsePage(result: Fields): HistoryPage {
  const epoch = readText(result.epoch);
  const end = readPositionIn(epoch, result.end);
  const from = readPositionIn(epoch, result.from);
  const to = readPositionIn(epoch, result.to);
  const input = Array.isArray(result.entries) ? result.entries : [];
  return {
    entries: input.map(parseEntry).filter((entry): entry is LogEntry => entry?.position.epoch === epoch),
    more: result.more === true,
    gap: result.gap === true,
    ...(end === undefined ? {} : { end }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/**
 * Fetches a page of history.
 *
 * @returns `undefined` if the server keeps no history, or for a direct conversation without messages
 * @throws ClientError if refused or offline
 */
export async function fetchPage(
  chat: Chat,
  { room }: Conversation,
  request: PageRequest,
): Promise<HistoryPage | undefined> {
  if (room === undefined || chat.keepsHistory.peek() === false) return undefined;
  try {
    const page = parsePage(await requestHistory(chat, 'history', { room, ...request }));
    chat.keepsHistory.value = true;
    return page;
  } catch (thrown) {
    if (detailedFault(thrown).code !== 'CHAT_COMMAND_UNKNOWN') throw thrown;
    chat.keepsHistory.value = false;
    return undefined;
  }
}

/** Converts a page to items and applies edits that are newer than the page. */
export function itemsOfPage(
  chat: Chat,
  { recentEdits }: Timeline,
  { entries, end }: HistoryPage,
): readonly MessageItem[] {
  const later = end === undefined ? [] : recentEdits.filter(({ position }) => isAfter(position, end));
  return entries.map((entry) => {
    const own = later.filter(({ target }) => isSamePosition(target, entry.position));
    return own.reduce((item, edit) => withEdit(item, edit, chat.myIds), toMessageItem(entry, chat));
  });
}

const offsetIn = (item: Item | undefined, epoch: string): number | undefined =>
  item?.type === 'message' && item.position?.epoch === epoch ? item.position.offset : undefined;

/**
 * Returns where to insert entries without a predecessor in the list: before the first item of the epoch and the
 * notices above it.
 */
function insertionStart(items: readonly Item[], epoch: string): number {
  let at = items.findIndex((item) => offsetIn(item, epoch) !== undefined);
  if (at === -1) return indexOfPending(items);
  while (items[at - 1]?.type === 'presence' || items[at - 1]?.type === 'notice') at--;
  return at;
}

/** Inserts messages, each right after its predecessor in the log. */
function interleave(items: Item[], missing: readonly MessageItem[], epoch: string): void {
  let next = 0;
  let slot = insertionStart(items, epoch);
  for (let at = slot; at < items.length && next < missing.length; at++) {
    const offset = offsetIn(items[at], epoch);
    if (offset === undefined) continue;
    const until = missing.findIndex((item, index) => index >= next && (item.position?.offset ?? 0) > offset);
    const batch = missing.slice(next, until === -1 ? missing.length : until);
    items.splice(slot, 0, ...batch);
    next += batch.length;
    at += batch.length;
    slot = at + 1;
  }
  items.splice(slot, 0, ...missing.slice(next));
}

/** Takes over one of our own pending messages that arrived with a page instead of an event. */
function confirmOwn(list: ItemList, item: MessageItem, { fields: { key } }: LogEntry): MessageItem {
  if (!item.mine || typeof key !== 'string') return item;
  const at = indexOfUid(itemsOf(list), key);
  if (at === -1) return item;
  draftOf(list).splice(at, 1);
  return { ...item, uid: key };
}

/** Merges a page into a list. Messages that are already there keep their uid and are updated. */
export function mergePage(chat: Chat, timeline: Timeline, list: ItemList, page: HistoryPage): void {
  const epoch = page.entries[0]?.position.epoch;
  if (epoch === undefined) return;
  const missing: MessageItem[] = [];
  for (const [index, item] of itemsOfPage(chat, timeline, page).entries()) {
    const entry = page.entries[index];
    const at = indexOfPosition(itemsOf(list), item.position as Position);
    const known = itemsOf(list)[at];
    if (known !== undefined) draftOf(list)[at] = { ...item, uid: known.uid };
    else if (entry !== undefined) missing.push(confirmOwn(list, item, entry));
  }
  if (missing.length > 0) interleave(draftOf(list), missing, epoch);
}

/** Maximum length of a query. */
const MAX_QUERY_CHARACTERS = 200;
const PAGE_SIZE = 20;

/** A page of search results. */
export interface SearchPage {
  /** Oldest first. */
  readonly entries: readonly MessageItem[];
  /** Whether there are earlier results. */
  readonly more: boolean;
  /** Offset to continue from, as `before`. */
  readonly from?: number;
}

/**
 * Searches a conversation.
 *
 * @param before only find messages before this offset
 * @returns rejects with a {@link Fault}
 */
export async function searchMessages(
  chat: Chat,
  conversation: Conversation,
  words: string,
  before?: number,
): Promise<SearchPage> {
  const { room, timeline } = conversation;
  const epoch = timeline.end?.epoch;
  if (room === undefined || words.trim() === '') return { entries: [], more: false };
  const text = [...words.trim()].slice(0, MAX_QUERY_CHARACTERS).join('');
  const position = before === undefined || epoch === undefined ? {} : { before: { epoch, offset: before } };
  try {
    const page = parsePage(await requestHistory(chat, 'search', { room, text, ...position, limit: PAGE_SIZE }));
    const from = page.from === undefined ? {} : { from: page.from.offset };
    return { entries: itemsOfPage(chat, timeline, page), more: page.more, ...from };
  } catch (thrown) {
    return Promise.reject(toFault(thrown));
  }
}
