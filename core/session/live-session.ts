import type { Position } from '../message/message.js';
import type { Rendering } from '../ports/dialect.js';
import type { CloseReason, Connection, ConnectionInfo, Frame } from '../ports/transport.js';
import type { ServerEvent } from '../protocol/events.js';
import type { Batch, Broadcast } from '../room/broadcast.js';
import type { Member, Receiver } from '../room/member.js';
import type { Room } from '../room/room.js';
import type { Bulk, BulkSource } from './bulk.js';
import { type Login, LoginHandle, type LoginTarget, type LoginValue } from './login.js';
import type { Outbox } from './outbox.js';
import type { Session, SessionKey, User } from './session.js';

/** A room in which a session has missed something, or not yet been told that it has not. */
export interface Recovery {
  readonly room: Room;
  readonly member: Member;
  /** The last place that the client has seen, or the one at which it came in. */
  readonly after: Position;
}

/** What carries a session's frames to its peer. */
export interface Carrier {
  /** Counts the connections of the hub: a later one has a higher number. */
  readonly serial: number;
  readonly info: ConnectionInfo;
  readonly rendering: Rendering;
  readonly echo: boolean;
  readonly dialect: string;
  readonly outbox: Outbox;
  readonly connection: Pick<Connection, 'roundTripMs'>;
  close(reason: CloseReason): void;
  /** Catches the session's rooms up as soon as what comes before is done. */
  recover(): void;
  /** Carries another session from now on. */
  adopt(session: LiveSession): void;
  /** Closes for another connection that takes over; resolves when the command under way is done. */
  retire(): Promise<void>;
}

/** A session, as the core keeps it. */
export class LiveSession implements LoginTarget, Receiver {
  readonly id: string;
  user: User | undefined;
  /** The room and the place in it, by the room's name. */
  readonly places = new Map<string, { readonly room: Room; readonly member: Member }>();
  /** Set when it has ended; nothing is added to it any more. */
  ended = false;
  /** What its client comes back with; `undefined`: it ends with its connection. */
  token: string | undefined;
  /**
   * The places that its client knows from a session that is no more, by room; each counts once. `undefined`: it was never
   * here before.
   */
  known: Map<string, Position> | undefined;
  /**
   * Rooms that were closed while it had no connection, and the last place of each that it was handed: it is brought back into
   * them when it resumes. `undefined`: none were.
   */
  lapsed: Map<string, Position> | undefined;
  /** Whether its client has promised to send something from time to time. */
  heartbeat = false;
  login: Login | undefined;
  #info: ConnectionInfo;
  #dialect = 'none';
  #carrier: Carrier | undefined;
  /** While it is kept without a connection: ends it. */
  #expel: ((reason: CloseReason) => void) | undefined;
  /** What was sent between the login and the reply to it, which comes first. */
  #held: ServerEvent[] | undefined = [];
  #recoveries: readonly Recovery[] = none;
  #values: Map<SessionKey<unknown>, unknown> | undefined;
  /** The keys whose values a login has given and that end with it; whether they were set, or only read. */
  #byLogin: Map<SessionKey<unknown>, boolean> | undefined;
  /** The keys that were set otherwise. */
  #bySession: Set<SessionKey<unknown>> | undefined;

  constructor(id: string, info: ConnectionInfo) {
    this.id = id;
    this.#info = info;
  }

  /** Gives it a connection. What it is sent is held back until it is {@link handleWelcome}. */
  attach(carrier: Carrier): void {
    this.#carrier = carrier;
    this.#expel = undefined;
    this.#held = [];
    this.#info = carrier.info;
    for (const { room, member } of this.places.values()) room.reconnected(member);
  }

  /** Its connection is gone. @param expel What closing it means from now on. */
  detach(expel?: (reason: CloseReason) => void): void {
    this.#dialect = this.#carrier?.dialect ?? this.#dialect;
    this.#carrier = undefined;
    this.#expel = expel;
    this.#recoveries = none;
    for (const { room, member } of this.places.values()) {
      room.suspend(member);
      room.reconnected(member);
    }
  }

  get carrier(): Carrier | undefined {
    return this.#carrier;
  }

  get info(): ConnectionInfo {
    return this.#info;
  }

  get connected(): boolean {
    return this.#carrier !== undefined;
  }

  get pendingBytes(): number {
    return this.#carrier?.outbox.pendingBytes ?? 0;
  }

  get roundTripMs(): number | undefined {
    return this.#carrier?.connection.roundTripMs;
  }

  get congested(): boolean {
    return this.pendingBytes > 0;
  }

  get wire(): string {
    return `${this.#info.transport}/${this.#carrier?.dialect ?? this.#dialect}`;
  }

  get rooms(): readonly string[] {
    return [...this.places.keys()];
  }

  get rendering(): Rendering {
    return this.#carrier?.rendering ?? nothing;
  }

  get echo(): boolean {
    return this.#carrier?.echo ?? false;
  }

  get<T>(key: SessionKey<T>): T {
    this.#values ??= new Map();
    if (!this.#values.has(key)) this.#values.set(key, key.initial());
    return this.#values.get(key) as T;
  }

  set<T>(key: SessionKey<T>, value: T): void {
    this.#values ??= new Map();
    this.#values.set(key, value);
    if (this.#byLogin?.get(key) === true) return;
    this.#byLogin?.delete(key);
    this.#bySession ??= new Set();
    this.#bySession.add(key);
  }

  has(key: SessionKey<unknown>): boolean {
    return this.#values?.has(key) === true;
  }

  setByLogin<T>(key: SessionKey<T>, value: T): void {
    this.#keepByLogin(key, { value, isSet: true });
  }

  #keepByLogin(key: SessionKey<unknown>, { value, isSet }: LoginValue): void {
    this.#bySession?.delete(key);
    this.#byLogin ??= new Map();
    this.#byLogin.set(key, isSet);
    this.#values ??= new Map();
    this.#values.set(key, value);
  }

  *loginValues(): Iterable<readonly [SessionKey<unknown>, LoginValue]> {
    for (const [key, value] of this.#values ?? []) {
      if (this.#endsWithLogin(key)) yield [key, { value, isSet: true }];
    }
  }

  replaceLogin(login: Login, connect: Login | undefined, values: ReadonlyMap<SessionKey<unknown>, LoginValue>): void {
    if (this.login !== connect) this.login?.end();
    this.#dropLoginValues();
    this.login = login;
    for (const [key, learned] of values) {
      // What a gate has only read is no reason to forget what the session has.
      if (learned.isSet || this.#bySession?.has(key) !== true) this.#keepByLogin(key, learned);
    }
  }

  endLogin(): void {
    this.login?.end();
    this.login = undefined;
    this.#dropLoginValues();
  }

  #dropLoginValues(): void {
    for (const key of this.#values?.keys() ?? []) {
      if (this.#endsWithLogin(key)) this.#values?.delete(key);
    }
    this.#byLogin = undefined;
  }

  #endsWithLogin(key: SessionKey<unknown>): boolean {
    return key.lifetime === 'login' || this.#byLogin?.has(key) === true;
  }

  /**
   * Has a room caught up as soon as the present command, if there is one, is done and answered. Without a connection
   * that waits for the resume.
   */
  recover(room: Room, member: Member, after: Position): void {
    if (this.#carrier === undefined) return;
    this.#recoveries = [...this.#recoveries, { room, member, after }];
    this.#carrier.recover();
  }

  /** What is to be caught up, taken out. */
  takeRecoveries(): readonly Recovery[] {
    const recoveries = this.#recoveries;
    this.#recoveries = none;
    return recoveries;
  }

  /** Whether the peer has been told of its login, so that it can be sent what happens. */
  get greeted(): boolean {
    return this.#carrier !== undefined && this.#held === undefined;
  }

  /** The peer has been told of its login: from now on it can be sent events. */
  welcomed(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const event of held) this.send(event);
  }

  send(event: ServerEvent): void {
    if (this.user === undefined || this.ended) return;
    if (this.#held !== undefined) {
      this.#held.push(event);
      return;
    }
    const frame = this.rendering.render(event);
    if (frame !== undefined) this.sendFrame(frame);
  }

  /** Sends a frame after everything that has happened before in the session's rooms. */
  sendFrame(frame: Frame): void {
    for (const { room, member } of this.places.values()) room.catchUp(member);
    this.#carrier?.outbox.add(frame);
  }

  deliver(part: Frame | Batch): void {
    this.#carrier?.outbox.add(part);
  }

  postpone(broadcast: Broadcast, frame: Frame): void {
    this.#carrier?.outbox.postpone(broadcast, frame);
  }

  stream(source: BulkSource): Bulk {
    return this.#carrier?.outbox.stream(source) ?? nowhere;
  }

  close(reason: CloseReason): void {
    if (this.#carrier !== undefined) this.#carrier.close(reason);
    else this.#expel?.(reason);
  }
}

/** The session behind what a plugin holds, which may be the handle that a gate was given. */
export function liveSession(session: Session): LiveSession {
  return (session instanceof LoginHandle ? session.login.session : session) as LiveSession;
}

const none: readonly Recovery[] = [];
const nothing: Rendering = { name: 'none', render: () => undefined };
const nowhere: Bulk = { wake() {}, cancel() {} };
