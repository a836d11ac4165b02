import { textOf } from './staging.js';
import type { Statements } from './statements.js';
import { indexText } from './tokenizer.js';

/** Index pages merged per transaction. */
const MERGE_PAGES = 64;

/** Passes after an erase: a merge already in progress may have missed the erased words, which the second pass removes. */
const ERASE_PASSES = 2;

/**
 * Creates the merging of FTS5 segments. Each transaction adds a segment, and several segments of one size are merged into one of
 * the next size. FTS5 would do that within commits, in large portions; here it runs in steps:
 * https://www.sqlite.org/fts5.html#the_merge_command.
 *
 * Words of erased entries stay in their segments until these are merged, so an erase ftsMerge all segments into one. The file
 * records the pending merge until it is complete.
 */
export function createFtsMerge(sql: Statements) {
  let grown = false;
  let passes = passesDue();
  let sweeping = false;

  function passesDue(): number {
    return Number(sql.unswept.get()?.unswept) === 1 ? ERASE_PASSES : 0;
  }

  /** Returns whether anything was merged. A negative number ftsMerge all segments; positive numbers continue that merge. */
  function merge(pages: number): boolean {
    const before = Number(sql.changes.get()?.count);
    sql.merge.run(pages);
    return Number(sql.changes.get()?.count) - before >= 2;
  }

  return {
    /** Whether `step` has work to do. */
    get due() {
      return grown || passes > 0;
    },
    /** Records that words were added. */
    added(): void {
      grown = true;
    },
    /** Starts, or restarts, merging out the words of erased entries. */
    erased(): void {
      passes = ERASE_PASSES;
      sweeping = false;
    },
    /** Schedules the work of a failed transaction again. */
    rollback(): void {
      grown = true;
      passes = passesDue();
      sweeping = false;
    },
    /** Runs one step. Returns whether the last erased words were merged out. */
    step(): boolean {
      if (grown) {
        grown = merge(MERGE_PAGES);
        return false;
      }
      sweeping = merge(sweeping ? MERGE_PAGES : -MERGE_PAGES);
      if (!sweeping) passes--;
      if (passes > 0) return false;
      sql.setUnswept.run(0);
      return true;
    },
  };
}

/** The result of {@link createFtsMerge}. */
export type FtsMerge = ReturnType<typeof createFtsMerge>;

/** Entries reindexed per transaction; a request waits for at most one such step. */
const REINDEX_ROWS = 64;

/**
 * Creates the reindexing of entries indexed by an earlier release, room by room, newest entries first. An entry can be found by its
 * old words until it is reindexed. The progress of a room is written in the same transaction, so a kill at any time is safe.
 */
export function createReindexing(sql: Statements, ftsMerge: FtsMerge) {
  let due = isDue();

  function isDue(): boolean {
    return sql.outdatedRoom.get() !== undefined;
  }

  /** Indexes a room's entries backwards from an offset. Returns the next offset, or 0 when the room is complete. */
  function indexBack(room: number, to: number): number {
    const oldest = Number(sql.oldest.get(room)?.offset ?? to + 1);
    if (oldest > to) return 0;
    const from = Math.max(oldest, to - REINDEX_ROWS + 1);
    const texts = sql.between
      .all(room, from, to)
      .map(({ offset, message }) => [Number(offset), textOf(String(message))] as const);
    sql.dropWords.run(room, from, to);
    sql.addWords(texts.filter(([, text]) => text !== '').map(([offset, text]) => [room, offset, indexText(text)]));
    ftsMerge.added();
    return from === oldest ? 0 : from - 1;
  }

  return {
    /** Whether `step` has work to do. */
    get due() {
      return due;
    },
    /** Indexes up to 64 entries. After the last one, schedules merging out the old words. */
    step(): void {
      const outdated = sql.outdatedRoom.get();
      if (outdated !== undefined) {
        const room = Number(outdated.id);
        sql.setOutdated.run(indexBack(room, Number(outdated.outdated)), room);
      }
      due = isDue();
      if (due) return;
      sql.setUnswept.run(1);
      ftsMerge.erased();
    },
    /** Reads the remaining work from the file after a failed transaction. */
    rollback(): void {
      due = isDue();
    },
  };
}

/** The result of {@link createReindexing}. */
export type Reindexing = ReturnType<typeof createReindexing>;
