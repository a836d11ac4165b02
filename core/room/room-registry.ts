import { ChatError } from '../errors.js';
import type { Limits } from '../limits.js';
import { isPlainer, nameKeys } from '../message/skeleton.js';
import type { Broker } from '../ports/broker.js';
import type { FlushScheduler } from '../session/flush-scheduler.js';
import { Room, type RoomPrivacy } from './room.js';
import { byFullest, byName, RoomIndex } from './room-index.js';

/** A room with somebody in it. */
export interface RoomInfo {
  /** The folded name. */
  readonly room: string;
  /** People, not sessions. */
  readonly members: number;
  /** Who may see it from outside. Absent: every client. */
  readonly privacy?: Exclude<RoomPrivacy, 'public'>;
}

interface RoomHandle {
  /** How many sessions are in the room or on their way into it. */
  held: number;
  readonly room: Room;
  /** Resolves when the room receives its log. */
  readonly ready: Promise<void>;
}

/**
 * The rooms that have somebody in them. A room opens (subscribes to its log) with the first session and closes
 * with the last; opening again waits for the closing.
 */
export class RoomRegistry {
  readonly #broker: Broker;
  readonly #scheduler: FlushScheduler;
  readonly #limits: Limits;
  readonly #handles = new Map<string, RoomHandle>();
  /** Names of open rooms by each of their {@link nameKeys}; conversations of two are left out. */
  readonly #byKey = new Map<string, string>();
  readonly #closing = new Map<string, Promise<void>>();
  /** The rooms, the fullest first. */
  readonly fullest: RoomIndex;
  /** The rooms by name. */
  readonly named: RoomIndex;

  constructor(broker: Broker, turn: FlushScheduler, limits: Limits) {
    this.#broker = broker;
    this.#scheduler = turn;
    this.#limits = limits;
    const find = (name: string) => this.find(name);
    this.fullest = new RoomIndex(byFullest, find, () => this);
    this.named = new RoomIndex(byName, find, () => this);
  }

  /** The room of that name, if somebody is in it or on the way. */
  find(name: string): Room | undefined {
    return this.#handles.get(name)?.room;
  }

  *[Symbol.iterator](): IterableIterator<Room> {
    for (const { room } of this.#handles.values()) if (room.size > 0) yield room;
  }

  /** Every room but direct conversations, hidden ones included, fullest first. */
  list(): readonly RoomInfo[] {
    return this.fullest
      .rows()
      .map(({ name, members, room: { privacy } }) =>
        privacy === 'public' ? { room: name, members } : { room: name, members, privacy },
      );
  }

  /**
   * Holds the room open for one session, until {@link release}.
   * @throws ChatError `CHAT_TOO_MANY_ROOMS`, `CHAT_ROOM_FULL`, `CHAT_ROOM_ALIKE` for a name that looks like that of an open
   * room, or what the broker throws; then nothing is held.
   */
  async acquire(name: string, direct = false): Promise<Room> {
    let place = this.#handles.get(name);
    if (place === undefined) {
      if (this.#handles.size >= this.#limits.rooms) throw new ChatError('CHAT_TOO_MANY_ROOMS');
      if (!direct) this.#claim(name);
      const room = new Room(name, direct, this.#scheduler, direct ? undefined : (changed) => this.#touch(changed));
      place = { held: 0, room, ready: this.#open(room) };
      this.#handles.set(name, place);
    }
    if (place.held >= this.#limits.membersPerRoom) throw new ChatError('CHAT_ROOM_FULL');
    place.held++;
    try {
      await place.ready;
      return place.room;
    } catch (error) {
      this.release(name);
      throw error;
    }
  }

  /** Gives back one {@link acquire}. */
  release(name: string): void {
    const place = this.#handles.get(name);
    if (place === undefined || --place.held > 0) return;
    this.#handles.delete(name);
    for (const key of nameKeys(name)) if (this.#byKey.get(key) === name) this.#byKey.delete(key);
    const closed = place.ready
      .then(() => this.#broker.unsubscribe(name))
      .catch(() => undefined)
      .finally(() => {
        if (this.#closing.get(name) === closed) this.#closing.delete(name);
      });
    this.#closing.set(name, closed);
  }

  /**
   * Enters the keys of a name. The plainer of two names that look alike is never refused, so that opening `1obby` first does
   * not close `lobby` to others.
   */
  #claim(name: string): void {
    const keys = nameKeys(name);
    for (const key of keys) {
      const other = this.#byKey.get(key);
      if (other === undefined || isPlainer(name, other)) continue;
      throw new ChatError('CHAT_ROOM_ALIKE', `#${name} looks like #${other}. Join #${other}, or take another name.`, {
        details: { room: other },
      });
    }
    for (const key of keys) this.#byKey.set(key, name);
  }

  #touch(name: string): void {
    this.fullest.touch(name);
    this.named.touch(name);
  }

  async #open(room: Room): Promise<void> {
    await this.#closing.get(room.name);
    room.startAt(await this.#broker.subscribe(room.name));
  }
}
