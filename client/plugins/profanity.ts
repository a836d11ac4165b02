import type { InRoom } from '../requests.js';
import type { Person, Position } from '../view.js';

/** A message that waits for a moderator. */
export interface HeldMessage {
  /** By which it is released or rejected. */
  readonly id: string;
  /** When it was held, in milliseconds since the Unix epoch. */
  readonly at: number;
  /** The language of what was found. */
  readonly language: string;
  /** Where it is to be said. */
  readonly room: string;
  /** `text` or `action`. */
  readonly kind: string;
  /** Whose it is. */
  readonly from: Person;
  /** Their nick. */
  readonly nick: string;
  /** What it says. */
  readonly text: string;
}

/** The messages that wait. */
export interface HeldMessages {
  /** The oldest first. */
  readonly held: readonly HeldMessage[];
}

/** A message by its id. */
export interface ById {
  /** The id. */
  readonly id: string;
}

/** A message that was released. */
export interface Released extends Position, InRoom, ById {
  /** When it was taken, in milliseconds since the Unix epoch. */
  readonly at: number;
}

declare module '../requests.js' {
  interface ClientCommands {
    /** The messages that wait for a moderator. */
    'profanity.held': Exchange<object, HeldMessages>;
    /** Lets one into its room. */
    'profanity.release': Exchange<ById, Released>;
    /** Throws one away. */
    'profanity.reject': Exchange<ById, ById>;
  }
}
