import type { Position } from '../../../core/index.js';

/** More rooms than that are not remembered at once. */
const MOST = 5_000;

/** How far a room's log is taken in. JSON, as it is kept. */
export type Mark = {
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
export function roomStates(load: (room: string) => Promise<RoomState>) {
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
export interface Erasures {
  /** The room's number. */
  of(room: string): number;
  /** Something was erased there. */
  add(room: string): void;
}

/** Nothing was erased yet. */
export function countErasures(): Erasures {
  const numbers = new Map<string, number>();
  let last = 0;
  let others = 0;
  return {
    of: (room) => numbers.get(room) ?? others,
    add(room) {
      last++;
      if (numbers.size >= MOST) {
        // Of those that are forgotten it cannot be told any more: they all get another number.
        numbers.clear();
        others = last;
      }
      numbers.set(room, last);
    },
  };
}
