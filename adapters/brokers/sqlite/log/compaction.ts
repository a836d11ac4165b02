import { type StagedMessage, type Staging, textOf } from './staging.js';
import type { Statements } from './statements.js';
import { indexText } from './tokenizer.js';
import type { FtsMerge } from './word-index.js';

/**
 * Number of staged messages, and of their characters, that starts a run, which moves them into the entries sorted by room.
 * The more messages a run has, the more of them share pages.
 */
const RUN_MESSAGES = 2_048;
const RUN_CHARACTERS = 4 * 1024 * 1024;

/** Messages moved per transaction; a publish waits for at most one such step. */
const COMPACTION_ROWS = 128;

/** A run in progress. */
interface CompactionRun {
  /** Rooms still to compact. */
  readonly rooms: number[];
  /** Messages from this sequence number on belong to the next run. */
  readonly before: number;
}

/** Creates the compaction, which moves staged messages into the entries and the word index. */
export function createCompaction(sql: Statements, staging: Staging, ftsMerge: FtsMerge) {
  let run: CompactionRun | undefined;

  function put(messages: readonly StagedMessage[]): void {
    if (messages.length === 0) return;
    staging.write();
    sql.moveEntries.run(JSON.stringify(staging.slotsOf(messages)));
    sql.addWords(messages.map(({ room, offset, message }) => [room, offset, indexText(textOf(message))]));
    const ends = new Map(messages.map(({ room, offset }) => [room, offset]));
    for (const [room, last] of ends) sql.setLast.run(last, room);
    ftsMerge.added();
  }

  function step(): boolean {
    run ??= { rooms: [...staging.rooms()].sort((a, b) => b - a), before: staging.next };
    const messages: StagedMessage[] = [];
    for (
      let room = run.rooms.at(-1);
      room !== undefined && messages.length < COMPACTION_ROWS;
      room = run.rooms.at(-1)
    ) {
      messages.push(...staging.take(room, COMPACTION_ROWS - messages.length, run.before));
      if (messages.length < COMPACTION_ROWS) run.rooms.pop();
    }
    put(messages);
    if (run.rooms.length > 0) return false;
    staging.release(run.before);
    run = undefined;
    return true;
  }

  return {
    /** Whether `step` has work to do. */
    get due() {
      return run !== undefined || staging.count >= RUN_MESSAGES || staging.characters >= RUN_CHARACTERS;
    },
    /** Runs one step, and starts a run if none is in progress. Returns whether the run is complete. */
    step,
    /** Compacts all staged messages of a room. */
    room(room: number): void {
      put(staging.take(room, staging.count, staging.next));
    },
    /** Compacts until the staging buffer has space. */
    freeSpace(): void {
      while (staging.isFull) step();
    },
    /** Resets the run after a failed transaction; staging must be loaded again first. */
    rollback(): void {
      run = undefined;
    },
  };
}

/** The result of {@link createCompaction}. */
export type Compaction = ReturnType<typeof createCompaction>;
