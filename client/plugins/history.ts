import type { HistoryEntry, HistoryPage, HistoryQuery } from '../history.js';
import type { InRoom } from '../requests.js';
import type { Position } from '../view.js';

/** Which message of a room is meant: without a place the last one, or the last one of one's own. */
export type HistoryTarget = InRoom | (InRoom & Position);

/** What `history` is asked for. */
export interface HistoryWish extends HistoryQuery, InRoom {}

/** What `search` is asked for. */
export interface SearchWish extends InRoom {
  /** The words, all of which are there; at most 200 characters. */
  readonly text: string;
  /** Only those before this place. Default: from the newest. */
  readonly before?: Position;
  /** So many at most: 1 to 50. Default 20. */
  readonly limit?: number;
}

/** Another text. */
export interface NewText {
  /** The text. */
  readonly text: string;
  /** The change's own name, 1–64 characters. Default: none. */
  readonly key?: string;
}

/** An emoji on a message. */
export interface EmojiWish {
  /** One emoji, or a name like `:tada:`. */
  readonly emoji: string;
  /** False: no longer. Default true. */
  readonly on?: boolean;
}

/** Of which room. */
export interface UnreadWish {
  /** Default: all that one is in. */
  readonly room?: string;
}

/** What is unread. */
export interface UnreadRooms {
  /** Room by room. */
  readonly rooms: readonly UnreadRoom[];
}

/** Whose writings, and from where on. */
export interface WritingsWish {
  /** What the reply before had. Default: from the beginning. */
  readonly cursor?: string;
  /** The id of somebody else, for operators. Default: oneself. */
  readonly user?: string;
}

/** What `history.erase` is asked for. */
export interface EraseWish extends WritingsWish {
  /** Nothing brings it back. */
  readonly confirm: true;
}

/** What was erased. */
export interface Erased {
  /** How many entries. */
  readonly erased: number;
  /** Where to go on. Absent: that is all. */
  readonly cursor?: string;
}

/** What was published to change another message. */
export interface HistoryChange extends Position, InRoom {
  /** The id of the entry that says so. */
  readonly id: string;
  /** When it was taken, in milliseconds since the Unix epoch. */
  readonly at: number;
}

/** What comes of `react`. */
export interface ReactionChange extends Partial<Omit<HistoryChange, 'room'>>, InRoom {
  /** False, and nothing but the room with it: it was so already. */
  readonly changed: boolean;
}

/** What others have said in a room since it was read. */
export interface UnreadRoom extends InRoom {
  /** How many messages, 1,000 at most. */
  readonly unread: number;
  /** How many of them have one's nick in them. */
  readonly mentions: number;
  /** True: there may be more. */
  readonly more?: boolean;
  /** The life of the log that `end` and `marker` count in. Absent, as is `end`: nothing is kept. */
  readonly epoch?: string;
  /** The last offset of the log. */
  readonly end?: number;
  /** Up to where one has read. Absent: nowhere. */
  readonly marker?: number;
}

/** What stands beside an edit, a deletion or a reaction: the message that it is about. */
export interface AnnotationData {
  /** Its place in the same room. */
  readonly target: Position;
  /** Its id. */
  readonly id: string;
}

/** Part of what one has written, as the log has it. */
export interface ExportPart {
  /** The entries, of all rooms. */
  readonly entries: readonly HistoryEntry[];
  /** Where to go on. Absent: that is all. */
  readonly cursor?: string;
}

/** What stands beside a deletion. */
export interface DeletionData extends AnnotationData {
  /** Where the message's edits stood, which are gone with it. */
  readonly edits: readonly number[];
}

/** What stands beside a reaction; the emoji is the text. */
export interface ReactionData extends AnnotationData {
  /** False: it was taken back, and a `-` is before the emoji. */
  readonly on: boolean;
}

declare module '../requests.js' {
  interface ClientCommands {
    /** Part of what was said in a room, the newest where no place is given. */
    history: Exchange<HistoryWish, HistoryPage>;
    /** Messages that have all of these words. */
    search: Exchange<SearchWish, Omit<HistoryPage, 'to' | 'end'>>;
    /** Another text for a message of one's own. */
    edit: Exchange<HistoryTarget & NewText, HistoryChange>;
    /** A message of one's own is gone for good. */
    delete: Exchange<HistoryTarget, HistoryChange>;
    /** An emoji on a message, or no longer. */
    react: Exchange<HistoryTarget & EmojiWish, ReactionChange>;
    /** One has read up to here. The reply says where the marker is. */
    'history.read': Exchange<InRoom & Position, InRoom & Position>;
    /** What is unread, in one room or in all that one is in. */
    'history.unread': Exchange<UnreadWish, UnreadRooms>;
    /** What one has written, part by part. */
    'history.export': Exchange<WritingsWish, ExportPart>;
    /** Erases what one has written, for good, part by part. */
    'history.erase': Exchange<EraseWish, Erased>;
  }
}

declare module '../kinds.js' {
  interface MessageKinds {
    /** The new text of a message. */
    edit: AnnotationData;
    /** A message is gone. */
    delete: DeletionData;
    /** An emoji on a message, or no longer. */
    reaction: ReactionData;
    /** In the place of a message that is gone. */
    erased: undefined;
  }
}
