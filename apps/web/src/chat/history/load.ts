import type { LoadState } from '../beyond.js';
import type { Conversation } from '../conversation.js';
import type { Position } from '../item.js';
import { itemsOf, shownList } from '../list/ledger.js';
import { firstPosition, isAfter } from '../list/place.js';
import { MAX_ITEMS, MAX_ITEMS_SCROLLED } from '../list/show.js';
import type { Chat } from '../state.js';
import { fetchPage, type HistoryPage } from './ask.js';
import { mergePage } from './merge.js';
import { switchToSection } from './part.js';
import { placeUnreadDivider } from './unread.js';

/** So many messages come at once, at first and later. */
const FIRST_PAGE_SIZE = 50;
const PAGE_SIZE = 100;

/** Pages that have nothing to show, only edits and reactions, are passed by; so many at once at most. */
const MAX_EMPTY_PAGES = 10;

const loadStateAfter = (page: HistoryPage): LoadState => (page.more ? 'more' : 'none');

/** Loads the newest messages, or those between what came live; says nothing where the server keeps none. */
export async function loadNewest(chat: Chat, conversation: Conversation): Promise<void> {
  const { older, timeline: ledger } = conversation;
  if (older.peek() === 'loading') return;
  const before = older.peek();
  older.value = 'loading';
  try {
    const page = await fetchPage(chat, conversation, { limit: FIRST_PAGE_SIZE });
    if (page !== undefined) {
      mergePage(chat, ledger, ledger.latest, page);
      if (page.end !== undefined && (ledger.end === undefined || isAfter(page.end, ledger.end))) ledger.end = page.end;
      chat.updates.markChanged(conversation);
    }
    // What was loaded further up before is still there.
    const isJoined = before === 'more' || before === 'none';
    setOlder(conversation, page === undefined ? 'none' : isJoined ? before : loadStateAfter(page));
    placeUnreadDivider(chat, conversation);
  } catch {
    setOlder(conversation, 'failed');
  }
}

/** What lies before the newest part; it is shown when that part is. */
function setOlder({ older, timeline: ledger }: Conversation, beyond: LoadState): void {
  if (ledger.section === undefined) older.value = beyond;
  else ledger.beforeLatest = beyond;
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

/** Loads what was said before the first message of the list. Never rejects: `older` says how it went. */
export async function loadOlder(chat: Chat, conversation: Conversation): Promise<void> {
  const { older, timeline: ledger } = conversation;
  const sheet = shownList(ledger);
  const first = firstPosition(itemsOf(sheet));
  if (older.peek() === 'loading' || older.peek() === 'none') return;
  if (first === undefined) {
    if (ledger.section === undefined) await loadNewest(chat, conversation);
    return;
  }
  older.value = 'loading';
  try {
    const page = await fetchPageBefore(chat, conversation, first);
    if (sheet !== shownList(ledger)) return;
    if (page !== undefined && page.end?.epoch === first.epoch) mergePage(chat, ledger, sheet, page);
    if (itemsOf(sheet).length > MAX_ITEMS_SCROLLED) switchToSection(conversation, MAX_ITEMS_SCROLLED, MAX_ITEMS);
    // A log that was begun anew has nothing of before.
    older.value = page === undefined || page.end?.epoch !== first.epoch ? 'none' : loadStateAfter(page);
    placeUnreadDivider(chat, conversation);
    chat.updates.markChanged(conversation);
  } catch {
    if (sheet === shownList(ledger)) older.value = 'failed';
  }
}
