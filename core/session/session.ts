import type { CloseReason, ConnectionInfo } from '../ports/transport.js';
import type { ServerEvent } from '../protocol/events.js';
import type { User } from './user.js';

/** Names a value that a plugin keeps with a session. Made by {@link sessionKey}; its identity is the key. */
export interface SessionKey<T> {
  readonly name: string;
  /** What a session has before anything was set. */
  readonly initial: () => T;
}

/** A key of one's own for {@link Session.get} and {@link Session.set}. */
export function sessionKey<T>(name: string, initial: () => T): SessionKey<T> {
  return { name, initial };
}

/** One device or tab of a user: what plugins and dialects see of it. */
export interface Session {
  readonly id: string;
  /** Who it is; `undefined` until the login. */
  readonly user: User | undefined;
  readonly info: ConnectionInfo;
  /** `transport/dialect`, as shown in rosters. */
  readonly wire: string;
  /** The rooms it is in, by name. */
  readonly rooms: readonly string[];
  get<T>(key: SessionKey<T>): T;
  set<T>(key: SessionKey<T>, value: T): void;
  /** Sends one event to this session alone. Does nothing before the login and after the end. */
  send(event: ServerEvent): void;
  /** Says why and closes. Does nothing once closed. */
  close(reason: CloseReason): void;
}
