import type { GapEvent, MessageEvent, RecoveredEvent } from '../../core/protocol/events.js';
import type { JoinResult, Person, Position, Receipt, RoomView } from '../view.js';
import { createTally } from './comeback-tally.js';
import type { Fields, KnownEvent } from './frame.js';
import type { Output, Tell } from './output.js';
import { createRoom, isConversation, type Room } from './room.js';
import { byId, memberAfter, type RosterEvent } from './roster.js';

/** An event that is told to the rooms; a farewell is the connection's affair. */
export type RoomsEvent = Exclude<KnownEvent, { readonly type: 'bye' }>;

/** The rooms that the user is in, each with its place, so that nothing is told twice and nothing is missed in silence. */
export interface Rooms {
  /** All of them, by name. */
  readonly all: ReadonlyMap<string, RoomView>;
  /** Where the client is in each, as the server wants to know it on coming back. */
  positions(): Readonly<Record<string, Position>>;
  /** Takes an event, and tells it unless it was told before. */
  event(event: RoomsEvent, self: Person | undefined): void;
  /** A recovery of the room is to come. */
  recovering(name: string): void;
  /** A `join` was done. With `recovers` the room's place stays until the recovery moves it. */
  joined(result: JoinResult, recovers: boolean): void;
  /** What the room was entered with; `undefined`: no password. */
  password(name: string, password: unknown): void;
  /** How a room that the user is in is joined again. */
  rejoin(name: string): Fields;
  /** A `leave` was done, or the session is over. */
  left(name: string): void;
  /** The user is out of a room without having asked for it. */
  expelled(name: string, self: Person | undefined, reason?: string): void;
  /** The user is called something else: rooms are not told of what oneself has done. */
  renamed(self: Person): void;
  /** A message of the user's own is kept. */
  kept(receipt: Receipt): void;
}

type Takes = { readonly [T in RoomsEvent['type']]: (event: Extract<RoomsEvent, { type: T }>, self?: Person) => void };

/** As many as a server keeps by default: beyond it the oldest is put aside until its next message. */
const CONVERSATIONS = 200;

const written = ({ epoch, offset }: Position): string => `${offset} of ${epoch}`;

/** Makes rooms; there are none yet. */
export function createRooms(output: Output): Rooms {
  const all = new Map<string, Room>();

  function told(event: RoomsEvent): void {
    output.add({ do: 'tell', event: event.type, args: [event] } as Tell);
    output.tell('event', event);
  }

  function removed(name: string): void {
    if (all.delete(name)) output.tell('roster', name);
  }

  function entered(name: string): Room {
    const known = all.get(name);
    if (known !== undefined) return known;
    const room = createRoom(name);
    all.set(name, room);
    const [oldest, ...others] = isConversation(name) ? [...all.keys()].filter(isConversation) : [];
    if (oldest !== undefined && others.length >= CONVERSATIONS) removed(oldest);
    return room;
  }

  /** Goes on to a place that does not follow: the server should have said that something is missing. */
  function jump(room: Room, after: Position, to: Position): void {
    output.tell('violation', `no gap in ${room.name} from ${written(after)} to ${written(to)}`);
    const missed = after.epoch === to.epoch && to.offset > after.offset ? { missed: to.offset - after.offset } : {};
    missing(room, { type: 'gap', room: room.name, after, ...to, ...missed });
  }

  function missing(room: Room, event: GapEvent): void {
    told(event);
    room.tally?.gap(event);
  }

  /** Says how a room came back, if it was away. */
  function caughtUp(room: Room, isFresh: boolean): void {
    if (room.tally === undefined) return;
    const result = room.tally.result(isFresh);
    room.tally = undefined;
    output.tell('caughtUp', room.name, result);
  }

  function message(event: MessageEvent, self: Person | undefined): void {
    const { room: name, epoch, offset, from, to } = event;
    const isFirst = !all.has(name);
    const room = entered(name);
    if (to !== undefined) room.partner = from.id === self?.id ? to : from;
    const { position } = room;
    if (position?.epoch === epoch && offset <= position.offset) return;
    room.position = { epoch, offset };
    if (position !== undefined && (position.epoch !== epoch || position.offset + 1 !== offset)) {
      jump(room, position, { epoch, offset: offset - 1 });
    }
    if (room.shown.isNew(event)) {
      told(event);
      room.tally?.message();
    }
    if (isFirst) output.tell('roster', name);
  }

  function gap(event: GapEvent): void {
    const room = entered(event.room);
    room.position = { epoch: event.epoch, offset: event.offset };
    missing(room, event);
  }

  function recovered(event: RecoveredEvent, self: Person | undefined): void {
    const { room: name, epoch, offset, members } = event;
    const room = entered(name);
    const { position } = room;
    room.position = { epoch, offset };
    // Even backwards: what follows is new to the server, and must not be taken for what was told before.
    if (position !== undefined && written(position) !== written(room.position)) jump(room, position, room.position);
    room.members = byId(members);
    if (isConversation(name)) room.partner = members.find(({ id }) => id !== self?.id) ?? room.partner;
    room.recovering = false;
    told(event);
    output.tell('roster', name);
    caughtUp(room, false);
  }

  function changed(event: RosterEvent, self: Person | undefined): void {
    const { room: name, user } = event;
    const room = all.get(name);
    const members = room?.members;
    const was = members?.get(user.id);
    const now = memberAfter(event, was);
    if (now === undefined) members?.delete(user.id);
    else members?.set(user.id, now);
    if (room?.partner?.id === user.id) room.partner = user;
    told(event);
    if (event.type === 'left' && user.id === self?.id) removed(name);
    else if (members !== undefined && now !== was) output.tell('roster', name);
  }

  const takes: Takes = {
    message,
    gap,
    recovered,
    joined: changed,
    left: changed,
    renamed: changed,
    presence: changed,
    typing: told,
    notice: told,
  };

  return {
    all,
    positions: () =>
      Object.fromEntries([...all.values()].flatMap(({ name, position }) => (position ? [[name, position]] : []))),
    event(event, self) {
      const take = takes[event.type] as (event: RoomsEvent, self: Person | undefined) => void;
      take(event, self);
    },
    recovering(name) {
      const isNew = !all.has(name);
      const room = entered(name);
      room.recovering = true;
      // Lost again before it was caught up: both times are told as one.
      room.tally ??= createTally();
      if (isNew) output.tell('roster', name);
    },
    joined({ room: name, epoch, offset, members }, recovers) {
      const room = entered(name);
      const { position } = room;
      room.recovering = recovers;
      room.members = byId(members);
      // A message may have come before the reply that says where the room was: then the later place counts.
      if (!recovers && (position?.epoch !== epoch || position.offset < offset)) {
        room.position = { epoch, offset };
        if (position !== undefined) jump(room, position, { epoch, offset });
      }
      output.tell('roster', name);
      if (!recovers) caughtUp(room, true);
    },
    password(name, password) {
      const room = all.get(name);
      if (room !== undefined && password !== undefined) room.password = password;
    },
    rejoin(name) {
      const { position: after, password } = all.get(name) ?? {};
      return { room: name, after, password };
    },
    left: removed,
    expelled(name, self, reason) {
      const why = reason === undefined ? {} : { reason };
      if (self !== undefined) told({ type: 'left', room: name, user: self, ...why });
      removed(name);
    },
    renamed({ id, nick }) {
      for (const { name, members } of all.values()) {
        const was = members.get(id);
        if (was === undefined || was.nick === nick) continue;
        members.set(id, { ...was, nick });
        output.tell('roster', name);
      }
    },
    kept({ room: name, epoch, offset }) {
      const position = all.get(name)?.position;
      if (position === undefined || (position.epoch === epoch && offset <= position.offset)) return;
      output.tell('violation', `${name} acknowledges ${written({ epoch, offset })} too early`);
    },
  };
}
