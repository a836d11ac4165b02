import { parentPort, workerData } from 'node:worker_threads';
import { runBatch } from './batch.js';
import { type Chores, createChores } from './chores.js';
import { createLog } from './log.js';
import type { Order, Report } from './requests.js';
import { openLog } from './schema.js';
import type { ThreadData } from './thread.js';
import { Unusable } from './unusable.js';

// The thread that has the file: everything that waits for the disk waits here, and not in the event loop.
const report = (said: Report) => parentPort?.postMessage(said);

function serve({ path, epoch }: ThreadData): void {
  const opened = openLog(path, epoch);
  const log = createLog(opened);
  const rounds = choresInTurn(createChores(opened.database, log));
  parentPort?.on('message', (order: Order) => {
    if (order.type === 'batch') {
      report({ type: 'done', outcomes: runBatch(opened.database, log, order.requests) });
      rounds.wake();
    } else {
      rounds.stop();
      opened.database.close();
      parentPort?.close();
    }
  });
  report({ type: 'opened', epoch: opened.epoch });
  rounds.wake();
}

/** Does chores while there are any, with a look at what has come after each step. */
function choresInTurn(chores: Chores) {
  let next: NodeJS.Immediate | undefined;

  function step(): void {
    next = undefined;
    try {
      chores.step();
    } catch {
      // A full disk, most likely. What was to be moved stays where it is found too, and the next batch tries again.
      return;
    }
    wake();
  }

  function wake(): void {
    if (chores.due) next ??= setImmediate(step);
  }

  return { wake, stop: () => clearImmediate(next) };
}

try {
  serve(workerData as ThreadData);
} catch (error) {
  const reason = error instanceof Unusable ? error.reason : 'unusable';
  const text = error instanceof Error ? error.message : String(error);
  report({ type: 'refused', fault: { code: 'CHAT_STORE_FAILED', text, reason } });
}
