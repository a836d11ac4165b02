import type { RunFile } from './file/data-loss.js';
import { type Database, inTransaction } from './file/driver.js';
import type { Log } from './log/log.js';

/** Compaction runs between WAL checkpoints. */
const RUNS_PER_CHECKPOINT = 4;

/** Reindexing steps that write about as much as one compaction run. */
const STEPS_PER_RUN = 32;

/** Background work between batches, in steps, so that a batch waits for at most one step. */
export interface Maintenance {
  /** Whether {@link Maintenance.step} has work to do. */
  readonly due: boolean;
  /** Runs one step. @throws Database errors; the step is then rolled back. */
  step(): void;
}

/** Creates the maintenance of an open log. */
export function createMaintenance(database: Database, log: Log, run?: RunFile): Maintenance {
  const { compaction, ftsMerge, reindexing } = log;
  let runs = 0;
  /** Steps of reindexing since the last run. */
  let reindexed = 0;
  /** Compaction and FTS merging alternate. */
  let moved = false;

  /** Runs a transaction without waiting for the disk: it only moves kept data, and the next durable commit syncs it. */
  function withoutSync<T>(work: () => T): T {
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
    withoutSync(reindexing.step);
    reindexed++;
    if (reindexed < STEPS_PER_RUN) return;
    reindexed = 0;
    runs++;
  }

  return {
    get due() {
      return runs >= RUNS_PER_CHECKPOINT || compaction.due || ftsMerge.due || reindexing.due;
    },
    step() {
      if (runs >= RUNS_PER_CHECKPOINT) {
        // A step of its own, because it waits for the disk; within a commit it would delay the commit.
        database.exec('PRAGMA wal_checkpoint(PASSIVE)');
        runs = 0;
      } else if (compaction.due && !moved) {
        if (withoutSync(compaction.step)) runs++;
        moved = true;
      } else {
        moved = false;
        if (!ftsMerge.due) {
          if (reindexing.due) reindex();
          return;
        }
        if (!withoutSync(ftsMerge.step)) return;
        // The WAL still contains old pages: SQLite restarts it from the beginning but does not shorten it.
        run?.beforeWalEmptied();
        database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      }
    },
  };
}
