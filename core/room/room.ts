import type { Position } from '../message/message.js';
import type { Rendering } from '../ports/dialect.js';
import type { MessageEvent, Occupant, ServerEvent } from '../protocol/events.js';
import type { User } from '../session/session.js';
import type { Turn } from '../session/turn.js';
import { Batch, Broadcast, type BroadcastInfo } from './broadcast.js';
import type { Member, Receiver } from './member.js';

/**
 * The sessions in a room, and what the room has for them in this turn. Broadcasts wait for the end of the turn,
 * so that a burst costs each member one write; whoever is sent something of their own before that catches up
 * first, so that each session sees things in the order in which they happened.
 */
export class Room {
  readonly name: string;
  /** Whether it is a conversation of two, made by a message and closed with its last session. */
  readonly direct: boolean;
  #position: Position | undefined;
  #stampedAt = Number.NEGATIVE_INFINITY;
  readonly #turn: Turn;
  readonly #members = new Map<string, Member>();
  readonly #sessionsOf = new Map<User, number>();
  #broadcasts: Broadcast[] = [];
  /** Whether the turn has brought something that a slow reader need not get. */
  #sparing = false;

  constructor(name: string, direct: boolean, turn: Turn) {
    this.name = name;
    this.direct = direct;
    this.#turn = turn;
  }

  /** The place of the last entry seen. */
  get position(): Position {
    return this.#position ?? { epoch: '', offset: 0 };
  }

  /** Where the log was when the room opened; an entry may have come before this is known. */
  startAt(position: Position): void {
    this.#position ??= position;
  }

  /** Returns the time for the next message: the wall clock's, or that of the latest message so far where it is later. */
  stamp(now: number): number {
    if (now > this.#stampedAt) this.#stampedAt = now;
    return this.#stampedAt;
  }

  /** How many sessions are here. */
  get size(): number {
    return this.#members.size;
  }

  /** How many people are here. */
  get users(): number {
    return this.#sessionsOf.size;
  }

  /** Everybody's place. */
  get members(): Iterable<Member> {
    return this.#members.values();
  }

  /** Adds a session; it gets what happens from now on, if it is live. Says whether it is its user's first one here. */
  add(receiver: Receiver, user: User, live: boolean): { member: Member; first: boolean } {
    const since = this.position.offset;
    const member = { receiver, user, since, taken: this.#broadcasts.length, apart: false, live, heard: since };
    this.#members.set(receiver.id, member);
    const sessions = (this.#sessionsOf.get(user) ?? 0) + 1;
    this.#sessionsOf.set(user, sessions);
    return { member, first: sessions === 1 };
  }

  /** Takes a session out, with all that happened before. Says whether it was its user's last one here. */
  remove(member: Member): { last: boolean } {
    this.catchUp(member);
    this.#members.delete(member.receiver.id);
    const sessions = (this.#sessionsOf.get(member.user) ?? 1) - 1;
    if (sessions > 0) this.#sessionsOf.set(member.user, sessions);
    else this.#sessionsOf.delete(member.user);
    return { last: sessions === 0 };
  }

  /** From now on the member gets nothing, until it is made live again. */
  suspend(member: Member): void {
    if (!member.live) return;
    member.live = false;
    member.heard = this.position.offset;
  }

  /** From now on the member gets what happens; it has had all that happened before. */
  enliven(member: Member): void {
    member.live = true;
    member.taken = this.#broadcasts.length;
    member.apart = false;
  }

  /** The people here and their wires, in the order in which they came. */
  occupants(): readonly Occupant[] {
    const found = new Map<User, { readonly wires: Set<string>; connected: boolean }>();
    for (const { user, receiver } of this.#members.values()) {
      const known = found.get(user);
      if (known === undefined) found.set(user, { wires: new Set([receiver.wire]), connected: receiver.connected });
      else {
        known.wires.add(receiver.wire);
        known.connected ||= receiver.connected;
      }
    }
    return [...found].map(([{ id, nick }, { wires, connected }]) =>
      connected ? { id, nick, wires: [...wires] } : { id, nick, wires: [...wires], away: true },
    );
  }

  /** Queues the next entry of the log for everybody here. */
  receive(event: MessageEvent, by: string): void {
    this.#position = { epoch: event.epoch, offset: event.offset };
    this.stamp(event.at);
    this.broadcast(event, { by });
  }

  /** Queues an event for everybody here. */
  broadcast(event: ServerEvent, info: BroadcastInfo): void {
    if (this.#broadcasts.length === 0) this.#turn.room(this);
    const broadcast = new Broadcast(event, info, this.#turn.failed);
    this.#broadcasts.push(broadcast);
    if (broadcast.delivery !== 'assured') this.#sparing = true;
    const doer = broadcast.by === undefined ? undefined : this.#members.get(broadcast.by);
    if (doer !== undefined && !seesOwn(doer.receiver, event)) doer.apart = true;
  }

  /** Hands one member what the turn has brought so far. */
  catchUp(member: Member): void {
    if (!member.live) return;
    const { receiver } = member;
    const broadcasts = this.#broadcasts;
    let handed = 0;
    while (member.taken < broadcasts.length) {
      // Counted before it is handed over: what is handed over may close the connection, whose farewell comes back here.
      const broadcast = broadcasts[member.taken++];
      if (broadcast === undefined || !isFor(receiver, broadcast)) continue;
      const frame = broadcast.frame(receiver.rendering);
      if (frame === undefined) continue;
      if (broadcast.delivery !== 'assured' && receiver.congested) {
        receiver.postpone(broadcast, frame);
        continue;
      }
      handed++;
      receiver.deliver(frame);
    }
    if (handed > 0) this.#turn.handed(handed);
  }

  /** The turn has ended: everybody gets what they have not got yet. */
  flush(): void {
    const broadcasts = this.#broadcasts;
    const batches = new Map<Rendering, Batch>();
    let rendering: Rendering | undefined;
    let batch: Batch | undefined;
    let handed = 0;
    for (const member of this.#members.values()) {
      if (!member.live) continue;
      const { receiver } = member;
      if (member.taken > 0 || member.apart || (this.#sparing && receiver.congested)) {
        this.catchUp(member);
        member.taken = 0;
        member.apart = false;
        continue;
      }
      // Neighbours mostly share a rendering.
      if (batch === undefined || receiver.rendering !== rendering) {
        rendering = receiver.rendering;
        batch = batchFor(rendering, broadcasts, batches);
      }
      if (batch.frames.length === 0) continue;
      handed += batch.frames.length;
      receiver.deliver(batch);
    }
    this.#turn.handed(handed);
    this.#broadcasts = [];
    this.#sparing = false;
  }
}

function batchFor(rendering: Rendering, broadcasts: readonly Broadcast[], batches: Map<Rendering, Batch>): Batch {
  let batch = batches.get(rendering);
  if (batch === undefined) {
    batch = new Batch(broadcasts, rendering);
    batches.set(rendering, batch);
  }
  return batch;
}

function isFor(receiver: Receiver, { by, event }: Broadcast): boolean {
  return by !== receiver.id || seesOwn(receiver, event);
}

/** One's own joining and renaming need no telling; one's own messages are shown where the client does not do it. */
export function seesOwn(receiver: Receiver, event: ServerEvent): boolean {
  return event.type === 'message' && receiver.echo;
}
