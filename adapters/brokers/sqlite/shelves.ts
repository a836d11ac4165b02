import type { Merges } from './merges.js';
import type { Statements } from './statements.js';
import type { Fresh, Tray } from './tray.js';
import { indexText } from './words.js';

/**
 * With so many messages in the tray, or so many characters, a run begins: they are put in their places, sorted by room.
 * The more there are, the more of them go to the same pages.
 */
const RUN = 2_048;
const RUN_CHARACTERS = 4 * 1024 * 1024;

/** So many messages of a run go in one transaction; what is published meanwhile waits for no more than that. */
const STEP = 128;

/** A run under way. */
interface Run {
  /** The rooms that are not done. */
  readonly rooms: number[];
  /** Messages from this number on came later: they wait for the next run. */
  readonly before: number;
}

/** Moves messages from the tray to their places, where they are found by room, by time and by their words. */
export function createShelves(sql: Statements, tray: Tray, merges: Merges) {
  let run: Run | undefined;

  function put(room: number, messages: readonly Fresh[]): void {
    const last = messages.at(-1);
    if (last === undefined) return;
    for (const { offset, key, at, message } of messages) {
      sql.addEntry.run(room, offset, key, at, message);
      const { text } = JSON.parse(message) as { text: string };
      sql.addWords.run(room, offset, indexText(text));
    }
    sql.setLast.run(last.offset, room);
    merges.added();
  }

  function step(): boolean {
    run ??= { rooms: [...tray.rooms()].sort((a, b) => b - a), before: tray.next };
    let left = STEP;
    for (let room = run.rooms.at(-1); room !== undefined && left > 0; room = run.rooms.at(-1)) {
      const messages = tray.take(room, left, run.before);
      put(room, messages);
      left -= messages.length;
      if (left > 0) run.rooms.pop();
    }
    if (run.rooms.length > 0) return false;
    tray.release(run.before);
    run = undefined;
    return true;
  }

  return {
    /** Whether {@link step} is to be called. */
    get due() {
      return run !== undefined || tray.count >= RUN || tray.characters >= RUN_CHARACTERS;
    },
    /** Does part of a run, and begins one if need be. Whether the run is done. */
    step,
    /** Puts all of a room in its place. */
    room(room: number): void {
      put(room, tray.take(room, tray.count, tray.next));
    },
    /** Makes place in a tray that is full. */
    makeRoom(): void {
      while (tray.isFull) step();
    },
    /** After a transaction that failed, and the tray's loading. */
    forget(): void {
      run = undefined;
    },
  };
}

/** What {@link createShelves} gives. */
export type Shelves = ReturnType<typeof createShelves>;
