import type { Json } from '../json.js';
import type { Author, Position } from '../message/message.js';
import type { Verbatim } from '../message/verbatim.js';

/** Somebody in a room, with the wires they are on. */
export interface RosterEntry extends Author {
  /** `transport/dialect` of each of the user's sessions in the room, each once: `websocket/native`, `tcp/text`. */
  readonly wires: readonly string[];
  /** Present when all of the user's sessions in the room have lost their connections, and are kept for a while. */
  readonly away?: true;
}

/** A message, as every member of its room gets it. */
export interface MessageEvent {
  /** Always `message`. */
  readonly type: 'message';
  /** The folded name of the room, or of the conversation of two, which begins with `@`. */
  readonly room: string;
  /** The message's own id; opaque. */
  readonly id: string;
  /** The life of the room's log that `offset` counts in. */
  readonly epoch: string;
  /** The message's place in the log: 1, 2, 3, … without gaps within an epoch. */
  readonly offset: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** Who wrote it, as they were called then. */
  readonly from: Author;
  /** `text`, `action` (`/me`), or what a plugin adds. */
  readonly kind: string;
  /** What was said, in NFC; line breaks are `\n`. */
  readonly text: string;
  /** What a plugin or the sender's program keeps beside the text. Absent: nothing. */
  readonly data?: Json | undefined;
  /** The sender's own key, by which its client knows its message again. Absent: it gave none. */
  readonly key?: string | undefined;
  /** The receiver, in a conversation of two; absent in rooms. */
  readonly to?: Author | undefined;
  /** How it was written, for clients of that kind; the native dialect leaves it out. */
  readonly verbatim?: Verbatim | undefined;
}

/** A user has come into a room with their first session there. */
export interface JoinedEvent {
  /** Always `joined`. */
  readonly type: 'joined';
  /** The folded name of the room. */
  readonly room: string;
  /** Who has come, with the wires they are on. */
  readonly user: RosterEntry;
  /** How they said so, for clients of that kind; the native dialect leaves it out. */
  readonly verbatim?: Verbatim;
}

/** A user has left a room with their last session there. */
export interface LeftEvent {
  /** Always `left`. */
  readonly type: 'left';
  /** The folded name of the room. */
  readonly room: string;
  /** Who has gone, as they were called last. */
  readonly user: Author;
  /** What the user said on leaving, or how the connection ended. */
  readonly reason?: string;
  /** How they said so, for clients of that kind; the native dialect leaves it out. */
  readonly verbatim?: Verbatim;
}

/** A user in a room has a new nick. */
export interface RenamedEvent {
  /** Always `renamed`. */
  readonly type: 'renamed';
  /** The folded name of the room, or of the conversation of two; one event comes for each that they are in. */
  readonly room: string;
  /** The user under the new nick; the id stays. */
  readonly user: Author;
  /** The nick until now. */
  readonly was: string;
}

/** A user writes something in a room, or has stopped to. Told at most once; a client forgets it after some seconds. */
export interface TypingEvent {
  /** Always `typing`. */
  readonly type: 'typing';
  /** The folded name of the room, or of the conversation of two. */
  readonly room: string;
  /** Who writes. */
  readonly user: Author;
  /** False: no longer. */
  readonly on: boolean;
}

/** A user in a room has lost their last connection there, or is back. */
export interface PresenceEvent {
  /** Always `presence`. */
  readonly type: 'presence';
  /** The folded name of the room. */
  readonly room: string;
  /** Whose connection it is. */
  readonly user: Author;
  /** `away`: the connection is lost, the session is kept for a while. `online`: back. */
  readonly state: 'away' | 'online';
}

/** Part of a room's messages cannot be had any more. Comes during a recovery only, in the place of what is missing. */
export interface GapEvent {
  /** Always `gap`. */
  readonly type: 'gap';
  /** The folded name of the room, or of the conversation of two. */
  readonly room: string;
  /** The place after which messages are missing: the last one that the client said it had, or has been sent since. */
  readonly after: Position;
  /** The life of the log that `offset` counts in. */
  readonly epoch: string;
  /** The last place that is missing; the room's next message is the one after it. */
  readonly offset: number;
  /** How many messages are missing; absent where nobody knows, since the log was begun anew. */
  readonly missed?: number;
}

/** A room has been caught up: from here on it is live, without a hole and without a repetition. */
export interface RecoveredEvent {
  /** Always `recovered`. */
  readonly type: 'recovered';
  /** The folded name of the room, or of the conversation of two. */
  readonly room: string;
  /** The life of the log that `offset` counts in. */
  readonly epoch: string;
  /** The place of the last message before the live ones. */
  readonly offset: number;
  /** How many messages were caught up. */
  readonly messages: number;
  /** False where there was a gap. */
  readonly complete: boolean;
  /** Who is in the room at this moment. */
  readonly members: readonly RosterEntry[];
}

/** A line from the server to one session. */
export interface NoticeEvent {
  /** Always `notice`. */
  readonly type: 'notice';
  /** For the person, as it is. */
  readonly text: string;
}

/** The last event: the connection is closed after it. */
export interface ByeEvent {
  /** Always `bye`. */
  readonly type: 'bye';
  /** `bye` when the client asked for it, else one of the codes that close. */
  readonly code: string;
  /** Why, for the person. */
  readonly text: string;
  /** When to come back, in milliseconds; absent: do not. */
  readonly reconnectMs?: number;
  /** Present when the session is kept for a while: come back with its token. */
  readonly resume?: true;
}

/**
 * Every event that a client may get, by type. A plugin adds its own by declaration merging:
 * `declare module 'partyline' { interface ServerEvents { poll: PollEvent } }`.
 */
export interface ServerEvents {
  /** A message in a room or in a conversation of two. */
  message: MessageEvent;
  /** Somebody has come into a room. */
  joined: JoinedEvent;
  /** Somebody has left a room. */
  left: LeftEvent;
  /** Somebody in a room has a new nick. */
  renamed: RenamedEvent;
  /** Somebody writes. */
  typing: TypingEvent;
  /** Somebody's connection is lost, or back. */
  presence: PresenceEvent;
  /** Messages are missing. */
  gap: GapEvent;
  /** A room has been caught up. */
  recovered: RecoveredEvent;
  /** A line from the server. */
  notice: NoticeEvent;
  /** The connection is about to be closed. */
  bye: ByeEvent;
}

/** One event, as it is rendered for a client. */
export type ServerEvent = ServerEvents[keyof ServerEvents];

/** An event of a room that is not kept in its log: whoever is not there misses it. */
export type EphemeralEvent = Exclude<ServerEvent, MessageEvent | GapEvent | RecoveredEvent | NoticeEvent | ByeEvent>;

/**
 * What becomes of an event whose receiver has not taken what was written before.
 * `assured`: it is queued all the same; over the budget of bytes the receiver is closed, and can resume.
 * `latest`: it waits, and a newer one of the same type, room and user takes its place.
 * `best-effort`: it is dropped.
 */
export type Delivery = 'assured' | 'latest' | 'best-effort';
