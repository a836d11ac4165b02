import { type BrokerProblem, type Cancel, ChatError } from '../../../core/index.js';
import { systemClock } from '../../system/index.js';
import type { checkedOptions } from './options.js';
import type { Answers, Outcome, Request } from './requests.js';
import { errorOf, startWorker, type WorkerClient } from './worker-client.js';

/** Most requests per transaction: with more, the first would wait too long for the last. */
const MAX_BATCH = 512;

/** Approximate size of a request without its texts, in bytes. */
const REQUEST_BYTES = 300;

/** Consecutive deaths of workers without an answer after which the restart is delayed. */
const MAX_DEATHS = 3;
const PAUSE_MS = 1_000;

/** Events of the worker other than its answers. */
export interface RequestQueueEvents {
  /** Called when a worker has replaced a dead one, before it runs requests. */
  reopened(): void;
  /** Called with a description of data lost since the last run. */
  warning(text: string): void;
  /** Called when {@link RequestQueue.problem} has changed. */
  problem(problem: BrokerProblem | undefined): void;
}

interface QueuedRequest {
  readonly request: Request;
  readonly bytes: number;
  resolve(answer: Answers[keyof Answers]): void;
  reject(error: ChatError): void;
}

/**
 * A bounded queue of requests to the worker. While the worker commits one batch, the next one is collected. A worker that dies is
 * replaced at once, so that subscribers receive what it had committed; if the file cannot be opened, the next request tries
 * again.
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
  /** Consecutive deaths of workers since the last answer. */
  #deaths = 0;
  #isPausing = false;

  constructor(options: ReturnType<typeof checkedOptions>, events: RequestQueueEvents) {
    this.#options = options;
    this.#events = events;
    this.#stall = new StallMonitor(options, () => this.#problemChanged());
  }

  /** The present problem; `undefined` if there is none. */
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
   * Sends a request and resolves with its answer once it is on disk. Answers keep the order of the requests.
   * @throws ChatError `CHAT_BROKER_FAILED` if the request failed, may have failed, or the queue is full.
   */
  request<R extends Request>(request: R): Promise<Answers[R['type']]> {
    const bytes = REQUEST_BYTES + 2 * charactersOf(request);
    const refusal = this.#refusal(bytes);
    if (refusal !== undefined) return Promise.reject(new ChatError('CHAT_BROKER_FAILED', refusal));
    return new Promise((resolve, reject) => {
      // The worker answers each type of request with the matching type of answer.
      const answered = resolve as QueuedRequest['resolve'];
      this.#queue.push({ request, bytes, resolve: answered, reject });
      this.#bytes += bytes;
      if (this.#worker === undefined) this.#startWorker();
      else this.#sendSoon();
    });
  }

  /** Refuses new requests, completes the waiting ones, and ends the worker. */
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
    // Another worker would start with an empty log, without the messages already delivered.
    if (this.#worker === undefined && this.#options.path === ':memory:') return 'The log in memory is lost.';
    if (this.#isPausing) return 'The server cannot use its log at the moment. Try again later.';
    if (this.#bytes + bytes > this.#options.queueBytes)
      return 'Too many requests are waiting to be written. Try again.';
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
    // Closing the log does not report its problem as solved.
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

  /** Restarts at once, or after a pause if several workers in a row have died. */
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
    text: `The thread that writes ${path} has ended: ${why} Waiting requests were refused. It restarts with the next request.`,
  };
}

function charactersOf(request: Request): number {
  if (request.type === 'publish') return request.message.length;
  return request.type === 'put' ? request.value.length : 0;
}

/** Returns the size of the next batch. A batch ends after a subscription, because the next publish must find its subscriber. */
function batchSize(queue: readonly QueuedRequest[]): number {
  const most = Math.min(queue.length, MAX_BATCH);
  const isSubscription = (at: number) => queue[at]?.request.type === 'end';
  for (let size = 1; size < most; size++) if (isSubscription(size - 1) && !isSubscription(size)) return size;
  return most;
}

/** Detects that the worker has been busy with one batch for too long because its disk does not answer. */
export class StallMonitor {
  readonly #path: string;
  readonly #stallMs: number;
  readonly #changed: () => void;
  #since: number | undefined;
  #cancel: Cancel | undefined;
  #problem: BrokerProblem | undefined;

  /** @param changed Called when {@link StallMonitor.problem} has changed. */
  constructor({ path, stallMs }: { readonly path: string; readonly stallMs: number }, changed: () => void) {
    this.#path = path;
    this.#stallMs = stallMs;
    this.#changed = changed;
  }

  /** The present problem; `undefined` while the disk answers. */
  get problem(): BrokerProblem | undefined {
    return this.#problem;
  }

  /** Starts timing a batch. Reuses a running timer. */
  begin(): void {
    this.#since = performance.now();
    this.#cancel ??= systemClock.after(this.#stallMs, () => this.#check());
  }

  /** Stops timing: the batch is complete, or the worker has ended. */
  end(): void {
    this.#since = undefined;
    if (this.#problem === undefined) return;
    this.#problem = undefined;
    this.#changed();
  }

  #check(): void {
    this.#cancel = undefined;
    if (this.#since === undefined) return;
    const left = this.#stallMs - (performance.now() - this.#since);
    if (left > 0) {
      this.#cancel = systemClock.after(Math.ceil(left), () => this.#check());
      return;
    }
    this.#problem = {
      reason: 'disk-slow',
      writable: false,
      text: `The disk of ${this.#path} has not answered for ${this.#stallMs / 1_000} s: messages and reads are waiting. Check whether it is frozen, overloaded or a disconnected network disk.`,
    };
    this.#changed();
  }
}
