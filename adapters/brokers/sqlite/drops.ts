import type { Message, Retention } from '../../../core/index.js';
import type { PageReader } from './pages.js';
import type { PruneResult } from './requests.js';
import type { Room } from './rooms.js';
import type { Statements } from './statements.js';

/** So many entries are dropped in one transaction; what is published meanwhile waits for no more than that. */
const PRUNE_STEP = 2_000;

/** Drops and empties entries of a room, all of which are in their places. A room that is `undefined` has none. */
export function createRemoval(sql: Statements, pages: PageReader) {
  /** How many of the oldest entries were written before a time; what lies behind a younger one counts as younger. */
  function olderThan(since: number, room: Room, oldest: number): number {
    const young = sql.firstSince.get(room.id, oldest, room.last, since);
    return (young === undefined ? room.last + 1 : Number(young.offset)) - oldest;
  }

  /** Empties one entry; whether it was not empty before. */
  function empty(room: Room, offset: number): boolean {
    const [row] = sql.between.all(room.id, offset, offset);
    if (row === undefined) return false;
    const message = JSON.parse(String(row.message)) as Message;
    if (message.kind === 'erased') return false;
    const erased: Message = { ...message, kind: 'erased', text: '', data: undefined, verbatim: undefined };
    sql.rewrite.run(room.id, offset, JSON.stringify(erased));
    sql.dropWords.run(room.id, offset, offset);
    return true;
  }

  return {
    prune(room: Room | undefined, keep: Retention): PruneResult {
      if (room === undefined) return { dropped: 0, more: false };
      const oldest = pages.oldest(room);
      const kept = room.last - oldest + 1;
      const byCount = keep.entries === undefined ? 0 : Math.max(0, kept - keep.entries);
      const drop = Math.max(byCount, keep.since === undefined ? 0 : olderThan(keep.since, room, oldest));
      const dropped = Math.min(drop, PRUNE_STEP);
      if (dropped > 0) {
        const last = oldest + dropped - 1;
        sql.dropEntries.run(room.id, oldest, last);
        sql.dropWords.run(room.id, oldest, last);
        sql.wipeUpTo.run(room.id, last);
      }
      return { dropped, more: drop > dropped };
    },
    /**
     * Empties entries, in their places and where they lay in the tray. Their words are not found any more; what is left of
     * these in the index goes when it is merged.
     * @returns How many were not empty before.
     */
    erase(room: Room | undefined, offsets: readonly number[]): number {
      if (room === undefined) return 0;
      const possible = offsets.filter((offset) => Number.isInteger(offset) && offset >= 1 && offset <= room.last);
      const erased = possible.filter((offset) => empty(room, offset));
      if (erased.length === 0) return 0;
      sql.wipe.run(room.id, JSON.stringify(erased));
      sql.setUnswept.run(1);
      return erased.length;
    },
  };
}
