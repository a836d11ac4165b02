import type { Position } from '../message/message.js';
import type { Encoder } from '../ports/dialect.js';
import type { CloseReason, Connection, ConnectionInfo, Frame } from '../ports/transport.js';
import type { ServerEvent } from '../protocol/events.js';
import type { Batch, Broadcast } from '../room/broadcast.js';
import type { Member, Receiver } from '../room/member.js';
import type { Room } from '../room/room.js';
import { type Login, LoginHandle, type LoginTarget, type LoginValue } from './login.js';
import type { OutboundStream, StreamSource } from './outbound-stream.js';
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
export interface SessionConnection {
  /** Counts the connections of the hub: a later one has a higher number. */
  readonly serial: number;
  readonly info: ConnectionInfo;
  readonly encoder: Encoder;
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
  readonly memberships = new Map<string, { readonly room: Room; readonly member: Member }>();
  /** Set when it has ended; nothing is added to it any more. */
  ended = false;
  /** What its client comes back with; `undefined`: it ends with its connection. */
  token: string | undefined;
  /**
   * The places that its client knows from a session that is no more, by room; each counts once. `undefined`: it was never
   * here before.
   */
  clientPositions: Map<string, Position> | undefined;
  /**
   * Rooms that were closed while it had no connection, and the last place of each that it was handed: it is brought back into
   * them when it resumes. `undefined`: none were.
   */
  resumeExpired: Map<string, Position> | undefined;
  /** Whether its client has promised to send something from time to time. */
  heartbeat = false;
  login: Login | undefined;
  #info: ConnectionInfo;
  #dialect = 'none';
  #connection: SessionConnection | undefined;
  /** While it is kept without a connection: ends it. */
  #expel: ((reason: CloseReason) => void) | undefined;
  /** What was sent between the login and the reply to it, which comes first. */
  #pendingEvents: ServerEvent[] | undefined = [];
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

  /** Gives it a connection. What it is sent is held back until {@link markReady}. */
  attach(carrier: SessionConnection): void {
    this.#connection = carrier;
    this.#expel = undefined;
    this.#pendingEvents = [];
    this.#info = carrier.info;
    for (const { room, member } of this.memberships.values()) room.reconnected(member);
  }

  /** Its connection is gone. @param expel What closing it means from now on. */
  detach(expel?: (reason: CloseReason) => void): void {
    this.#dialect = this.#connection?.dialect ?? this.#dialect;
    this.#connection = undefined;
    this.#expel = expel;
    this.#recoveries = none;
    for (const { room, member } of this.memberships.values()) {
      room.deactivate(member);
      room.reconnected(member);
    }
  }

  get connection(): SessionConnection | undefined {
    return this.#connection;
  }

  get info(): ConnectionInfo {
    return this.#info;
  }

  get connected(): boolean {
    return this.#connection !== undefined;
  }

  get pendingBytes(): number {
    return this.#connection?.outbox.pendingBytes ?? 0;
  }

  get roundTripMs(): number | undefined {
    return this.#connection?.connection.roundTripMs;
  }

  get congested(): boolean {
    return this.pendingBytes > 0;
  }

  get wire(): string {
    return `${this.#info.transport}/${this.#connection?.dialect ?? this.#dialect}`;
  }

  get rooms(): readonly string[] {
    return [...this.memberships.keys()];
  }

  get encoder(): Encoder {
    return this.#connection?.encoder ?? nothing;
  }

  get echo(): boolean {
    return this.#connection?.echo ?? false;
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
    if (this.#connection === undefined) return;
    this.#recoveries = [...this.#recoveries, { room, member, after }];
    this.#connection.recover();
  }

  /** What is to be caught up, taken out. */
  takeRecoveries(): readonly Recovery[] {
    const recoveries = this.#recoveries;
    this.#recoveries = none;
    return recoveries;
  }

  /** Whether the peer has been told of its login, so that it can be sent what happens. */
  get isReady(): boolean {
    return this.#connection !== undefined && this.#pendingEvents === undefined;
  }

  /** The peer has been told of its login: from now on it can be sent events. */
  markReady(): void {
    const held = this.#pendingEvents ?? [];
    this.#pendingEvents = undefined;
    for (const event of held) this.send(event);
  }

  send(event: ServerEvent): void {
    if (this.user === undefined || this.ended) return;
    if (this.#pendingEvents !== undefined) {
      this.#pendingEvents.push(event);
      return;
    }
    const frame = this.encoder.encode(event);
    if (frame !== undefined) this.sendFrame(frame);
  }

  /** Sends a frame after everything that has happened before in the session's rooms. */
  sendFrame(frame: Frame): void {
    for (const { room, member } of this.memberships.values()) room.catchUp(member);
    this.#connection?.outbox.add(frame);
  }

  deliver(part: Frame | Batch): void {
    this.#connection?.outbox.add(part);
  }

  coalesce(broadcast: Broadcast, frame: Frame): void {
    this.#connection?.outbox.coalesce(broadcast, frame);
  }

  stream(source: StreamSource): OutboundStream {
    return this.#connection?.outbox.stream(source) ?? noRooms;
  }

  close(reason: CloseReason): void {
    if (this.#connection !== undefined) this.#connection.close(reason);
    else this.#expel?.(reason);
  }
}

/** The session behind what a plugin holds, which may be the handle that a gate was given. */
export function liveSession(session: Session): LiveSession {
  return (session instanceof LoginHandle ? session.login.session : session) as LiveSession;
}

const none: readonly Recovery[] = [];
const nothing: Encoder = { name: 'none', encode: () => undefined };
const noRooms: OutboundStream = { wake() {}, cancel() {} };
