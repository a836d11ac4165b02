import type { Limits } from '../limits.js';
import type { Author, Draft, Message, Position } from '../message/message.js';
import type { Refusal } from '../message/refusal.js';
import type { Clock } from '../ports/clock.js';
import type { ServerEvent } from '../protocol/events.js';
import type { Member } from '../room/member.js';
import type { Fate, GateStep } from './trace.js';

/** What is noted of one message or signal while it is on its way. */
export interface TraceRecord {
  readonly id: string;
  readonly room: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** The same moment by the monotonic clock. */
  readonly sentAt: number;
  /** In whose name a message came; `undefined` with signals. */
  readonly from: Author | undefined;
  gates: readonly GateStep[];
  /** Of a signal. */
  readonly ephemeral:
    | { readonly event: ServerEvent; readonly by: string | undefined; readonly offset: number }
    | undefined;
  refused: Refusal | undefined;
  /** Of a message that is kept, and where it is. */
  message: Message | undefined;
  position: Position | undefined;
  /** Sessions with which it did not go as usual. */
  fates: Map<string, Fate> | undefined;
}

/** Somebody who has left a room. */
export interface DepartedSession {
  readonly session: string;
  readonly nick: string;
  readonly wire: string;
  readonly since: number;
  readonly until: number;
}

/**
 * Notes what is needed to say later what happened to a message, for the newest ones only. A message costs one record,
 * however many receive it: of recipients only the exceptions are noted, the rest is known from who is in the room.
 */
export class Tracer {
  readonly #clock: Clock;
  readonly #cap: number;
  /** The oldest is at `#next` once there are as many as there may be. Searched only when somebody asks. */
  readonly #records: TraceRecord[] = [];
  #next = 0;
  /** By room, oldest first. */
  readonly #departed = new Map<string, DepartedSession[]>();
  readonly #departures: string[] = [];

  constructor(clock: Clock, limits: Limits) {
    this.#clock = clock;
    this.#cap = limits.traces;
  }

  /** A message has come. */
  message(id: string, { room, from }: Draft): TraceRecord {
    return this.#add(id, room, from, undefined);
  }

  /** A signal goes out. @param offset The room's last one. */
  ephemeral(id: string, room: string, event: ServerEvent, by: string | undefined, offset: number): void {
    this.#add(id, room, undefined, { event, by, offset });
  }

  /** With this session it did not go as usual. */
  mark(id: string, session: string, fate: Fate): void {
    const record = this.find(id);
    if (record === undefined) return;
    record.fates ??= new Map();
    record.fates.set(session, fate);
  }

  /** A connection was closed with everything unread that came to these rooms since a time of the monotonic clock. */
  overflowed(session: string, rooms: { has(room: string): boolean }, since: number): void {
    for (const { id, room, sentAt } of this.#records) {
      if (sentAt >= since && rooms.has(room)) this.mark(id, session, 'slow-closed');
    }
  }

  /** Somebody has left a room, whose last offset is given. */
  departed(room: string, { receiver, user, joinedAt: since }: Member, until: number): void {
    const list = this.#departed.get(room) ?? [];
    list.push({ session: receiver.id, nick: user.nick, wire: receiver.wire, since, until });
    this.#departed.set(room, list);
    this.#departures.push(room);
    if (this.#departures.length <= this.#cap) return;
    const oldest = this.#departures.shift() ?? room;
    const left = this.#departed.get(oldest);
    left?.shift();
    if (left?.length === 0) this.#departed.delete(oldest);
  }

  find(id: string): TraceRecord | undefined {
    return this.#records.find((record) => record.id === id);
  }

  /** Who was in a room at an offset and has left since. */
  departedFrom(room: string, offset: number): readonly DepartedSession[] {
    return (this.#departed.get(room) ?? []).filter(({ since, until }) => since < offset && offset <= until);
  }

  #add(id: string, room: string, from: Author | undefined, signal: TraceRecord['ephemeral']): TraceRecord {
    const record: TraceRecord = {
      id,
      room,
      at: this.#clock.now(),
      sentAt: this.#clock.monotonic(),
      from,
      gates: none,
      ephemeral: signal,
      refused: undefined,
      message: undefined,
      position: undefined,
      fates: undefined,
    };
    this.#records[this.#next] = record;
    this.#next = (this.#next + 1) % this.#cap;
    return record;
  }
}

const none: readonly GateStep[] = [];
