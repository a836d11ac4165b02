import type {
  GapEvent,
  JoinedEvent,
  LeftEvent,
  NoticeEvent,
  PresenceEvent,
  RecoveredEvent,
  RenamedEvent,
  ServerEvent,
  TypingEvent,
} from '../core/protocol/events.js';
import type { ClientMessage } from './kinds.js';

/**
 * Where the client is with its connection: `idle` before the first `connect`, `waiting` for the next attempt,
 * `stopped` when it was told to stay away, by the program or by the server, or where another attempt cannot help.
 */
export type ClientState = 'idle' | 'connecting' | 'online' | 'waiting' | 'stopped';

/** Why the client is waiting, or was sent away. */
export interface StateReason {
  /**
   * The server's code; `CLIENT_CONNECTION_LOST`; `CLIENT_REFUSED` where the server refuses the WebSocket for good (wrong path,
   * origin not allowed); `CLIENT_CREDENTIALS`, or the code of the error that `credentials` threw.
   */
  readonly code: string;
  /** For the person. */
  readonly text: string;
  /**
   * What goes with the code: with `CHAT_NICK_TAKEN` a free nick, as `suggestion`. It is as the server said it, unchecked. With
   * `CLIENT_CONNECTION_LOST` and `CLIENT_REFUSED`, as far as the platform tells: `cause` (a text), `status` (the HTTP status),
   * `closeCode` (RFC 6455, section 7.4) and `errno` (`ECONNREFUSED`, `ENOTFOUND`, …). Empty where there is nothing.
   */
  readonly details: Readonly<Record<string, unknown>>;
  /** When the next attempt begins, by the client's clock. Only while waiting. */
  readonly until?: number;
}

/**
 * What a login was: `fresh` the first one, `resumed` the same session went on, `restarted` the session was gone and
 * a new one has begun, in which the client joins its rooms again.
 */
export type WelcomeKind = 'fresh' | 'resumed' | 'restarted';

/**
 * How a room came back: `recovered` with everything that was missed, `gap` with messages missing, `fresh` without a place to
 * go on from, since the client had none, or since the log was begun anew.
 */
export type CaughtUpKind = 'recovered' | 'gap' | 'fresh';

/** What came of catching up with a room. */
export interface CaughtUp {
  /** In short. */
  readonly how: CaughtUpKind;
  /** How many messages were told meanwhile. */
  readonly messages: number;
  /** How many are missing. Absent: none are, or nobody knows how many. */
  readonly missed?: number;
}

/** What a client tells, with what its listeners get. */
export interface ClientEvents {
  /** The client's state has changed. A reason is there while waiting, and when the server has sent the client away. */
  state(state: ClientState, reason?: StateReason): void;
  /** Logged in; comes after the state. A session that went on from `ClientOptions.token` is `resumed` from the first. */
  welcome(how: WelcomeKind): void;
  /** A message, each exactly once, one's own too. */
  message(message: ClientMessage): void;
  /** Messages are missing, and cannot be had any more. */
  gap(gap: GapEvent): void;
  /** A room is caught up: the server's own event, which also ends the messages of a `join` with `last`. */
  recovered(recovered: RecoveredEvent): void;
  /**
   * A room that the user was in has come back after a lost connection. Told once for each room and return, after what was
   * missed and after `recovered`. When the connection is lost again before that, once for both. A room that does not take the
   * user back is `left` instead.
   */
  caughtUp(room: string, result: CaughtUp): void;
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
  /**
   * Every event of the server that counts, after it was told under its own name; those of plugins come only here. `bytes` are
   * what came with it, such as a part of a file.
   */
  event(event: ServerEvent, bytes?: Uint8Array): void;
  /** The server broke the protocol; says how, for a log. The client goes on as well as it can. */
  violation(text: string): void;
}
