import type { Conversation } from '../conversation.js';
import { toFault } from '../fault.js';
import type { MessageItem } from '../item.js';
import type { Chat } from '../state.js';
import { parsePage, requestHistory } from './ask.js';
import { itemsOfPage } from './merge.js';

/** So long the words may be. */
const MAX_QUERY_CHARACTERS = 200;
const PAGE_SIZE = 20;

/** Messages that have all of the words. */
export interface SearchPage {
  /** In the order in which they were written. */
  readonly entries: readonly MessageItem[];
  /** Whether there are earlier ones. */
  readonly more: boolean;
  /** Where to go on, with `before`. */
  readonly from?: number;
}

/**
 * Looks for words in what was said in a room.
 *
 * @param before the offset before which to look; absent: from the end
 * @returns rejects with a `SendFault`
 */
export async function searchMessages(
  chat: Chat,
  conversation: Conversation,
  words: string,
  before?: number,
): Promise<SearchPage> {
  const { room, timeline: ledger } = conversation;
  const epoch = ledger.end?.epoch;
  if (room === undefined || words.trim() === '') return { entries: [], more: false };
  const text = [...words.trim()].slice(0, MAX_QUERY_CHARACTERS).join('');
  const place = before === undefined || epoch === undefined ? {} : { before: { epoch, offset: before } };
  try {
    const page = parsePage(await requestHistory(chat, 'search', { room, text, ...place, limit: PAGE_SIZE }));
    const from = page.from === undefined ? {} : { from: page.from.offset };
    return { entries: itemsOfPage(chat, ledger, page), more: page.more, ...from };
  } catch (thrown) {
    return Promise.reject(toFault(thrown));
  }
}
