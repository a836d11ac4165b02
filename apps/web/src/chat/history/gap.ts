import type { Conversation } from '../conversation.js';
import type { Position } from '../item.js';
import { draftOf, itemsOf } from '../list/ledger.js';
import { indexOfUid } from '../list/place.js';
import { indexOfPending, removeItem } from '../list/sheet-changes.js';
import type { Chat } from '../state.js';
import { fetchPage } from './ask.js';
import { mergePage } from './merge.js';

/** What is missing, and the item that says so. */
interface GapRange {
  readonly uid: string;
  /** The last place before it. */
  readonly after: Position;
  /** The last place that is missing. */
  readonly to: Position;
}

/** So many messages at once, and so many times. */
const PAGE_SIZE = 100;
const MAX_PAGES = 10;

/** Takes the list's older part away, with the gap: the reader loads it again from the history, without a hole. */
function dropOlderItems({ timeline: ledger, older }: Conversation, uid: string): void {
  const at = indexOfUid(itemsOf(ledger.latest), uid);
  if (at === -1) return;
  draftOf(ledger.latest).splice(0, Math.min(at + 1, indexOfPending(itemsOf(ledger.latest))));
  if (ledger.section === undefined) older.value = 'more';
  else ledger.beforeLatest = 'more';
}

/**
 * A server catches up with so much only; what is more may be in its history all the same. Then there is no gap: what is
 * missing takes its place, or where that is too much, the list begins behind it.
 */
export async function fillGap(chat: Chat, conversation: Conversation, { uid, after, to }: GapRange): Promise<void> {
  const { timeline: ledger } = conversation;
  const before = { epoch: to.epoch, offset: to.offset + 1 };
  try {
    let from = after;
    for (let pages = 1; ; pages++) {
      const page = await fetchPage(chat, conversation, { after: from, before, limit: PAGE_SIZE });
      if (page === undefined || page.gap || page.end?.epoch !== to.epoch) return;
      if (pages === MAX_PAGES && page.more) dropOlderItems(conversation, uid);
      else mergePage(chat, ledger, ledger.latest, page);
      if (!page.more || page.to === undefined || pages === MAX_PAGES) break;
      from = page.to;
    }
    removeItem(ledger.latest, uid);
    chat.updates.markChanged(conversation);
  } catch {
    // It stays said that messages are missing.
  }
}
