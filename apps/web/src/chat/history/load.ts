import type { Beyond } from '../beyond.js';
import type { Conversation } from '../conversation.js';
import type { Place } from '../item.js';
import { itemsOf, shownSheet } from '../list/ledger.js';
import { firstPlace, isBehind } from '../list/place.js';
import { MOST_ITEMS, MOST_ITEMS_AWAY } from '../list/show.js';
import type { Chat } from '../state.js';
import { askPage, type Page } from './ask.js';
import { merge } from './merge.js';
import { detach } from './part.js';
import { placeDivider } from './unread.js';

/** So many messages come at once, at first and later. */
const FIRST = 50;
const NEXT = 100;

/** Pages that have nothing to show, only edits and reactions, are passed by; so many at once at most. */
const MOST_PAGES = 10;

const beyond = (page: Page): Beyond => (page.more ? 'more' : 'none');

/** Loads the newest messages, or those between what came live; says nothing where the server keeps none. */
export async function loadNewest(chat: Chat, conversation: Conversation): Promise<void> {
  const { older, ledger } = conversation;
  if (older.peek() === 'loading') return;
  const before = older.peek();
  older.value = 'loading';
  try {
    const page = await askPage(chat, conversation, { limit: FIRST });
    if (page !== undefined) {
      merge(chat, ledger, ledger.tail, page);
      if (page.end !== undefined && (ledger.end === undefined || isBehind(page.end, ledger.end))) ledger.end = page.end;
      chat.frames.touch(conversation);
    }
    // What was loaded further up before is still there.
    const isJoined = before === 'more' || before === 'none';
    setOlder(conversation, page === undefined ? 'none' : isJoined ? before : beyond(page));
    placeDivider(chat, conversation);
  } catch {
    setOlder(conversation, 'failed');
  }
}

/** What lies before the newest part; it is shown when that part is. */
function setOlder({ older, ledger }: Conversation, beyond: Beyond): void {
  if (ledger.part === undefined) older.value = beyond;
  else ledger.beforeTail = beyond;
}

async function pageBefore(chat: Chat, conversation: Conversation, first: Place): Promise<Page | undefined> {
  let before = first;
  for (let pages = 1; ; pages++) {
    const page = await askPage(chat, conversation, { before, limit: NEXT });
    const isEmpty = page?.entries.length === 0 && page.more && page.from !== undefined;
    if (!isEmpty || pages === MOST_PAGES) return page;
    before = page.from ?? before;
  }
}

/** Loads what was said before the first message of the list. Never rejects: `older` says how it went. */
export async function loadOlder(chat: Chat, conversation: Conversation): Promise<void> {
  const { older, ledger } = conversation;
  const sheet = shownSheet(ledger);
  const first = firstPlace(itemsOf(sheet));
  if (older.peek() === 'loading' || older.peek() === 'none') return;
  if (first === undefined) {
    if (ledger.part === undefined) await loadNewest(chat, conversation);
    return;
  }
  older.value = 'loading';
  try {
    const page = await pageBefore(chat, conversation, first);
    if (sheet !== shownSheet(ledger)) return;
    if (page !== undefined && page.end?.epoch === first.epoch) merge(chat, ledger, sheet, page);
    if (itemsOf(sheet).length > MOST_ITEMS_AWAY) detach(conversation, MOST_ITEMS_AWAY, MOST_ITEMS);
    // A log that was begun anew has nothing of before.
    older.value = page === undefined || page.end?.epoch !== first.epoch ? 'none' : beyond(page);
    placeDivider(chat, conversation);
    chat.frames.touch(conversation);
  } catch {
    if (sheet === shownSheet(ledger)) older.value = 'failed';
  }
}
