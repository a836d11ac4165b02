import { ChatError } from '../errors.js';
import type { Limits } from '../limits.js';
import type { Author, Position } from '../message/message.js';
import { Refusal } from '../message/refusal.js';
import type { Verbatim } from '../message/verbatim.js';
import type { Events } from '../plugin/events.js';
import type { GateRunner } from '../plugin/gate-runner.js';
import type { Broker } from '../ports/broker.js';
import type { EphemeralEvent } from '../protocol/events.js';
import type { LiveSession } from '../session/live-session.js';
import type { User } from '../session/session.js';
import type { Tracer } from '../trace/tracer.js';
import { isDirectRoomOf } from './direct.js';
import type { Room, RoomPrivacy } from './room.js';
import type { RoomRegistry } from './room-registry.js';

/** What coming and going needs of the hub. */
export interface MembershipContext {
  readonly directory: RoomRegistry;
  readonly broker: Broker;
  readonly gates: GateRunner;
  readonly events: Events;
  readonly limits: Limits;
  readonly tracer: Tracer;
}

/** How somebody wants into a room. */
export interface JoinOptions {
  /** The last place in its log that the client has seen; it is caught up from there. */
  readonly after?: Position | undefined;
  readonly password?: string | undefined;
  /** With how many of the newest messages to begin. Default: as a gate says, else none. */
  readonly last?: number | undefined;
  /** How it was written, for those who are told. */
  readonly verbatim?: Verbatim | undefined;
}

/** How a session comes into a room, once it may. */
interface EnterOptions {
  /** From where in the log it is caught up, or with how many messages it begins. */
  readonly after?: Position | number | undefined;
  readonly verbatim?: Verbatim | undefined;
  readonly privacy?: RoomPrivacy | undefined;
}

/** Sessions coming into rooms and leaving them. */
export class Membership {
  readonly #parts: MembershipContext;
  /** Rooms that only sessions without a connection are in, the one that was left longest ago first. */
  readonly #unattended = new Set<Room>();

  constructor(parts: MembershipContext) {
    this.#parts = parts;
  }

  /**
   * Brings a session into a room; nothing happens when it is there already.
   * @param name A room's name, checked.
   * @throws ChatError `CHAT_TOO_MANY_ROOMS`, `CHAT_ROOM_FULL`
   */
  async join(session: LiveSession, user: User, name: string, wish: JoinOptions = {}): Promise<Room | Refusal> {
    const here = session.memberships.get(name);
    if (here !== undefined) return here.room;
    const { directory, gates, limits } = this.#parts;
    if (roomsOf(session) >= limits.roomsPerSession) {
      throw new ChatError('CHAT_TOO_MANY_ROOMS', `You can be in ${limits.roomsPerSession} rooms at most.`);
    }
    const creates = (directory.find(name)?.size ?? 0) === 0;
    const { after, password, last, verbatim } = wish;
    const request = { room: name, creates, password, last: after === undefined ? last : 0 };
    const allowed = await gates.run('join', request, session);
    if (allowed instanceof Refusal) return allowed;
    const { privacy } = allowed;
    return this.#enter(session, user, allowed.room, false, { after: after ?? allowed.last, verbatim, privacy });
  }

  /** Brings every session of two users into their conversation. */
  async openDirect(sessions: Iterable<{ session: LiveSession; user: User }>, name: string): Promise<void> {
    for (const { session, user } of sessions) {
      if (session.memberships.has(name)) continue;
      const others = [...session.memberships.values()].filter(({ room }) => room.direct);
      const oldest = others[0];
      if (oldest !== undefined && others.length >= this.#parts.limits.conversations) {
        this.leave(session, oldest.room.name, undefined);
      }
      await this.#enter(session, user, name, true);
    }
  }

  /** Takes a session out of a room. Says whether it was there. */
  leave(session: LiveSession, name: string, reason: string | undefined, verbatim?: Verbatim): boolean {
    const place = session.memberships.get(name);
    if (place === undefined) return false;
    const { room, member } = place;
    session.memberships.delete(name);
    const { last } = room.remove(member);
    if (room.size === 0) this.#unattended.delete(room);
    this.#parts.tracer.departed(name, member, room.position.offset);
    if (!room.direct) {
      if (last) this.#broadcastEphemeral(name, left(name, member.user, reason, verbatim), session.id);
      this.#parts.events.emit('left', session, name, reason);
    }
    this.#parts.directory.release(name);
    return true;
  }

  /** Brings a session back into the conversations of two that it knows places of, and has them caught up. */
  async rejoinDirect(session: LiveSession, user: User): Promise<void> {
    const { limits } = this.#parts;
    const names = [...(session.clientPositions?.keys() ?? [])].filter((name) => isDirectRoomOf(name, user.id));
    for (const name of names.slice(-limits.conversations)) await this.#enter(session, user, name, true);
  }

  /** A session is kept without a connection: whoever shares a room with its user is told, if it was the last one there. */
  markAway(session: LiveSession): void {
    this.#announcePresence(session, 'away');
    for (const { room } of session.memberships.values()) {
      if (room.direct || room.connected > 0) continue;
      this.#unattended.delete(room);
      this.#unattended.add(room);
    }
    while (this.#unattended.size > this.#parts.limits.unattendedRooms) this.#closeOldest();
  }

  /** A session has a connection again. */
  markOnline(session: LiveSession): void {
    for (const { room } of session.memberships.values()) this.#unattended.delete(room);
    this.#announcePresence(session, 'online');
  }

  /**
   * Brings a session that was resumed back into the rooms that were closed meanwhile, as far as the gates of `join` still let it.
   * @param positions The last place that its client saw of each room.
   */
  async reopen(session: LiveSession, user: User, positions: ReadonlyMap<string, Position>): Promise<void> {
    const lapsed = session.resumeExpired ?? new Map<string, Position>();
    session.resumeExpired = undefined;
    for (const [name, last] of lapsed) {
      // One that cannot be entered any more is left: its client finds it missing in the reply.
      await this.join(session, user, name, { after: positions.get(name) ?? last }).catch(() => undefined);
    }
  }

  leaveAll(session: LiveSession, reason: string | undefined): void {
    for (const name of session.rooms) this.leave(session, name, reason);
  }

  /** Tells everybody who shares a room with a user of the new nick. */
  renamed(session: LiveSession, user: User, was: string): void {
    const rooms = new Set<string>();
    for (const { memberships: places } of user.sessions as ReadonlySet<LiveSession>) {
      for (const { room } of places.values()) rooms.add(room.name);
    }
    for (const room of rooms) {
      this.#parts.directory.find(room)?.refresh(user);
      this.#broadcastEphemeral(room, { type: 'renamed', room, user: author(user), was }, session.id);
    }
    this.#parts.events.emit('renamed', session, was);
  }

  async #enter(
    session: LiveSession,
    user: User,
    name: string,
    direct: boolean,
    { after, verbatim, privacy }: EnterOptions = {},
  ): Promise<Room> {
    const room = await this.#parts.directory.acquire(name, direct);
    if (session.ended || session.memberships.has(name)) {
      this.#parts.directory.release(name);
      return room;
    }
    // Of a room that others are in already, who may see it is known better than before they came.
    if (privacy !== undefined && room.size === 0) room.privacy = privacy;
    const from = direct ? positionInEpoch(session, room) : startIn(room, after);
    const live = session.isReady && from === undefined;
    const { member, first } = room.add(session, user, live);
    session.memberships.set(name, { room, member });
    this.#unattended.delete(room);
    if (!live) session.recover(room, member, from ?? room.position);
    if (!direct) {
      if (first) {
        const joined = { type: 'joined', room: name, user: { ...author(user), wires: [session.wire] } } as const;
        this.#broadcastEphemeral(name, verbatim === undefined ? joined : { ...joined, verbatim }, session.id);
      }
      this.#parts.events.emit('joined', session, name);
    }
    return room;
  }

  #closeOldest(): void {
    const [room] = this.#unattended;
    if (room === undefined) return;
    this.#unattended.delete(room);
    for (const { receiver, lastOffset: heard } of [...room.members]) {
      const session = receiver as LiveSession;
      session.resumeExpired ??= new Map();
      session.resumeExpired.set(room.name, { epoch: room.position.epoch, offset: heard });
      this.leave(session, room.name, undefined);
    }
  }

  #announcePresence(session: LiveSession, state: 'away' | 'online'): void {
    const { user, memberships: places } = session;
    if (user === undefined) return;
    for (const { room } of places.values()) {
      if (room.direct || isStillThere(room.name, session, user)) continue;
      this.#broadcastEphemeral(room.name, { type: 'presence', room: room.name, user: author(user), state }, session.id);
    }
  }

  #broadcastEphemeral(room: string, signal: EphemeralEvent, by: string): void {
    this.#parts.broker.broadcastEphemeral(room, { event: signal, by });
  }
}

/** Whether a user has another session there that is connected. */
function isStillThere(room: string, session: LiveSession, user: User): boolean {
  for (const other of user.sessions as ReadonlySet<LiveSession>) {
    if (other !== session && other.connected && other.memberships.has(room)) return true;
  }
  return false;
}

/** The place from which whoever comes into a room is caught up: the one given, or so many messages back. */
function startIn({ position: { epoch, offset } }: Room, after: Position | number | undefined): Position | undefined {
  if (typeof after !== 'number') return after;
  return after === 0 ? undefined : { epoch, offset: Math.max(0, offset - after) };
}

/** The place in a conversation from which a client that is back goes on: who knows none has seen nothing of it. */
function positionInEpoch({ clientPositions: known }: LiveSession, { name, position }: Room): Position | undefined {
  if (known === undefined) return undefined;
  const place = known.get(name) ?? { epoch: position.epoch, offset: 0 };
  // Whoever comes into it once more has seen what came before.
  known.set(name, position);
  return place;
}

function roomsOf(session: LiveSession): number {
  let count = 0;
  for (const { room } of session.memberships.values()) if (!room.direct) count++;
  return count;
}

function author({ id, nick }: User): Author {
  return { id, nick };
}

function left(room: string, user: User, reason: string | undefined, verbatim: Verbatim | undefined): EphemeralEvent {
  return { type: 'left', room, user: author(user), ...(reason && { reason }), ...(verbatim && { verbatim }) };
}
