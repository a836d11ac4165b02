import type { FtsMerge } from './merges.js';
import { textOf } from './shelves.js';
import type { Statements } from './statements.js';
import { indexText } from './words.js';

/** Entries that are indexed anew in one transaction; a request that comes meanwhile waits for no more than that. */
const REINDEX_ROWS = 64;

/**
 * Indexes entries anew whose words were indexed by an earlier release, room by room, the newest entries first. Until an
 * entry has its turn it is found as it was: each is in the index once, and how far a room is done is written in the same
 * transaction, so a process may be killed at any time.
 */
export function createReindexing(sql: Statements, merges: FtsMerge) {
  let due = isDue();

  function isDue(): boolean {
    return sql.outdatedRoom.get() !== undefined;
  }

  /** Indexes a room's entries from one offset back. Returns the offset to go on from, 0 when the room is done. */
  function indexBack(room: number, to: number): number {
    const oldest = Number(sql.oldest.get(room)?.offset ?? to + 1);
    if (oldest > to) return 0;
    const from = Math.max(oldest, to - REINDEX_ROWS + 1);
    const texts = sql.between
      .all(room, from, to)
      .map(({ offset, message }) => [Number(offset), textOf(String(message))] as const);
    sql.dropWords.run(room, from, to);
    sql.addWords(texts.filter(([, text]) => text !== '').map(([offset, text]) => [room, offset, indexText(text)]));
    merges.added();
    return from === oldest ? 0 : from - 1;
  }

  return {
    /** Whether {@link focusNextRow} must be called. */
    get due() {
      return due;
    },
    /** Indexes up to 64 entries. After the last of them the former words are merged out of the index. */
    step(): void {
      const outdated = sql.outdatedRoom.get();
      if (outdated !== undefined) {
        const room = Number(outdated.id);
        sql.setOutdated.run(indexBack(room, Number(outdated.outdated)), room);
      }
      due = isDue();
      if (due) return;
      sql.setUnswept.run(1);
      merges.erased();
    },
    /** Reads from the file what is left to do, after a transaction that failed. */
    forget(): void {
      due = isDue();
    },
  };
}

/** What {@link createReindexing} gives. */
export type Reindexing = ReturnType<typeof createReindexing>;
