import type { Conversation } from '../conversation.js';
import { sendFault } from '../fault.js';
import type { MessageItem } from '../item.js';
import type { Chat } from '../state.js';
import { askHistory, pageIn } from './ask.js';
import { itemsOn } from './merge.js';

/** So long the words may be. */
const MOST_CHARACTERS = 200;
const LIMIT = 20;

/** Messages that have all of the words. */
export interface Found {
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
export async function search(chat: Chat, conversation: Conversation, words: string, before?: number): Promise<Found> {
  const { room, ledger } = conversation;
  const epoch = ledger.end?.epoch;
  if (room === undefined || words.trim() === '') return { entries: [], more: false };
  const text = [...words.trim()].slice(0, MOST_CHARACTERS).join('');
  const place = before === undefined || epoch === undefined ? {} : { before: { epoch, offset: before } };
  try {
    const page = pageIn(await askHistory(chat, 'search', { room, text, ...place, limit: LIMIT }));
    const from = page.from === undefined ? {} : { from: page.from.offset };
    return { entries: itemsOn(chat, ledger, page), more: page.more, ...from };
  } catch (thrown) {
    return Promise.reject(sendFault(thrown));
  }
}
