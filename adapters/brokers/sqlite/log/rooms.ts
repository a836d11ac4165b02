import type { Staging } from './staging.js';
import type { Statements } from './statements.js';

/** Rooms cached between transactions. */
const MAX_CACHED_ROOMS = 10_000;

/** A room during a transaction. */
export interface Room {
  readonly id: number;
  /** The offset of its newest entry, including dropped ones. */
  last: number;
}

/** Creates the cache of rooms by name. */
export function createRooms(sql: Statements, staging: Staging) {
  const held = new Map<string, Room>();

  /** Returns a room; `undefined` if it never had a message. */
  function find(name: string): Room | undefined {
    const known = held.get(name);
    if (known !== undefined) return known;
    const row = sql.findRoom.get(name);
    if (row === undefined) return undefined;
    const id = Number(row.id);
    const room = { id, last: staging.tailOf(id).at(-1)?.offset ?? Number(row.last) };
    held.set(name, room);
    return room;
  }

  return {
    find,
    findOrCreate(name: string): Room {
      const room = find(name);
      if (room !== undefined) return room;
      sql.createRoom.run(name);
      return find(name) ?? { id: 0, last: 0 };
    },
    /** Clears the cache if it is too large. */
    trim(): void {
      if (held.size > MAX_CACHED_ROOMS) held.clear();
    },
    /** Clears the cache after a failed transaction. */
    rollback(): void {
      held.clear();
    },
  };
}

/** The result of {@link createRooms}. */
export type Rooms = ReturnType<typeof createRooms>;
