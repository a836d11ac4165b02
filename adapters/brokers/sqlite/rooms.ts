import type { Statements } from './statements.js';
import type { Staging } from './tray.js';

/** So many rooms are remembered from one transaction to the next. */
const MAX_CACHED_ROOMS = 10_000;

/** A room as it is during a transaction. */
export interface Room {
  readonly id: number;
  /** The offset of its newest entry, kept or dropped. */
  last: number;
}

/** The rooms of the log, by name. */
export function createRooms(sql: Statements, tray: Staging) {
  const held = new Map<string, Room>();

  /** `undefined`: nothing was ever said there. */
  function find(name: string): Room | undefined {
    const known = held.get(name);
    if (known !== undefined) return known;
    const row = sql.findRoom.get(name);
    if (row === undefined) return undefined;
    const id = Number(row.id);
    const room = { id, last: tray.tailOf(id).at(-1)?.offset ?? Number(row.last) };
    held.set(name, room);
    return room;
  }

  return {
    find,
    findOrMake(name: string): Room {
      const room = find(name);
      if (room !== undefined) return room;
      sql.makeRoom.run(name);
      return find(name) ?? { id: 0, last: 0 };
    },
    /** Holds no more than it may. */
    trim(): void {
      if (held.size > MAX_CACHED_ROOMS) held.clear();
    },
    /** After a transaction that failed: what it did to the rooms has not happened. */
    forget(): void {
      held.clear();
    },
  };
}

/** What {@link createRooms} gives. */
export type Rooms = ReturnType<typeof createRooms>;
