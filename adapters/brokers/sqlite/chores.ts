import { type Database, inTransaction } from './driver.js';
import type { Log } from './log.js';
import type { RunFile } from './run-file.js';

/** After so many runs the WAL is copied into the file. */
const RUNS_PER_CHECKPOINT = 4;

/** As many steps of reindexing write about as much as one run. */
const STEPS_PER_RUN = 32;

/** What is done between batches, step by step, so that none waits for more than one step. */
export interface Maintenance {
  /** Whether {@link focusNextRow} is to be called. */
  readonly due: boolean;
  /** Does a step. @throws Whatever the database throws; nothing of the step has happened then. */
  step(): void;
}

/** The chores of a log that is open. */
export function createMaintenance(database: Database, log: Log, run?: RunFile): Maintenance {
  const { compaction: shelves, ftsMerge: merges, reindexing } = log;
  let runs = 0;
  /** Steps of reindexing since the last run. */
  let reindexed = 0;
  /** Moving and merging take turns. */
  let moved = false;

  /** Does it in a transaction that need not be on disk at once: it only moves what is, and comes with the next one that must. */
  function quietly<T>(work: () => T): T {
    database.exec('PRAGMA synchronous = NORMAL');
    try {
      return inTransaction(database, work);
    } catch (error) {
      log.rollback();
      throw error;
    } finally {
      database.exec('PRAGMA synchronous = FULL');
    }
  }

  function reindex(): void {
    quietly(reindexing.step);
    reindexed++;
    if (reindexed < STEPS_PER_RUN) return;
    reindexed = 0;
    runs++;
  }

  return {
    get due() {
      return runs >= RUNS_PER_CHECKPOINT || shelves.due || merges.due || reindexing.due;
    },
    step() {
      if (runs >= RUNS_PER_CHECKPOINT) {
        // On its own, since it waits for the disk. Within a commit it would come on top of that.
        database.exec('PRAGMA wal_checkpoint(PASSIVE)');
        runs = 0;
      } else if (shelves.due && !moved) {
        if (quietly(shelves.step)) runs++;
        moved = true;
      } else {
        moved = false;
        if (!merges.due) {
          if (reindexing.due) reindex();
          return;
        }
        if (!quietly(merges.step)) return;
        // The WAL still has pages as they were before; it goes on at its beginning, but keeps its length.
        run?.beforeWalEmptied();
        database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      }
    },
  };
}
