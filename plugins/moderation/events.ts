import type { Author } from '../../core/index.js';
import type { Affected } from './audit.js';
import type { ModerationAct } from './roles.js';

/** What a room is about, when it changes, and for whoever comes in. */
export interface TopicEvent {
  /** Always `topic`. */
  readonly type: 'topic';
  /** The folded name of the room. */
  readonly room: string;
  /** One line of at most 300 characters; `''`: none any more. */
  readonly topic: string;
  /** Who said so, as they were called then. */
  readonly by: Author;
  /** When: milliseconds since the Unix epoch. */
  readonly at: number;
  /** The same, for people. */
  readonly line: string;
}

/** Somebody did something to the room, or to somebody in it. */
export interface ModeratedEvent {
  /** Always `moderated`. */
  readonly type: 'moderated';
  /** The folded name of the room that is told. */
  readonly room: string;
  /** What was done. */
  readonly act: ModerationAct;
  /** To whom, as far as it is known: an address is not told. Absent: to the room itself. */
  readonly who?: Affected;
  /** Who did it. */
  readonly by: Author;
  /** Present when it is about every room. */
  readonly everywhere?: true;
  /** Why. Absent: nobody said. */
  readonly reason?: string;
  /** When it is over: milliseconds since the Unix epoch. Absent: it does not end by itself. */
  readonly until?: number;
  /** What it is now: a role, `open`, `invite` or `password`, the seconds of slow mode. */
  readonly value?: string | number;
  /** The same, for people. */
  readonly line: string;
}

/** Somebody may come into a room. For them alone. */
export interface InvitedEvent {
  /** Always `invited`. */
  readonly type: 'invited';
  /** The folded name of the room. */
  readonly room: string;
  /** Who says so. */
  readonly by: Author;
  /** Until when: milliseconds since the Unix epoch. */
  readonly until: number;
  /** The same, for people. */
  readonly line: string;
}

declare module '../../core/index.js' {
  interface ServerEvents {
    /** What a room is about. */
    topic: TopicEvent;
    /** Somebody moderated. */
    moderated: ModeratedEvent;
    /** Somebody is invited. */
    invited: InvitedEvent;
  }
}
