import { parentPort, workerData } from 'node:worker_threads';
import { runBatch } from './batch.js';
import { newestSeq } from './file/data-loss.js';
import { OpenError } from './file/errors.js';
import { type OpenLog, openLog, toOpenError } from './file/schema.js';
import { createHealth, type Health, watchFiles } from './health.js';
import { createLog, type Log } from './log/log.js';
import { createMaintenance, type Maintenance } from './maintenance.js';
import { isWrite, type WorkerCommand, type WorkerReport } from './requests.js';
import type { WorkerOptions } from './worker-client.js';

// The worker owns the file, so that waiting for the disk never blocks the event loop.
const report = (message: WorkerReport) => parentPort?.postMessage(message);

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
      if (health.isHealthy) upkeep.wake();
    },
  });
  const upkeep = scheduleMaintenance(createMaintenance(database, log, run), health);
  parentPort?.on('message', (command: WorkerCommand) => {
    if (command.type === 'batch') {
      const outcomes = runBatch(database, log, command.requests, health);
      if (command.requests.some(isWrite)) run?.walWritten();
      report({ type: 'done', outcomes });
      upkeep.wake();
    } else {
      upkeep.stop();
      health.stop();
      if (files.missing() === undefined) closeLog(opened);
      else database.close();
      parentPort?.close();
    }
  });
  for (const text of opened.warnings) report({ type: 'warning', text });
  report({ type: 'opened', epoch: opened.epoch });
  if (opened.writeError !== undefined) health.failed(opened.writeError);
  upkeep.wake();
}

/** Reads the log's initial state, which detects damage that opening the file did not. */
function logIn(opened: OpenLog, path: string): Log {
  try {
    return createLog(opened);
  } catch (error) {
    opened.database.close();
    throw toOpenError(error, path);
  }
}

/** Closes the file and records that nothing is missing. */
function closeLog({ database, run }: OpenLog): void {
  const seq = newestSeq(database);
  run?.beforeWalEmptied();
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    run?.set({ open: false, walMayBeGone: true, seq });
  } catch {
    // Full disk: some commits stay in the WAL.
    run?.walWritten();
  }
  database.close();
}

/** Runs maintenance while it is due, and lets requests in after each step. */
function scheduleMaintenance(maintenance: Maintenance, health: Health) {
  let next: NodeJS.Immediate | undefined;

  function step(): void {
    next = undefined;
    try {
      maintenance.step();
    } catch (error) {
      // Most likely a full disk. Staged messages can still be read, and the next batch tries again.
      health.failed(error);
      return;
    }
    wake();
  }

  function wake(): void {
    if (maintenance.due && health.isHealthy) next ??= setImmediate(step);
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
