import type { Beyond } from '../beyond.js';
import type { Item, Place } from '../item.js';
import type { Alteration } from './alteration.js';

/** A list that is changed in place between two frames of the screen, and never once it has been shown. */
export interface Sheet {
  /** As it was shown last. */
  shown: readonly Item[];
  /** The next state; `undefined`: nothing has changed. */
  draft: Item[] | undefined;
}

/** A sheet that shows these items. */
export const sheetOf = (items: readonly Item[]): Sheet => ({ shown: items, draft: undefined });

/** The items as they are now, to be read. */
export const itemsOf = (sheet: Sheet): readonly Item[] => sheet.draft ?? sheet.shown;

/** The items as they are now, to be changed: copied once in a frame. */
export function draftOf(sheet: Sheet): Item[] {
  sheet.draft ??= sheet.shown.slice();
  return sheet.draft;
}

/** Ends a frame: what is in it from now on is not changed any more. */
export function settled(sheet: Sheet): readonly Item[] {
  if (sheet.draft !== undefined) sheet.shown = sheet.draft;
  sheet.draft = undefined;
  return sheet.shown;
}

/** What a conversation's signals show a state of: it changes with every event, and they once in a frame. */
export interface Ledger {
  /** The newest part of the room, always kept, also while an older one is shown. */
  tail: Sheet;
  /** An old part of the room, shown instead of the newest. */
  part: Sheet | undefined;
  /** What lies before the newest part, while an older one is shown. */
  beforeTail: Beyond;
  /** The latest edits, deletions and reactions: a page of the history may be older than they are. */
  alterations: Alteration[];
  unread: number;
  called: boolean;
  firstUnread: string | undefined;
  /** The place that the divider is to stand behind, once the messages there are loaded. */
  divider: Place | undefined;
  /** How far one has read, as far as the server knows it. */
  marker: Place | undefined;
  /** The last place in the room that is known here. */
  end: Place | undefined;
  /** Whether a page that was just opened is being told what it had before: nothing was missed. */
  opening: boolean;
  /** Whether the people in the room have changed. */
  rosterChanged: boolean;
}

/** A ledger without an entry. */
export function createLedger(): Ledger {
  return {
    tail: sheetOf([]),
    part: undefined,
    beforeTail: 'unknown',
    alterations: [],
    unread: 0,
    called: false,
    firstUnread: undefined,
    divider: undefined,
    marker: undefined,
    end: undefined,
    opening: false,
    rosterChanged: false,
  };
}

/** The sheet that is shown. */
export const shownSheet = (ledger: Ledger): Sheet => ledger.part ?? ledger.tail;

/** All sheets: what changes a message changes it in each. */
export const sheetsIn = ({ tail, part }: Ledger): readonly Sheet[] => (part === undefined ? [tail] : [tail, part]);
