import type { Conversation } from '../conversation.js';
import type { LoadState, Position } from '../item.js';
import { placeUnreadDivider } from '../read-marker.js';
import type { Chat } from '../state.js';
import { draftOf, indexOfPending, itemsOf, removeItem } from '../timeline/draft.js';
import { firstPosition, indexOfUid, isAfter } from '../timeline/position.js';
import { shownList } from '../timeline/timeline.js';
import { MAX_ITEMS, MAX_ITEMS_SCROLLED } from '../timeline/update.js';
import { fetchPage, type HistoryPage, mergePage } from './fetch.js';
import { switchToSection } from './section.js';

/** Messages per page: the first one, and later ones. */
const FIRST_PAGE_SIZE = 50;
const PAGE_SIZE = 100;

/** Pages without visible messages (only edits and reactions) to skip in one go. */
const MAX_EMPTY_PAGES = 10;

const loadStateAfter = (page: HistoryPage): LoadState => (page.more ? 'more' : 'none');

/** Loads the newest messages, or merges those missed between live ones. */
export async function loadNewest(chat: Chat, conversation: Conversation): Promise<void> {
  const { older, timeline } = conversation;
  if (older.peek() === 'loading') return;
  const before = older.peek();
  older.value = 'loading';
  try {
    const page = await fetchPage(chat, conversation, { limit: FIRST_PAGE_SIZE });
    if (page !== undefined) {
      mergePage(chat, timeline, timeline.latest, page);
      if (page.end !== undefined && (timeline.end === undefined || isAfter(page.end, timeline.end)))
        timeline.end = page.end;
      chat.updates.markChanged(conversation);
    }
    // Earlier pages that were loaded before are still in the list.
    const isJoined = before === 'more' || before === 'none';
    setOlder(conversation, page === undefined ? 'none' : isJoined ? before : loadStateAfter(page));
    placeUnreadDivider(chat, conversation);
  } catch {
    setOlder(conversation, 'failed');
  }
}

/** Sets the state before the latest messages; shown while they are. */
function setOlder({ older, timeline }: Conversation, beyond: LoadState): void {
  if (timeline.section === undefined) older.value = beyond;
  else timeline.beforeLatest = beyond;
}

async function fetchPageBefore(
  chat: Chat,
  conversation: Conversation,
  first: Position,
): Promise<HistoryPage | undefined> {
  let before = first;
  for (let pages = 1; ; pages++) {
    const page = await fetchPage(chat, conversation, { before, limit: PAGE_SIZE });
    const isEmpty = page?.entries.length === 0 && page.more && page.from !== undefined;
    if (!isEmpty || pages === MAX_EMPTY_PAGES) return page;
    before = page.from ?? before;
  }
}

/** Loads the page before the first message of the list. Never rejects: `older` reports the outcome. */
export async function loadOlder(chat: Chat, conversation: Conversation): Promise<void> {
  const { older, timeline } = conversation;
  const list = shownList(timeline);
  const first = firstPosition(itemsOf(list));
  if (older.peek() === 'loading' || older.peek() === 'none') return;
  if (first === undefined) {
    if (timeline.section === undefined) await loadNewest(chat, conversation);
    return;
  }
  older.value = 'loading';
  try {
    const page = await fetchPageBefore(chat, conversation, first);
    if (list !== shownList(timeline)) return;
    if (page !== undefined && page.end?.epoch === first.epoch) mergePage(chat, timeline, list, page);
    if (itemsOf(list).length > MAX_ITEMS_SCROLLED) switchToSection(conversation, MAX_ITEMS_SCROLLED, MAX_ITEMS);
    // A log with a new epoch has no earlier messages.
    older.value = page === undefined || page.end?.epoch !== first.epoch ? 'none' : loadStateAfter(page);
    placeUnreadDivider(chat, conversation);
    chat.updates.markChanged(conversation);
  } catch {
    if (list === shownList(timeline)) older.value = 'failed';
  }
}

/** A range of missed messages. */
interface GapRange {
  readonly uid: string;
  /** Last position before the gap. */
  readonly after: Position;
  /** Last missing position. */
  readonly to: Position;
}

/** Pages to load at most; a larger gap drops the older part of the list. */
const MAX_PAGES = 10;

/** Removes the gap and all items before it; scrolling up loads them again. */
function dropOlderItems({ timeline, older }: Conversation, uid: string): void {
  const at = indexOfUid(itemsOf(timeline.latest), uid);
  if (at === -1) return;
  draftOf(timeline.latest).splice(0, Math.min(at + 1, indexOfPending(itemsOf(timeline.latest))));
  if (timeline.section === undefined) older.value = 'more';
  else timeline.beforeLatest = 'more';
}

/** Fills a gap from the history. A recovery is limited in size, so the history may still have the missed messages. */
export async function fillGap(chat: Chat, conversation: Conversation, { uid, after, to }: GapRange): Promise<void> {
  const { timeline } = conversation;
  const before = { epoch: to.epoch, offset: to.offset + 1 };
  try {
    let from = after;
    for (let pages = 1; ; pages++) {
      const page = await fetchPage(chat, conversation, { after: from, before, limit: PAGE_SIZE });
      if (page === undefined || page.gap || page.end?.epoch !== to.epoch) return;
      if (pages === MAX_PAGES && page.more) dropOlderItems(conversation, uid);
      else mergePage(chat, timeline, timeline.latest, page);
      if (!page.more || page.to === undefined || pages === MAX_PAGES) break;
      from = page.to;
    }
    removeItem(timeline.latest, uid);
    chat.updates.markChanged(conversation);
  } catch {
    // The gap item stays.
  }
}
