import type { ClientMessage } from './kinds.js';
import type { Person, Position } from './view.js';

/** Which messages of a room to read; the newest where nothing is said. */
export interface HistoryQuery {
  /** The newest before this place. With `after`: those between the two. */
  readonly before?: Position;
  /** The oldest after this place. */
  readonly after?: Position;
  /** With this place in the middle; without the two others. */
  readonly around?: Position;
  /** So many at most: 1 to 100. Default 50. */
  readonly limit?: number;
}

/** Who has reacted with an emoji. */
export interface Reaction {
  /** How many. */
  readonly count: number;
  /** Some of them, 10 at most. */
  readonly by: readonly Person[];
  /** Whether the user is among them. */
  readonly mine?: boolean;
}

/** The newest change of a message. */
export interface Edit {
  /** When: milliseconds since the Unix epoch. */
  readonly at: number;
  /** Where the change stands in the log. */
  readonly offset: number;
  /** Who made it, where that was not the author. */
  readonly by?: Person;
}

/** A message as it reads now: edited, deleted (`kind` is `erased`), reacted to. */
export type HistoryEntry = ClientMessage & HistoryNotes;

/** What has become of a message since it was said. */
export interface HistoryNotes {
  /** Absent: it was not changed. */
  readonly edited?: Edit;
  /** By emoji. */
  readonly reactions?: Readonly<Record<string, Reaction>>;
}

/** Part of what was said in a room. */
export interface HistoryPage {
  /** The room's folded name. */
  readonly room: string;
  /** The oldest first. */
  readonly entries: readonly HistoryEntry[];
  /** The life of the log that the offsets count in; absent where nothing is kept, as are the three others. */
  readonly epoch?: string;
  /** The first offset that the page covers: go back with `before` at it. */
  readonly from?: number;
  /** The last one: go on with `after` at it. */
  readonly to?: number;
  /** The last offset of the log. */
  readonly end?: number;
  /** Whether there is more in the direction that was asked for. */
  readonly more: boolean;
  /** Whether something next to the place that was asked for is not kept any more. */
  readonly gap: boolean;
}
