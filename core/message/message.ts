import type { Json } from '../json.js';
import type { Verbatim } from './verbatim.js';

/** Who wrote a message, as they were called when they wrote it. */
export interface Author {
  /** The user's id: stable for an account, one visit long for a guest. */
  readonly id: string;
  /** What they are called; with a message, what they were called when they wrote it. */
  readonly nick: string;
}

/** Which message of a text that was too long for one. */
export interface TextPart {
  /** From 1. */
  readonly number: number;
  /** How many there are, at least 2. */
  readonly count: number;
}

/** A message as its sender wants it: what the `publish` gates see. */
export interface Draft {
  /** The folded name of the room, or of the conversation of two. */
  readonly room: string;
  /** In whose name it is published. */
  readonly from: Author;
  /** `text`, `action` (`/me`), or what a plugin adds. */
  readonly kind: string;
  /** What is said, in NFC, within the limits `textCharacters` and `textBytes`; never empty. */
  readonly text: string;
  /** What a plugin keeps beside the text. */
  readonly data?: Json | undefined;
  /** The sender's own key; the same key again is the same message. */
  readonly key?: string | undefined;
  /** The receiver, in a direct conversation. */
  readonly to?: Author | undefined;
  /** How it was written. Goes when a gate changes the text. Programs that speak the native dialect are not shown it. */
  readonly verbatim?: Verbatim | undefined;
  /** Which part of a longer text this is. Not kept with the message. `undefined`: it is whole. */
  readonly part?: TextPart | undefined;
}

/** A message that has passed the gates and has its id and time, but no place in the room's log yet. */
export interface Message extends Draft {
  /** Its own, from the port `Random`: opaque. */
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
  /** Where it stands in the log of `message.room`. */
  readonly position: Position;
  /** What stands there. */
  readonly message: Message;
}

/** What a broker answers once a message is kept. */
export interface Receipt {
  /** The id of the message that is kept. */
  readonly id: string;
  /** The time of the message that is kept: milliseconds since the Unix epoch. */
  readonly at: number;
  /** Where it stands in the room's log. */
  readonly position: Position;
  /** True when the key was known and nothing was added: id, time and position are the first one's. */
  readonly duplicate: boolean;
}
