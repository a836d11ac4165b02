import type { Statements } from './statements.js';

/** So many pages of the index are merged in one transaction. */
const MERGE_PAGES = 64;

/** A merge that had begun before an erasing may have passed over its words: what that wrote is merged in the second pass. */
const ERASE_PASSES = 2;

/**
 * The index of words is made of segments: each transaction adds one, and so many of a size are merged into one of the next
 * size. FTS5 would do that within commits, much of it at once; so it is done here, step by step:
 * https://www.sqlite.org/fts5.html#the_merge_command.
 *
 * The words of erased entries are in their segments until these are merged; so all segments there are get merged into one
 * then. The file knows of it until it is done.
 */
export function createFtsMerge(sql: Statements) {
  let grown = false;
  let passes = passesDue();
  let sweeping = false;

  function passesDue(): number {
    return Number(sql.unswept.get()?.unswept) === 1 ? ERASE_PASSES : 0;
  }

  /** Whether there was anything to do. A negative number takes all segments together, and positive ones go on with that. */
  function merge(pages: number): boolean {
    const before = Number(sql.changes.get()?.count);
    sql.merge.run(pages);
    return Number(sql.changes.get()?.count) - before >= 2;
  }

  return {
    /** Whether {@link focusNextRow} is to be called. */
    get due() {
      return grown || passes > 0;
    },
    /** Words were added. */
    added(): void {
      grown = true;
    },
    /** Something was erased: sweeping begins, again if it is under way. */
    erased(): void {
      passes = ERASE_PASSES;
      sweeping = false;
    },
    /** After a transaction that failed: what it did is to be done again. */
    forget(): void {
      grown = true;
      passes = passesDue();
      sweeping = false;
    },
    /** Does part of what is due; whether that was the last of what was erased. */
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

/** What {@link createFtsMerge} gives. */
export type FtsMerge = ReturnType<typeof createFtsMerge>;
