import type { Position } from '../message/message.js';
import type { Encoder } from '../ports/dialect.js';
import type { MessageEvent, RosterEntry, ServerEvent } from '../protocol/events.js';
import type { FlushScheduler } from '../session/flush-scheduler.js';
import type { User } from '../session/session.js';
import { Batch, Broadcast, type BroadcastInfo } from './broadcast.js';
import type { Member, Receiver } from './member.js';

/**
 * Who may see a room from outside. `public`: every client, with its members. `locked`: every client, without its members.
 * `hidden`: for clients outside of it there is no such room. What others may see a gate of the stage `see` says.
 */
export type RoomPrivacy = 'public' | 'locked' | 'hidden';

/** The users in a room, and beside each how many had come before. */
interface Roster {
  readonly entries: readonly RosterEntry[];
  readonly serials: readonly number[];
}

interface PresentUser {
  readonly serial: number;
  readonly members: Set<Member>;
  /** `undefined`: something of it has changed since it was made. */
  entry: RosterEntry | undefined;
}

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
  readonly #scheduler: FlushScheduler;
  readonly #members = new Map<string, Member>();
  /** In the order in which the users came. */
  readonly #present = new Map<User, PresentUser>();
  readonly #changed: (name: string) => void;
  #privacy: RoomPrivacy = 'public';
  #connected = 0;
  #nextSerial = 0;
  #roster: Roster | undefined;
  #broadcasts: Broadcast[] = [];
  /** Whether the turn has brought something that a slow reader need not get. */
  #hasExclusions = false;

  /** @param changed Called when lists of rooms have to look at it again. */
  constructor(name: string, direct: boolean, turn: FlushScheduler, changed: (name: string) => void = () => {}) {
    this.name = name;
    this.direct = direct;
    this.#scheduler = turn;
    this.#changed = changed;
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
    return this.#present.size;
  }

  /** How many of the sessions here have a connection. */
  get connected(): number {
    return this.#connected;
  }

  /** Who may see it from outside. */
  get privacy(): RoomPrivacy {
    return this.#privacy;
  }

  set privacy(privacy: RoomPrivacy) {
    if (privacy === this.#privacy) return;
    this.#privacy = privacy;
    this.#changed(this.name);
  }

  /** Everybody's place. */
  get members(): Iterable<Member> {
    return this.#members.values();
  }

  /** Adds a session; it gets what happens from now on, if it is live. Says whether it is its user's first one here. */
  add(receiver: Receiver, user: User, live: boolean): { member: Member; first: boolean } {
    const since = this.position.offset;
    const member = {
      receiver,
      user,
      joinedAt: since,
      cursor: this.#broadcasts.length,
      excludedThisTick: false,
      live,
      lastOffset: since,
      connected: receiver.connected,
    };
    this.#members.set(receiver.id, member);
    if (member.connected) this.#connected++;
    this.#roster = undefined;
    const present = this.#present.get(user);
    if (present !== undefined) {
      present.members.add(member);
      present.entry = undefined;
      return { member, first: false };
    }
    this.#present.set(user, { serial: ++this.#nextSerial, members: new Set([member]), entry: undefined });
    this.#changed(this.name);
    return { member, first: true };
  }

  /** Takes a session out, with all that happened before. Says whether it was its user's last one here. */
  remove(member: Member): { last: boolean } {
    this.catchUp(member);
    this.#members.delete(member.receiver.id);
    if (member.connected) this.#connected--;
    this.#roster = undefined;
    const present = this.#present.get(member.user);
    present?.members.delete(member);
    if (present !== undefined && present.members.size > 0) {
      present.entry = undefined;
      return { last: false };
    }
    this.#present.delete(member.user);
    this.#changed(this.name);
    return { last: true };
  }

  /** Notes that a member's session has lost its connection, or has another one. */
  reconnected(member: Member): void {
    const { connected } = member.receiver;
    if (connected !== member.connected) this.#connected += connected ? 1 : -1;
    member.connected = connected;
    this.refresh(member.user);
  }

  /** Notes that what the roster says of a user has changed. */
  refresh(user: User): void {
    const present = this.#present.get(user);
    if (present === undefined) return;
    present.entry = undefined;
    this.#roster = undefined;
  }

  /** From now on the member gets nothing, until it is made live again. */
  deactivate(member: Member): void {
    if (!member.live) return;
    member.live = false;
    member.lastOffset = this.position.offset;
  }

  /** From now on the member gets what happens; it has had all that happened before. */
  activate(member: Member): void {
    member.live = true;
    member.cursor = this.#broadcasts.length;
    member.excludedThisTick = false;
  }

  /** Returns the users here with their wires, in the order in which they came. One list for all who ask between two changes. */
  rosterEntries(): readonly RosterEntry[] {
    this.#roster ??= rosterOf(this.#present);
    return this.#roster.entries;
  }

  /** Returns the users who came after the one of a serial number, as {@link rosterSerial} gives it. */
  rosterEntriesAfter(serial: number): readonly RosterEntry[] {
    const entries = this.rosterEntries();
    const serials = this.#roster?.serials ?? [];
    let low = 0;
    let high = serials.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((serials[middle] as number) <= serial) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? entries : entries.slice(low);
  }

  /** Returns the serial number of the user at an index of {@link rosterEntries}. */
  rosterSerial(index: number): number {
    this.rosterEntries();
    return this.#roster?.serials[index] ?? 0;
  }

  /** Queues the next entry of the log for everybody here. */
  receive(event: MessageEvent, by: string): void {
    this.#position = { epoch: event.epoch, offset: event.offset };
    this.stamp(event.at);
    this.broadcast(event, { by });
  }

  /** Queues an event for everybody here. */
  broadcast(event: ServerEvent, info: BroadcastInfo): void {
    if (this.#broadcasts.length === 0) this.#scheduler.room(this);
    const broadcast = new Broadcast(event, info, this.#scheduler.failed);
    this.#broadcasts.push(broadcast);
    if (broadcast.delivery !== 'assured') this.#hasExclusions = true;
    const doer = broadcast.by === undefined ? undefined : this.#members.get(broadcast.by);
    if (doer !== undefined && !seesOwn(doer.receiver, event)) doer.excludedThisTick = true;
  }

  /** Hands one member what the turn has brought so far. */
  catchUp(member: Member): void {
    if (!member.live) return;
    const { receiver } = member;
    const broadcasts = this.#broadcasts;
    let handed = 0;
    while (member.cursor < broadcasts.length) {
      // Counted before it is handed over: what is handed over may close the connection, whose farewell comes back here.
      const broadcast = broadcasts[member.cursor++];
      if (broadcast === undefined || !isFor(receiver, broadcast)) continue;
      const frame = broadcast.frame(receiver.encoder);
      if (frame === undefined) continue;
      if (broadcast.delivery !== 'assured' && receiver.congested) {
        receiver.coalesce(broadcast, frame);
        continue;
      }
      handed++;
      receiver.deliver(frame);
    }
    if (handed > 0) this.#scheduler.countDeliveries(handed);
  }

  /** The turn has ended: everybody gets what they have not got yet. */
  flush(): void {
    const broadcasts = this.#broadcasts;
    const batches = new Map<Encoder, Batch>();
    let rendering: Encoder | undefined;
    let batch: Batch | undefined;
    let handed = 0;
    for (const member of this.#members.values()) {
      if (!member.live) continue;
      const { receiver } = member;
      if (member.cursor > 0 || member.excludedThisTick || (this.#hasExclusions && receiver.congested)) {
        this.catchUp(member);
        member.cursor = 0;
        member.excludedThisTick = false;
        continue;
      }
      // Neighbours mostly share a rendering.
      if (batch === undefined || receiver.encoder !== rendering) {
        rendering = receiver.encoder;
        batch = batchFor(rendering, broadcasts, batches);
      }
      if (batch.frames.length === 0) continue;
      handed += batch.frames.length;
      receiver.deliver(batch);
    }
    this.#scheduler.countDeliveries(handed);
    this.#broadcasts = [];
    this.#hasExclusions = false;
  }
}

function rosterOf(present: ReadonlyMap<User, PresentUser>): Roster {
  const entries: RosterEntry[] = [];
  const serials: number[] = [];
  for (const [user, one] of present) {
    one.entry ??= rosterEntryOf(user, one.members);
    entries.push(one.entry);
    serials.push(one.serial);
  }
  return { entries, serials };
}

function rosterEntryOf({ id, nick }: User, members: Iterable<Member>): RosterEntry {
  const wires = new Set<string>();
  let connected = false;
  for (const { receiver } of members) {
    wires.add(receiver.wire);
    connected ||= receiver.connected;
  }
  return connected ? { id, nick, wires: [...wires] } : { id, nick, wires: [...wires], away: true };
}

function batchFor(rendering: Encoder, broadcasts: readonly Broadcast[], batches: Map<Encoder, Batch>): Batch {
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
