import type { Json } from '../json.js';
import type { Author } from '../message/message.js';

/** Somebody in a room, with the wires they are on. */
export interface Occupant extends Author {
  /** `transport/dialect` of each of the user's sessions in the room, each once: `websocket/native`, `tcp/text`. */
  readonly wires: readonly string[];
}

/** A message, as every member of its room gets it. */
export interface MessageEvent {
  readonly type: 'message';
  readonly room: string;
  readonly id: string;
  readonly epoch: string;
  readonly offset: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly from: Author;
  readonly kind: string;
  readonly text: string;
  readonly data?: Json | undefined;
  readonly key?: string | undefined;
  readonly to?: Author | undefined;
}

/** A user has come into a room with their first session there. */
export interface JoinedEvent {
  readonly type: 'joined';
  readonly room: string;
  readonly user: Occupant;
}

/** A user has left a room with their last session there. */
export interface LeftEvent {
  readonly type: 'left';
  readonly room: string;
  readonly user: Author;
  /** What the user said on leaving, or how the connection ended. */
  readonly reason?: string;
}

/** A user in a room has a new nick. */
export interface RenamedEvent {
  readonly type: 'renamed';
  readonly room: string;
  readonly user: Author;
  readonly was: string;
}

/** A line from the server to one session. */
export interface NoticeEvent {
  readonly type: 'notice';
  readonly text: string;
}

/** The last event: the connection is closed after it. */
export interface ByeEvent {
  readonly type: 'bye';
  /** `bye` when the client asked for it, else one of the codes that close. */
  readonly code: string;
  readonly text: string;
  /** When to come back, in milliseconds; absent: do not. */
  readonly reconnectMs?: number;
}

/**
 * Every event that a client may get, by type. A plugin adds its own by declaration merging:
 * `declare module 'partyline' { interface ServerEvents { poll: PollEvent } }`.
 */
export interface ServerEvents {
  message: MessageEvent;
  joined: JoinedEvent;
  left: LeftEvent;
  renamed: RenamedEvent;
  notice: NoticeEvent;
  bye: ByeEvent;
}

/** One event, as it is rendered for a client. */
export type ServerEvent = ServerEvents[keyof ServerEvents];

/** An event of a room that is not kept in its log: whoever is not there misses it. */
export type RoomSignal = Exclude<ServerEvent, MessageEvent | NoticeEvent | ByeEvent>;
