import type { LoadState, Position } from '../item.js';
import { createItemList, type ItemList } from './draft.js';
import type { MessageEdit } from './read-message.js';

/** Mutable state behind a conversation's signals; the signals are updated once per animation frame. */
export interface Timeline {
  /** The latest messages, kept also while a section is shown. */
  latest: ItemList;
  /** An older section of the room, shown instead of the latest messages. */
  section: ItemList | undefined;
  /** State before the latest messages, while a section is shown. */
  beforeLatest: LoadState;
  /** Recent edits, deletions and reactions, to apply to history pages that are older than they are. */
  recentEdits: MessageEdit[];
  unread: number;
  mentioned: boolean;
  firstUnread: string | undefined;
  /** Position of the unread divider, until the messages there have loaded. */
  dividerAfter: Position | undefined;
  /** The user's read position as known to the server. */
  readMarker: Position | undefined;
  /** Last known position of the room's log. */
  end: Position | undefined;
  /** Whether a page that was just opened is recovering: nothing was missed then. */
  isOpening: boolean;
  /** Whether the roster signal is out of date. */
  rosterChanged: boolean;
}

/** Creates an empty timeline. */
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

/** Returns the list that is shown. */
export const shownList = (timeline: Timeline): ItemList => timeline.section ?? timeline.latest;

/** Returns all lists: an edit applies to each. */
export const allLists = ({ latest, section }: Timeline): readonly ItemList[] =>
  section === undefined ? [latest] : [latest, section];
