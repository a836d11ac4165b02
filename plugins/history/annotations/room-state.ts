import type { Json, Position, Store, Stored } from '../../../core/index.js';

/** More rooms than that are not remembered at once. */
const MOST = 5_000;

/** How far a room's log is taken in. JSON, as it is kept. */
export type FoldPosition = {
  readonly room: string;
  readonly epoch: string;
  readonly offset: number;
};

/** What is remembered of a room's notes from one reading to the next. All of it can be found out again. */
export interface RoomState {
  /** How far the log is taken in; `undefined`: not at all. */
  mark: Position | undefined;
  /** The mark that is kept in the store. */
  kept: Position | undefined;
  /** Whether the last hub to write notes may have been cut off at it. */
  recover: boolean;
  /** How many annotations were taken in since notes of what is not kept any more were last looked for. */
  unswept: number;
}

/** Remembers rooms; those that were not asked for longest make room for others. @param load Finds out about a room. */
export function createRoomStates(load: (room: string) => Promise<RoomState>) {
  const states = new Map<string, RoomState>();
  return {
    /** What is known of a room. */
    async of(room: string): Promise<RoomState> {
      const state = states.get(room) ?? (await load(room));
      states.delete(room);
      states.set(room, state);
      const [longest] = states.keys();
      if (states.size > MOST && longest !== undefined) states.delete(longest);
      return state;
    },
    /** Has it found out again: what is remembered may not be true any more. */
    forget: (room: string): void => void states.delete(room),
  };
}

/** Tells whether something was erased in a room: then its number is another one. */
export interface ErasureCounter {
  /** The room's number. */
  of(room: string): number;
  /** Something was erased there. */
  add(room: string): void;
}

/** Nothing was erased yet. */
export function createErasureCounter(): ErasureCounter {
  const numbers = new Map<string, number>();
  let last = 0;
  let others = 0;
  return {
    of: (room) => numbers.get(room) ?? others,
    add(room) {
      last++;
      if (numbers.size >= MOST) {
        // Forgotten rooms cannot be told apart: they all get a new number.
        numbers.clear();
        others = last;
      }
      numbers.set(room, last);
    },
  };
}

/** A store whose changes stay in memory, on top of what another one has: for reading while that one cannot be written. */
export function createOverlay(store: Store): Store {
  /** `undefined`: deleted. */
  const changes = new Map<string, Json | undefined>();

  return {
    get: async (key) => (changes.has(key) ? changes.get(key) : store.get(key)),
    async put(key, value) {
      changes.set(key, value);
    },
    async delete(key) {
      changes.set(key, undefined);
    },
    async list({ prefix, after = '', limit }) {
      // Every change hides at most one row of those below.
      const below = await store.list({ prefix, after, limit: limit + changes.size });
      const rows = new Map<string, Stored>(below.map((row) => [row.key, row]));
      for (const [key, value] of changes) {
        if (value === undefined) rows.delete(key);
        else if (key.startsWith(prefix) && key > after) rows.set(key, { key, value });
      }
      return [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, limit);
    },
  };
}
