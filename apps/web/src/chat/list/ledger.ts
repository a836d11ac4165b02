import type { LoadState } from '../beyond.js';
import type { Item, Position } from '../item.js';
import type { MessageEdit } from './alteration.js';

/** A list that is changed in place between two frames of the screen, and never once it has been shown. */
export interface ItemList {
  /** As it was shown last. */
  shown: readonly Item[];
  /** The next state; `undefined`: nothing has changed. */
  draft: Item[] | undefined;
}

/** A sheet that shows these items. */
export const createItemList = (items: readonly Item[]): ItemList => ({ shown: items, draft: undefined });

/** The items as they are now, to be read. */
export const itemsOf = (sheet: ItemList): readonly Item[] => sheet.draft ?? sheet.shown;

/** The items as they are now, to be changed: copied once in a frame. */
export function draftOf(sheet: ItemList): Item[] {
  sheet.draft ??= sheet.shown.slice();
  return sheet.draft;
}

/** Ends a frame: what is in it from now on is not changed any more. */
export function commit(sheet: ItemList): readonly Item[] {
  if (sheet.draft !== undefined) sheet.shown = sheet.draft;
  sheet.draft = undefined;
  return sheet.shown;
}

/** What a conversation's signals show a state of: it changes with every event, and they once in a frame. */
export interface Timeline {
  /** The newest part of the room, always kept, also while an older one is shown. */
  latest: ItemList;
  /** An old part of the room, shown instead of the newest. */
  section: ItemList | undefined;
  /** What lies before the newest part, while an older one is shown. */
  beforeLatest: LoadState;
  /** The latest edits, deletions and reactions: a page of the history may be older than they are. */
  recentEdits: MessageEdit[];
  unread: number;
  mentioned: boolean;
  firstUnread: string | undefined;
  /** The place that the divider is to stand behind, once the messages there are loaded. */
  dividerAfter: Position | undefined;
  /** How far one has read, as far as the server knows it. */
  readMarker: Position | undefined;
  /** The last place in the room that is known here. */
  end: Position | undefined;
  /** Whether a page that was just opened is being told what it had before: nothing was missed. */
  isOpening: boolean;
  /** Whether the people in the room have changed. */
  rosterChanged: boolean;
}

/** A ledger without an entry. */
export function createTimeline(): Timeline {
  return {
    latest: createItemList([]),
    section: undefined,
    beforeLatest: 'unknown',
    recentEdits: [],
    unread: 0,
    mentioned: false,
    firstUnread: undefined,
    dividerAfter: undefined,
    readMarker: undefined,
    end: undefined,
    isOpening: false,
    rosterChanged: false,
  };
}

/** The sheet that is shown. */
export const shownList = (ledger: Timeline): ItemList => ledger.section ?? ledger.latest;

/** All sheets: what changes a message changes it in each. */
export const allLists = ({ latest: tail, section: part }: Timeline): readonly ItemList[] =>
  part === undefined ? [tail] : [tail, part];
