import type { Awaitable } from '../awaitable.js';
import type { Author } from '../message/message.js';
import type { Cancel } from '../ports/clock.js';
import type { CloseReason, ConnectionInfo } from '../ports/transport.js';
import type { ServerEvent } from '../protocol/events.js';
import type { OutboundStream, StreamSource } from './outbound-stream.js';

/** Names a value that a plugin keeps with a session. Made by {@link sessionKey}; its identity is the key. */
export interface SessionKey<T> {
  /** For people who debug; need not be unique. */
  readonly name: string;
  /** What a session has before anything was set. */
  readonly initial: () => T;
  /** See {@link SessionKeyOptions.lifetime}. */
  readonly lifetime?: 'session' | 'login';
}

/** How a session key is made. */
export interface SessionKeyOptions {
  /**
   * `session`: the value stays for as long as the session lives. `login`: it ends with the login under which it was set, and the
   * next login of the same session begins with the initial value; right for whatever is granted on a proof. What `connect` and
   * `login` gates set ends with the login whatever the key says. Default `session`.
   */
  readonly lifetime?: 'session' | 'login';
}

/** Makes a key of the caller's own for {@link Session.get} and {@link Session.set}. */
export function sessionKey<T>(name: string, initial: () => T, { lifetime }: SessionKeyOptions = {}): SessionKey<T> {
  return { name, initial, ...(lifetime === undefined ? {} : { lifetime }) };
}

/** One device or tab of a user: what plugins and dialects see of it. */
export interface Session {
  /** Opaque, unique within the hub. */
  readonly id: string;
  /** Whether it has a connection now. One whose connection was lost may be kept for a while. */
  readonly connected: boolean;
  /** Bytes that its connection has not taken yet. */
  readonly pendingBytes: number;
  /** How long its peer takes to answer, in milliseconds; `undefined` where that is not measured, or has not been yet. */
  readonly roundTripMs: number | undefined;
  /** Who it is; `undefined` until the login. */
  readonly user: User | undefined;
  /** What is known of its connection, or of the last one. */
  readonly info: ConnectionInfo;
  /** `transport/dialect`, as shown in rosters. */
  readonly wire: string;
  /** The rooms it is in, by name. */
  readonly rooms: readonly string[];
  /** The value kept under a key; before anything was set, the key's `initial()`. */
  get<T>(key: SessionKey<T>): T;
  /** Keeps a value under a key, for as long as the session lives, or the login: see {@link SessionKeyOptions.lifetime}. */
  set<T>(key: SessionKey<T>, value: T): void;
  /** Sends one event to this session alone. Does nothing before the login, without a connection, and after the end. */
  send(event: ServerEvent): void;
  /**
   * Takes pieces of a large transfer, each a whole frame for this session's connection, whenever nothing else waits to
   * be sent to it: chat comes first, and at most one piece is on its way beyond what the peer has taken.
   */
  stream(source: StreamSource): OutboundStream;
  /** Says why and closes; unless the reason says otherwise the session is over. Does nothing once closed. */
  close(reason: CloseReason): void;
}

/**
 * The session as a `connect` or `login` gate gets it: it stands for this login. When the client resumes a session, it acts on
 * the session that lives on. Once a later login has replaced it, {@link Session.set} and {@link Session.close} do nothing.
 * What a login that was refused has set is forgotten.
 *
 * It is another object than the session that events, commands and other gates get: keep values with {@link Session.set}
 * instead of in a `Map` or `WeakMap` by session.
 */
export interface LoginSession extends Session {
  /** Runs something once after `ms` milliseconds, unless the login, the session or the plugin has ended by then. */
  after(ms: number, run: () => Awaitable<void>): Cancel;
}

/** Somebody. A guest is a user with a nick and no account. */
export interface User extends Author {
  readonly id: string;
  /** What they are called now. */
  readonly nick: string;
  /** What the `login` gate says who someone is; sessions of one account are one user. */
  readonly account: string | undefined;
  /** One per device or tab. */
  readonly sessions: ReadonlySet<Session>;
}
