import { type BrokerProblem, ChatError } from '../../../core/index.js';
import { systemClock } from '../../system/index.js';
import type { checkedOptions } from './options.js';
import type { Answers, Outcome, Request } from './requests.js';
import { StallMonitor } from './stall-watch.js';
import { errorOf, startWorker, type WorkerClient } from './thread.js';

/** So many requests share a transaction at most: more would keep the first of them waiting for the last. */
const MAX_BATCH = 512;

/** What a request takes besides its texts, roughly, in bytes. */
const REQUEST_BYTES = 300;

/** When this many threads have died one after the other without having answered anything, the next one is started after a pause. */
const MAX_DEATHS = 3;
const PAUSE_MS = 1_000;

/** What happens to the thread, apart from its answers. */
export interface RequestQueueEvents {
  /** A thread has taken the place of one that died, and has not done anything yet. */
  reopened(): void;
  /** Something went missing since the last run. */
  warning(text: string): void;
  /** {@link Desk.problem} has changed. */
  problem(problem: BrokerProblem | undefined): void;
}

interface QueuedRequest {
  readonly request: Request;
  readonly bytes: number;
  resolve(answer: Answers[keyof Answers]): void;
  reject(error: ChatError): void;
}

/**
 * Where requests wait for the thread, within a bound. While the thread commits one batch, the next one gathers. A
 * thread that dies is replaced at once, so that what it has kept is handed over; if the file cannot be opened then,
 * the next request tries again.
 */
export class RequestQueue {
  readonly #options: ReturnType<typeof checkedOptions>;
  readonly #events: RequestQueueEvents;
  readonly #stall: StallMonitor;
  #worker: WorkerClient | undefined;
  #isOpen = false;
  #hasOpened = false;
  #closing = false;
  #epoch = '';
  #timed = false;
  #bytes = 0;
  #queue: QueuedRequest[] = [];
  #sent: readonly QueuedRequest[] = [];
  #starting: { resolve(): void; reject(error: ChatError): void } | undefined;
  #ended: (() => void) | undefined;
  #diskProblem: BrokerProblem | undefined;
  #endProblem: BrokerProblem | undefined;
  #problem: BrokerProblem | undefined;
  /** Threads that died since one of them answered. */
  #deaths = 0;
  #isPausing = false;

  constructor(options: ReturnType<typeof checkedOptions>, events: RequestQueueEvents) {
    this.#options = options;
    this.#events = events;
    this.#stall = new StallMonitor(options, () => this.#problemChanged());
  }

  /** What is wrong at the moment; `undefined`: nothing. */
  get problem(): BrokerProblem | undefined {
    return this.#problem;
  }

  /** The epoch of every room, once started. */
  get epoch(): string {
    return this.#epoch;
  }

  /** @throws ChatError `CHAT_STORE_FAILED` when the file cannot be opened. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#starting = { resolve, reject };
      this.#startWorker();
    });
  }

  /**
   * The answer to a request, once it is on disk. Answers come in the order of the requests.
   * @throws ChatError `CHAT_BROKER_FAILED` when it failed, may have failed, or found no room to wait.
   */
  request<R extends Request>(request: R): Promise<Answers[R['type']]> {
    const bytes = REQUEST_BYTES + 2 * charactersOf(request);
    const refusal = this.#refusal(bytes);
    if (refusal !== undefined) return Promise.reject(new ChatError('CHAT_BROKER_FAILED', refusal));
    return new Promise((resolve, reject) => {
      // What comes back for a request is of the kind that its type says: the thread runs the same table.
      const answered = resolve as QueuedRequest['resolve'];
      this.#queue.push({ request, bytes, resolve: answered, reject });
      this.#bytes += bytes;
      if (this.#worker === undefined) this.#startWorker();
      else this.#sendSoon();
    });
  }

  /** Takes no more requests, does those that wait, and ends the thread. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#worker === undefined) return;
    await new Promise<void>((resolve) => {
      this.#ended = resolve;
      this.#send();
    });
  }

  #refusal(bytes: number): string | undefined {
    if (this.#closing) return 'The broker is closed.';
    if (!this.#hasOpened) return 'The broker was not started.';
    // Another thread would begin an empty log: what was received before would not be what is kept.
    if (this.#worker === undefined && this.#options.path === ':memory:') return 'The log in memory is lost.';
    if (this.#isPausing) return 'The server cannot use its log at the moment. Try again later.';
    if (this.#bytes + bytes > this.#options.queueBytes) return 'Too much waits to be written. Try again.';
    return undefined;
  }

  #startWorker(): void {
    this.#stall.begin();
    const { path, acceptDataLoss, evidence } = this.#options;
    const expectedEpoch = this.#hasOpened ? this.#epoch : undefined;
    this.#worker = startWorker(
      path,
      { acceptDataLoss, evidence, expectedEpoch },
      {
        opened: (epoch) => {
          this.#epoch = epoch;
          this.#isOpen = true;
          this.#starting?.resolve();
          this.#starting = undefined;
          this.#stall.end();
          this.#endProblem = undefined;
          this.#problemChanged();
          if (this.#hasOpened) this.#events.reopened();
          this.#hasOpened = true;
          this.#send();
        },
        warning: (text) => this.#events.warning(text),
        problem: (problem) => {
          this.#diskProblem = problem;
          this.#problemChanged();
        },
        done: (outcomes) => this.#batchDone(outcomes),
        ended: (error) => this.#workerEnded(error),
      },
    );
  }

  #sendSoon(): void {
    if (!this.#isOpen || this.#sent.length > 0 || this.#timed) return;
    this.#timed = true;
    this.#worker?.keepAlive(true);
    const send = () => {
      this.#timed = false;
      this.#send();
    };
    if (this.#options.commitMs > 0) systemClock.after(this.#options.commitMs, send);
    else systemClock.turn(send);
  }

  #send(): void {
    if (!this.#isOpen || this.#sent.length > 0) return;
    if (this.#queue.length > 0) {
      this.#sent = this.#queue.splice(0, batchSize(this.#queue));
      this.#stall.begin();
      this.#worker?.send(this.#sent.map(({ request }) => request));
    } else if (this.#closing) {
      this.#worker?.close();
    }
    this.#worker?.keepAlive(this.#closing || this.#sent.length > 0);
  }

  #batchDone(outcomes: readonly Outcome[]): void {
    const sent = this.#sent;
    this.#sent = [];
    this.#stall.end();
    this.#deaths = 0;
    for (const [at, waiting] of sent.entries()) {
      this.#bytes -= waiting.bytes;
      const outcome = outcomes[at] ?? { fault: { code: 'CHAT_BROKER_FAILED', text: 'The log did not answer.' } };
      if ('answer' in outcome) waiting.resolve(outcome.answer);
      else waiting.reject(errorOf(outcome.fault));
    }
    this.#send();
  }

  #workerEnded(error: ChatError): void {
    const lost = [...this.#sent, ...this.#queue];
    const died = this.#isOpen && !this.#closing;
    this.#worker = undefined;
    this.#isOpen = false;
    this.#sent = [];
    this.#queue = [];
    this.#bytes = 0;
    this.#stall.end();
    // A log that was closed has no problem any more, but none was solved.
    if (!this.#closing) {
      this.#diskProblem = undefined;
      if (this.#hasOpened) this.#endProblem = endProblem(error, this.#options.path);
      this.#problemChanged();
    }
    const failure = new ChatError('CHAT_BROKER_FAILED', 'The server could not use its log. Send it again.', {
      cause: error,
    });
    for (const { reject } of lost) reject(failure);
    this.#starting?.reject(error);
    this.#starting = undefined;
    this.#ended?.();
    if (died && this.#options.path !== ':memory:') this.#restartWorker();
  }

  /** At once after a death, but not again and again without a pause where each thread dies. */
  #restartWorker(): void {
    this.#deaths++;
    if (this.#deaths < MAX_DEATHS) {
      this.#startWorker();
      return;
    }
    this.#isPausing = true;
    systemClock.after(PAUSE_MS, () => {
      this.#isPausing = false;
      if (!this.#closing && this.#worker === undefined) this.#startWorker();
    });
  }

  #problemChanged(): void {
    const problem = this.#endProblem ?? this.#diskProblem ?? this.#stall.problem;
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.#events.problem(problem);
  }
}

function endProblem(error: ChatError, path: string): BrokerProblem {
  const { cause } = error;
  const why = cause instanceof Error ? `${error.message} ${cause.message}` : error.message;
  return {
    reason: 'writer-ended',
    writable: false,
    text: `The thread that writes ${path} has ended: ${why} What waited was refused. It is started again with the next request.`,
  };
}

function charactersOf(request: Request): number {
  if (request.type === 'publish') return request.message.length;
  return request.type === 'put' ? request.value.length : 0;
}

/** Up to the bound, but nothing goes after a subscription: what is published next must find its subscriber there. */
function batchSize(queue: readonly QueuedRequest[]): number {
  const most = Math.min(queue.length, MAX_BATCH);
  const isSubscription = (at: number) => queue[at]?.request.type === 'end';
  for (let size = 1; size < most; size++) if (isSubscription(size - 1) && !isSubscription(size)) return size;
  return most;
}
