import type { Records } from './records.js';
import type { RoomState } from './room-state.js';

/** What is known of the rooms, and the one way to change it. */
export interface Rooms {
  /** A room that is in memory; `undefined`: use {@link get}. */
  peek(room: string): RoomState | undefined;
  /** A room, read first if it must be. */
  get(room: string): Promise<RoomState>;
  /** Does something to a room once all that was begun before is done. Rejects with what it throws. */
  act<T>(room: string, run: (state: RoomState) => Promise<T>): Promise<T>;
  /** Those in memory. */
  known(): Iterable<RoomState>;
  /** Resolves when nothing is being done any more. */
  idle(): Promise<void>;
}

/** @param most How many rooms are in memory; beyond it those go that nobody has asked for longest. */
export function createRooms(records: Pick<Records, 'load'>, most: number): Rooms {
  const states = new Map<string, RoomState>();
  const loading = new Map<string, Promise<RoomState>>();
  /** The last thing that each room is to do. */
  const tails = new Map<string, Promise<void>>();

  function peek(room: string): RoomState | undefined {
    const state = states.get(room);
    if (state === undefined) return undefined;
    states.delete(room);
    states.set(room, state);
    return state;
  }

  function makeRoom(): void {
    for (const room of states.keys()) {
      if (states.size <= most) return;
      // What is being done to it is done to this very state.
      if (!tails.has(room)) states.delete(room);
    }
  }

  async function load(room: string): Promise<RoomState> {
    try {
      const state = await records.load(room);
      states.set(room, state);
      makeRoom();
      return state;
    } finally {
      loading.delete(room);
    }
  }

  async function get(room: string): Promise<RoomState> {
    const state = peek(room);
    if (state !== undefined) return state;
    const under = loading.get(room) ?? load(room);
    loading.set(room, under);
    return under;
  }

  return {
    peek,
    get,
    act(room, run) {
      const done = (tails.get(room) ?? Promise.resolve()).then(async () => run(await get(room)));
      const tail = done.then(
        () => undefined,
        () => undefined,
      );
      tails.set(room, tail);
      void tail.then(() => {
        if (tails.get(room) === tail) tails.delete(room);
      });
      return done;
    },
    known: () => states.values(),
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
