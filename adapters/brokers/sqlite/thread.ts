import { Worker } from 'node:worker_threads';
import { type BrokerProblem, ChatError } from '../../../core/index.js';
import { systemRandom } from '../../system/index.js';
import type { OpenOptions } from './data-loss.js';
import type { Fault, Outcome, Request, WorkerCommand, WorkerReport } from './requests.js';
import { RunFile } from './run-file.js';

/** What is told of the thread. */
export interface WorkerEvents {
  /** The file is open. */
  opened(epoch: string): void;
  /** Something went missing since the last run. */
  warning(text: string): void;
  /** A problem of the disk begins, changes or (`undefined`) is over. */
  problem(problem: BrokerProblem | undefined): void;
  /** What became of the batch that was sent last, in its order. */
  done(outcomes: readonly Outcome[]): void;
  /** The thread is no more: it could not open the file, died, or was closed. The last thing to be told. */
  ended(error: ChatError): void;
}

/** What the thread begins with. */
export interface WorkerOptions extends OpenOptions {
  readonly path: string;
  /** For a file that has to be made, or has lost messages. */
  readonly epoch: string;
}

/** The thread that has the file. */
export interface WorkerClient {
  /** Has requests done in one transaction. One batch at a time. */
  send(requests: readonly Request[]): void;
  /** Closes the file and ends the thread. */
  close(): void;
  /** Whether the process must not end before the thread does. At first true. */
  keepAlive(held: boolean): void;
}

/** The compiled worker: beside this file where that is compiled too, else where the build puts it. */
const address = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/adapters/brokers/sqlite/worker.js' : './worker.js',
  import.meta.url,
);

/** Files that threads have open now. */
const openPaths = new Set<string>();

process.on('exit', () => {
  for (const path of openPaths) markClosed(path);
});

/** A thread that ends closes its database on the way, whatever ended it: then the WAL is gone, and nothing with it. */
function markClosed(path: string): void {
  if (path !== ':memory:') new RunFile(path).beforeWalEmptied();
}

/** Starts a thread and has it open the file. */
export function startWorker(path: string, options: OpenOptions, events: WorkerEvents): WorkerClient {
  // No flags of the process: a loader that it runs with is none of the thread's business.
  const workerData: WorkerOptions = { ...options, path, epoch: systemRandom.id() };
  const worker = new Worker(address, { name: 'partyline-sqlite', workerData, execArgv: [] });
  const order = (said: WorkerCommand) => worker.postMessage(said);
  let last = new ChatError('CHAT_BROKER_FAILED', 'The thread of the log has ended.');

  worker.on('message', (report: WorkerReport) => {
    if (report.type === 'opened') {
      openPaths.add(path);
      events.opened(report.epoch);
    } else if (report.type === 'warning') events.warning(report.text);
    else if (report.type === 'problem') events.problem(report.problem);
    else if (report.type === 'done') events.done(report.outcomes);
    else last = errorOf(report.fault);
  });
  worker.on('error', (cause) => {
    last = new ChatError('CHAT_BROKER_FAILED', 'The thread of the log has died.', { cause });
  });
  worker.on('exit', () => {
    // One that was refused has not touched the files, and must not.
    if (openPaths.delete(path)) markClosed(path);
    events.ended(last);
  });

  return {
    send: (requests) => order({ type: 'batch', requests }),
    close: () => order({ type: 'close' }),
    keepAlive: (held) => (held ? worker.ref() : worker.unref()),
  };
}

/** A fault as the error that it was on the other side. */
export function errorOf({ code, text, reason, cause }: Fault): ChatError {
  return new ChatError(code, text, {
    ...(reason !== undefined && { details: { reason } }),
    ...(cause !== undefined && { cause: new Error(cause) }),
  });
}
