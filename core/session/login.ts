import type { Awaitable } from '../awaitable.js';
import { errors } from '../errors.js';
import type { Cancel, Clock } from '../ports/clock.js';
import type { CloseReason, ConnectionInfo } from '../ports/transport.js';
import type { ServerEvent } from '../protocol/events.js';
import type { OutboundStream, StreamSource } from './outbound-stream.js';
import type { LoginSession, Session, SessionKey, User } from './session.js';

/** Runs something once after `ms` milliseconds, unless it is cancelled. */
export type After = (ms: number, run: () => Awaitable<void>) => Cancel;

/**
 * `pending`: the gates are being asked. `refused`: they said no. `current`: its session lives by it. `ended`: a later login
 * has taken its place, it has expired, or its session is over.
 */
type LoginPhase = 'pending' | 'refused' | 'current' | 'ended';

/** A value that a gate has left with a login. */
export interface LoginValue {
  readonly value: unknown;
  /** Whether it was set; otherwise a gate has only read it, and may have changed it in place. */
  readonly isSet: boolean;
}

/** A session that has logins. */
export interface LoginTarget extends Session {
  /** The one by which it lives; before the log-in, what the `connect` gates have learned. */
  readonly login: Login | undefined;
  /** Whether there is a value under a key, though it may be the initial one. */
  has(key: SessionKey<unknown>): boolean;
  /** Keeps a value until the login ends. */
  setByLogin<T>(key: SessionKey<T>, value: T): void;
  /** The values that end with the login. */
  loginValues(): Iterable<readonly [SessionKey<unknown>, LoginValue]>;
  /**
   * Puts a login and its values in the place of the one before it.
   * @param connect What belongs to the new one already, and does not end.
   */
  replaceLogin(login: Login, connect: Login | undefined, values: ReadonlyMap<SessionKey<unknown>, LoginValue>): void;
  /** Ends the login: its values are the initial ones again, its timers are cancelled. */
  endLogin(): void;
}

/** The longest timer: a clock that is set meanwhile is noticed within it, and no timer of any platform overflows. */
const MAX_TIMER_MS = 3_600_000;

/**
 * One log-in and what its gates have learned: values, timers, the time when it expires. They take effect when it is accepted,
 * for the session that lives on, and end with the login: the next one replaces all of it.
 */
export class Login {
  readonly #clock: Clock;
  /** What the `connect` gates have learned of the same connection. */
  readonly #connect: Login | undefined;
  #values: Map<SessionKey<unknown>, LoginValue> | undefined;
  #timers: Set<Cancel> | undefined;
  #session: LoginTarget;
  #phase: LoginPhase = 'pending';
  #endsAt: number | undefined;

  /** @param session The session that its connection came with. */
  constructor(session: LoginTarget, clock: Clock) {
    this.#session = session;
    this.#clock = clock;
    this.#connect = session.login;
  }

  /** The session that it is for: before it is accepted the one that its connection came with, then the one that lives on. */
  get session(): LoginTarget {
    return this.#session;
  }

  /**
   * Makes it the login of a session; the one before it ends.
   * @param expiresAt Milliseconds since the epoch; `undefined`: never.
   */
  accept(session: LoginTarget, expiresAt: number | undefined): void {
    const visitor = this.#session;
    this.#adopted(session);
    session.replaceLogin(this, this.#connect, new Map([...visitor.loginValues(), ...this.#takeValues()]));
    if (expiresAt === undefined) return;
    // A wall clock that jumps later neither ends a login nor keeps it.
    this.#endsAt = this.#clock.monotonic() + (expiresAt - this.#clock.now());
    this.#awaitExpiry(this.#endsAt);
  }

  /** Forgets what was learned: a gate, a nick that is taken or a lost connection has made nothing of it. */
  refuse(): void {
    if (this.#phase === 'pending') this.#isOver('refused');
  }

  /** Ends it: nothing that holds it has any effect from now on. */
  end(): void {
    this.#isOver('ended');
    this.#connect?.end();
  }

  /** Closes the session where the login has expired by now. */
  expire(): void {
    if (this.#phase !== 'current' || this.#endsAt === undefined || this.#clock.monotonic() < this.#endsAt) return;
    const session = this.#session;
    session.endLogin();
    session.close({ code: 'CHAT_LOGIN_EXPIRED', text: errors.CHAT_LOGIN_EXPIRED.text, mayReturn: true });
  }

  get<T>(key: SessionKey<T>): T {
    if (this.#phase !== 'pending') return this.#session.get(key);
    const learned = this.#learnedValues(key);
    if (learned !== undefined) return learned.value as T;
    if (this.#session.has(key)) return this.#session.get(key);
    const value = key.initial();
    this.#setValue(key, { value, isSet: false });
    return value;
  }

  set<T>(key: SessionKey<T>, value: T): void {
    if (this.#phase === 'pending') this.#setValue(key, { value, isSet: true });
    else if (this.#phase === 'current') this.#session.setByLogin(key, value);
  }

  close(reason: CloseReason): void {
    // After a refusal it closes its connection, unless a later attempt has brought that a login.
    const isEffective = this.#phase === 'refused' ? this.#session.user === undefined : this.#phase !== 'ended';
    if (isEffective) this.#session.close(reason);
  }

  /** Runs something once, unless the login has ended by then. */
  after(ms: number, run: () => Awaitable<void>, after: After): Cancel {
    if (this.#phase === 'refused' || this.#phase === 'ended') return () => {};
    const stop = after(ms, () => {
      this.#timers?.delete(cancel);
      return run();
    });
    const cancel = () => {
      this.#timers?.delete(cancel);
      stop();
    };
    this.#timers ??= new Set();
    this.#timers.add(cancel);
    return cancel;
  }

  #adopted(session: LoginTarget): void {
    this.#phase = 'current';
    this.#session = session;
    if (this.#connect !== undefined) this.#connect.#adopted(session);
  }

  #setValue(key: SessionKey<unknown>, value: LoginValue): void {
    this.#values ??= new Map();
    this.#values.set(key, value);
  }

  #learnedValues(key: SessionKey<unknown>): LoginValue | undefined {
    const own = this.#values?.get(key);
    if (own !== undefined || this.#connect === undefined) return own;
    return this.#connect.#learnedValues(key);
  }

  /** What was learned, of the connection first. From now on the session has it. */
  #takeValues(): readonly (readonly [SessionKey<unknown>, LoginValue])[] {
    const connect = this.#connect === undefined ? [] : this.#connect.#takeValues();
    const own = this.#values ?? [];
    this.#values = undefined;
    return [...connect, ...own];
  }

  #isOver(phase: 'refused' | 'ended'): void {
    this.#phase = phase;
    this.#values = undefined;
    for (const cancel of [...(this.#timers ?? [])]) cancel();
  }

  #awaitExpiry(at: number): void {
    const left = Math.min(Math.max(0, at - this.#clock.monotonic()), MAX_TIMER_MS);
    this.after(
      left,
      () => {
        if (this.#clock.monotonic() >= at) this.expire();
        else this.#awaitExpiry(at);
      },
      (ms, run) => this.#clock.after(ms, run),
    );
  }
}

/** A login as a gate gets it: acts on the session that lives on, and on none any more once a later login has replaced it. */
export class LoginHandle implements LoginSession {
  readonly login: Login;
  readonly #after: After;

  /** @param after Whose timers the gate's are. */
  constructor(login: Login, after: After) {
    this.login = login;
    this.#after = after;
  }

  get id(): string {
    return this.login.session.id;
  }

  get connected(): boolean {
    return this.login.session.connected;
  }

  get pendingBytes(): number {
    return this.login.session.pendingBytes;
  }

  get roundTripMs(): number | undefined {
    return this.login.session.roundTripMs;
  }

  get user(): User | undefined {
    return this.login.session.user;
  }

  get info(): ConnectionInfo {
    return this.login.session.info;
  }

  get wire(): string {
    return this.login.session.wire;
  }

  get rooms(): readonly string[] {
    return this.login.session.rooms;
  }

  get<T>(key: SessionKey<T>): T {
    return this.login.get(key);
  }

  set<T>(key: SessionKey<T>, value: T): void {
    this.login.set(key, value);
  }

  send(event: ServerEvent): void {
    this.login.session.send(event);
  }

  stream(source: StreamSource): OutboundStream {
    return this.login.session.stream(source);
  }

  close(reason: CloseReason): void {
    this.login.close(reason);
  }

  after(ms: number, run: () => Awaitable<void>): Cancel {
    return this.login.after(ms, run, this.#after);
  }
}
