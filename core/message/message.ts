import type { Json } from '../json.js';

/** Who wrote a message, as they were called when they wrote it. */
export interface Author {
  /** The user's id: stable for an account, one visit long for a guest. */
  readonly id: string;
  readonly nick: string;
}

/** A message as its sender wants it: what the `publish` gates see. */
export interface Draft {
  readonly room: string;
  readonly from: Author;
  /** `text`, `action` (`/me`), or what a plugin adds. */
  readonly kind: string;
  readonly text: string;
  /** What a plugin keeps beside the text. */
  readonly data?: Json | undefined;
  /** The sender's own key; the same key again is the same message. */
  readonly key?: string | undefined;
  /** The receiver, in a direct conversation. */
  readonly to?: Author | undefined;
}

/** A message that has passed the gates and has its id and time, but no place in the room's log yet. */
export interface Message extends Draft {
  readonly id: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** The session that sent it. */
  readonly session: string;
}

/** A place in a room's log. Offsets of one epoch are 1, 2, 3, … without gaps. */
export interface Position {
  /** Names one life of the log; another epoch means that the log was begun anew. */
  readonly epoch: string;
  /** 0 is the place before the first entry. */
  readonly offset: number;
}

/** A message in its place. */
export interface Entry {
  readonly position: Position;
  readonly message: Message;
}

/** What a broker answers once a message is kept. */
export interface Receipt {
  readonly id: string;
  readonly at: number;
  readonly position: Position;
  /** True when the key was known and nothing was added: id, time and position are the first one's. */
  readonly duplicate: boolean;
}
