import type { Conversation } from '../conversation.js';
import type { Place } from '../item.js';
import { draftOf, itemsOf } from '../list/ledger.js';
import { indexOfUid } from '../list/place.js';
import { endOf, remove } from '../list/sheet-changes.js';
import type { Chat } from '../state.js';
import { askPage } from './ask.js';
import { merge } from './merge.js';

/** What is missing, and the item that says so. */
interface Missing {
  readonly uid: string;
  /** The last place before it. */
  readonly after: Place;
  /** The last place that is missing. */
  readonly to: Place;
}

/** So many messages at once, and so many times. */
const LIMIT = 100;
const MOST_PAGES = 10;

/** Takes the list's older part away, with the gap: the reader loads it again from the history, without a hole. */
function cut({ ledger, older }: Conversation, uid: string): void {
  const at = indexOfUid(itemsOf(ledger.tail), uid);
  if (at === -1) return;
  draftOf(ledger.tail).splice(0, Math.min(at + 1, endOf(itemsOf(ledger.tail))));
  if (ledger.part === undefined) older.value = 'more';
  else ledger.beforeTail = 'more';
}

/**
 * A server catches up with so much only; what is more may be in its history all the same. Then there is no gap: what is
 * missing takes its place, or where that is too much, the list begins behind it.
 */
export async function fillGap(chat: Chat, conversation: Conversation, { uid, after, to }: Missing): Promise<void> {
  const { ledger } = conversation;
  const before = { epoch: to.epoch, offset: to.offset + 1 };
  try {
    let from = after;
    for (let pages = 1; ; pages++) {
      const page = await askPage(chat, conversation, { after: from, before, limit: LIMIT });
      if (page === undefined || page.gap || page.end?.epoch !== to.epoch) return;
      if (pages === MOST_PAGES && page.more) cut(conversation, uid);
      else merge(chat, ledger, ledger.tail, page);
      if (!page.more || page.to === undefined || pages === MOST_PAGES) break;
      from = page.to;
    }
    remove(ledger.tail, uid);
    chat.frames.touch(conversation);
  } catch {
    // It stays said that messages are missing.
  }
}
