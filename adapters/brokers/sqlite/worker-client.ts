import { Worker } from 'node:worker_threads';
import { type BrokerProblem, ChatError } from '../../../core/index.js';
import { systemRandom } from '../../system/index.js';
import { type OpenOptions, RunFile } from './file/data-loss.js';
import type { Fault, Outcome, Request, WorkerCommand, WorkerReport } from './requests.js';

/** Events of the worker. */
export interface WorkerEvents {
  /** Called when the file is open. */
  opened(epoch: string): void;
  /** Called with a description of data lost since the last run. */
  warning(text: string): void;
  /** Called when a disk problem starts, changes or (`undefined`) ends. */
  problem(problem: BrokerProblem | undefined): void;
  /** Called with the outcomes of the last batch, in its order. */
  done(outcomes: readonly Outcome[]): void;
  /** The last event: the worker could not open the file, died, or was closed. */
  ended(error: ChatError): void;
}

/** The worker's start options. */
export interface WorkerOptions extends OpenOptions {
  readonly path: string;
  /** Epoch of a new file, or of a file that has lost messages. */
  readonly epoch: string;
}

/** The worker that owns the file. */
export interface WorkerClient {
  /** Runs requests in one transaction. One batch at a time. */
  send(requests: readonly Request[]): void;
  /** Closes the file and ends the worker. */
  close(): void;
  /** Sets whether the worker keeps the process alive. Initially true. */
  keepAlive(held: boolean): void;
}

/** The compiled worker: beside this file if that is compiled, otherwise in the build's output. */
const address = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/adapters/brokers/sqlite/worker.js' : './worker.js',
  import.meta.url,
);

/** Files open in workers. */
const openPaths = new Set<string>();

process.on('exit', () => {
  for (const path of openPaths) markClosed(path);
});

/** A worker that ends for any reason closes its database: SQLite then removes the WAL without loss. */
function markClosed(path: string): void {
  if (path !== ':memory:') new RunFile(path).beforeWalEmptied();
}

/** Starts a worker that opens the file. */
export function startWorker(path: string, options: OpenOptions, events: WorkerEvents): WorkerClient {
  // Without the process's flags, such as loaders.
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
    // A refused worker has not touched the files.
    if (openPaths.delete(path)) markClosed(path);
    events.ended(last);
  });

  return {
    send: (requests) => order({ type: 'batch', requests }),
    close: () => order({ type: 'close' }),
    keepAlive: (held) => (held ? worker.ref() : worker.unref()),
  };
}

/** Converts a fault of the worker into an error. */
export function errorOf({ code, text, reason, cause }: Fault): ChatError {
  return new ChatError(code, text, {
    ...(reason !== undefined && { details: { reason } }),
    ...(cause !== undefined && { cause: new Error(cause) }),
  });
}
