import { parentPort, workerData } from 'node:worker_threads';
import { ChatError } from '../../../core/index.js';
import { runBatch } from './batch.js';
import { createLog } from './log.js';
import type { Order, Report } from './requests.js';
import { openLog } from './schema.js';

// The thread that has the file: everything that waits for the disk waits here, and not in the event loop.
const report = (said: Report) => parentPort?.postMessage(said);

function serve(path: string): void {
  const opened = openLog(path);
  const log = createLog(opened);
  parentPort?.on('message', (order: Order) => {
    if (order.type === 'batch') {
      report({ type: 'done', outcomes: runBatch(opened.database, log, order.requests) });
    } else {
      opened.database.close();
      parentPort?.close();
    }
  });
  report({ type: 'opened' });
}

try {
  serve((workerData as { path: string }).path);
} catch (error) {
  const reason = error instanceof ChatError ? error.details?.reason : undefined;
  const text = error instanceof Error ? error.message : String(error);
  report({ type: 'refused', fault: { code: 'CHAT_STORE_FAILED', text, reason: String(reason ?? 'unusable') } });
}
