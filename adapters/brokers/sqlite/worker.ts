import { parentPort, workerData } from 'node:worker_threads';
import { runBatch } from './batch.js';
import { createMaintenance, type Maintenance } from './chores.js';
import { newestSeq } from './data-loss.js';
import { watchFiles } from './file-watch.js';
import { createHealth, type Health } from './health.js';
import { createLog, type Log } from './log.js';
import { isWrite, type WorkerCommand, type WorkerReport } from './requests.js';
import { type OpenLog, openLog, toOpenError } from './schema.js';
import type { WorkerOptions } from './thread.js';
import { OpenError } from './unusable.js';

// The thread that has the file: everything that waits for the disk waits here, and not in the event loop.
const report = (said: WorkerReport) => parentPort?.postMessage(said);

function serve({ path, epoch, ...options }: WorkerOptions): void {
  const opened = openLog(path, epoch, options);
  const { database, run } = opened;
  const log = logIn(opened, path);
  const files = watchFiles(path);
  const health = createHealth({
    path,
    database,
    files,
    changed(problem) {
      report({ type: 'problem', problem });
      if (health.isHealthy) rounds.wake();
    },
  });
  const rounds = choresInTurn(createMaintenance(database, log, run), health);
  parentPort?.on('message', (order: WorkerCommand) => {
    if (order.type === 'batch') {
      const outcomes = runBatch(database, log, order.requests, health);
      if (order.requests.some(isWrite)) run?.walWritten();
      report({ type: 'done', outcomes });
      rounds.wake();
    } else {
      rounds.stop();
      health.stop();
      if (files.missing() === undefined) closeLog(opened);
      else database.close();
      parentPort?.close();
    }
  });
  for (const text of opened.warnings) report({ type: 'warning', text });
  report({ type: 'opened', epoch: opened.epoch });
  if (opened.writeError !== undefined) health.failed(opened.writeError);
  rounds.wake();
}

/** Reads what a log needs at the start, which finds damage that opening the file did not. */
function logIn(opened: OpenLog, path: string): Log {
  try {
    return createLog(opened);
  } catch (error) {
    opened.database.close();
    throw toOpenError(error, path);
  }
}

/** Closes the file so that the next start knows that nothing is missing. */
function closeLog({ database, run }: OpenLog): void {
  const seq = newestSeq(database);
  run?.beforeWalEmptied();
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    run?.set({ open: false, walMayBeGone: true, seq });
  } catch {
    // A full disk: part of it stays in the WAL.
    run?.walWritten();
  }
  database.close();
}

/** Does chores while there are any, with a look at what has come after each step. */
function choresInTurn(chores: Maintenance, health: Health) {
  let next: NodeJS.Immediate | undefined;

  function step(): void {
    next = undefined;
    try {
      chores.step();
    } catch (error) {
      // A full disk, most likely. What was to be moved stays where it is found too, and the next batch tries again.
      health.failed(error);
      return;
    }
    wake();
  }

  function wake(): void {
    if (chores.due && health.isHealthy) next ??= setImmediate(step);
  }

  return { wake, stop: () => clearImmediate(next) };
}

try {
  serve(workerData as WorkerOptions);
} catch (error) {
  const reason = error instanceof OpenError ? error.reason : 'unusable';
  const text = error instanceof Error ? error.message : String(error);
  report({ type: 'refused', fault: { code: 'CHAT_STORE_FAILED', text, reason } });
}
