import type { Place } from './line.js';
import { createLog, type Log } from './log.js';

/** Somebody who writes. */
export interface Typist {
  readonly nick: string;
  /** When that is to be forgotten. */
  readonly until: number;
}

/** The bottom of a window on a log: a line, and how many of its rows are in the window. */
export interface Anchor {
  /** The line's id. */
  readonly line: number;
  readonly rows: number;
}

/** What is known of the messages before the first line. */
export interface Older {
  /** The first place that was read; `undefined`: nothing was. */
  from: Place | undefined;
  /** Whether there is more. */
  more: boolean;
  isLoading: boolean;
}

/** A room or a conversation of two, as it is shown. */
export interface Room {
  /** The server's name for it; `''` for the program's own page. */
  readonly name: string;
  readonly kind: 'room' | 'direct' | 'home';
  /** What it is called: a clean name without `#`, or the other's nick. */
  title: string;
  /** Of a conversation of two, the other's user id. */
  readonly peer: string | undefined;
  topic: string;
  readonly log: Log;
  /** How many messages came since it was shown last, and how many of them name the user. */
  unread: number;
  mentions: number;
  /** The first line that was not read when it was shown last. */
  firstNew: number | undefined;
  /** Whether long messages are shown in full. */
  unfolded: boolean;
  /** Where the bottom of the window is; `undefined`: at the end. */
  anchor: Anchor | undefined;
  /** By user id. */
  readonly typing: Map<string, Typist>;
  readonly older: Older;
}

/** What a room is made of. */
export type RoomParts = Pick<Room, 'name' | 'kind' | 'title'> & { readonly peer?: string };

/** Makes a room with nothing in it. */
export function createRoom({ name, kind, title, peer }: RoomParts): Room {
  return {
    name,
    kind,
    title,
    peer,
    topic: '',
    log: createLog(),
    unread: 0,
    mentions: 0,
    firstNew: undefined,
    unfolded: false,
    anchor: undefined,
    typing: new Map(),
    older: { from: undefined, more: kind !== 'home', isLoading: false },
  };
}

/** How a room is written: `#lobby`, `bob`, `Partyline`. */
export const labelOf = ({ kind, title }: Pick<Room, 'kind' | 'title'>): string =>
  kind === 'room' ? `#${title}` : title;
