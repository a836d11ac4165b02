import type { FtsMerge } from './merges.js';
import type { Statements } from './statements.js';
import type { StagedMessage, Staging } from './tray.js';
import { indexText } from './words.js';

/**
 * With so many messages in the tray, or so many characters, a run begins: they are put in their places, sorted by room.
 * The more there are, the more of them go to the same pages.
 */
const RUN_MESSAGES = 2_048;
const RUN_CHARACTERS = 4 * 1024 * 1024;

/** So many messages of a run go in one transaction; what is published meanwhile waits for no more than that. */
const COMPACTION_ROWS = 128;

/** A run under way. */
interface CompactionRun {
  /** The rooms that are not done. */
  readonly rooms: number[];
  /** Messages from this number on came later: they wait for the next run. */
  readonly before: number;
}

/** Moves messages from the tray to their places, where they are found by room, by time and by their words. */
export function createCompaction(sql: Statements, tray: Staging, merges: FtsMerge) {
  let run: CompactionRun | undefined;

  function put(messages: readonly StagedMessage[]): void {
    if (messages.length === 0) return;
    tray.write();
    sql.moveEntries.run(JSON.stringify(tray.slotsOf(messages)));
    sql.addWords(messages.map(({ room, offset, message }) => [room, offset, indexText(textOf(message))]));
    const ends = new Map(messages.map(({ room, offset }) => [room, offset]));
    for (const [room, last] of ends) sql.setLast.run(last, room);
    merges.added();
  }

  function step(): boolean {
    run ??= { rooms: [...tray.rooms()].sort((a, b) => b - a), before: tray.next };
    const messages: StagedMessage[] = [];
    for (
      let room = run.rooms.at(-1);
      room !== undefined && messages.length < COMPACTION_ROWS;
      room = run.rooms.at(-1)
    ) {
      messages.push(...tray.take(room, COMPACTION_ROWS - messages.length, run.before));
      if (messages.length < COMPACTION_ROWS) run.rooms.pop();
    }
    put(messages);
    if (run.rooms.length > 0) return false;
    tray.release(run.before);
    run = undefined;
    return true;
  }

  return {
    /** Whether {@link focusNextRow} is to be called. */
    get due() {
      return run !== undefined || tray.count >= RUN_MESSAGES || tray.characters >= RUN_CHARACTERS;
    },
    /** Does part of a run, and begins one if need be. Whether the run is done. */
    step,
    /** Puts all of a room in its place. */
    room(room: number): void {
      put(tray.take(room, tray.count, tray.next));
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

/** What {@link createCompaction} gives. */
export type Compaction = ReturnType<typeof createCompaction>;

/** The text of a message that is JSON. */
export function textOf(message: string): string {
  return (JSON.parse(message) as { readonly text: string }).text;
}
