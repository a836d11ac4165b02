import type {
  GapEvent,
  JoinedEvent,
  LeftEvent,
  MessageEvent,
  NoticeEvent,
  PresenceEvent,
  RecoveredEvent,
  RenamedEvent,
  ServerEvent,
  TypingEvent,
} from '../core/protocol/events.js';

/**
 * Where the client is with its connection: `idle` before the first `connect`, `waiting` for the next attempt,
 * `stopped` when it was told to stay away, by the program or by the server.
 */
export type ClientState = 'idle' | 'connecting' | 'online' | 'waiting' | 'stopped';

/** Why the client is waiting, or was sent away. */
export interface StateReason {
  /** The server's code, or `CLIENT_CONNECTION_LOST`. */
  readonly code: string;
  /** For the person. */
  readonly text: string;
  /** When the next attempt begins, by the client's clock. Only while waiting. */
  readonly until?: number;
}

/**
 * What a login was: `fresh` the first one, `resumed` the same session went on, `restarted` the session was gone and
 * a new one has begun, in which the client joins its rooms again.
 */
export type WelcomeKind = 'fresh' | 'resumed' | 'restarted';

/** What a client tells, with what its listeners get. */
export interface ClientEvents {
  /** The client's state has changed. A reason is there while waiting, and when the server has sent the client away. */
  state(state: ClientState, reason?: StateReason): void;
  /** Logged in; comes after the state. */
  welcome(how: WelcomeKind): void;
  /** A message, each exactly once, one's own too. */
  message(message: MessageEvent): void;
  /** Messages are missing, and cannot be had any more. */
  gap(gap: GapEvent): void;
  /** A room is caught up. */
  recovered(recovered: RecoveredEvent): void;
  /** Somebody has come into a room. */
  joined(joined: JoinedEvent): void;
  /** Somebody has left a room. Where the user is oneself: one is out of it, `reason` may be the code that kept one out. */
  left(left: LeftEvent): void;
  /** Somebody has a new nick. */
  renamed(renamed: RenamedEvent): void;
  /** Somebody writes, or has stopped to. */
  typing(typing: TypingEvent): void;
  /** Somebody's connection is lost, or back. */
  presence(presence: PresenceEvent): void;
  /** A line from the server. */
  notice(notice: NoticeEvent): void;
  /** The members of a room have changed, or the room has come into `Client.rooms` or gone from it. */
  roster(room: string): void;
  /** Every event of the server that counts, after it was told under its own name; those of plugins come only here. */
  event(event: ServerEvent): void;
  /** The server broke the protocol; says how, for a log. The client goes on as well as it can. */
  violation(text: string): void;
}
