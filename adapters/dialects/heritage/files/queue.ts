import { type Cancel, type Clock, type DialectPort, type Outcome, Refusal } from '../../../../core/index.js';
import type { Answer } from './frames.js';

/** The largest part that these clients are sent, in bytes. */
const PART_BYTES = 65_536;
/** Files that wait while another one is given. */
const MAX_WAITING = 100;
/** The last part of a file is not waited for any longer. */
const LAST_PART_MS = 5_000;
/** The parts before it are. Then the file is given up. */
const STALL_MS = 120_000;
/** A file that may be had a little later is asked for again so often. */
const TRIES = 60;
const RETRY_MS = 1_000;

/** A file that a client is to be given. */
export interface FileOffer {
  /** Its id. */
  readonly file: string;
  /** What it is called. */
  readonly name: string;
  /** In bytes, as it was announced; what is sent is what is kept. */
  readonly size: number;
}

/** What a queue works with. */
export interface FileQueueOptions {
  /** Runs the commands of files. */
  readonly run: DialectPort['run'];
  /** The time for what does not come. */
  readonly clock: Clock;
  /** Called when a file could not be sent completely, or the queue was full, with the reason. */
  skipped(name: string, text: string): void;
}

/** Files for one client, which takes one at a time and part by part. */
export interface FileQueue {
  /** Gives a file when those before it have been given. At most 100 wait; what is more is skipped. */
  offer(offer: FileOffer): void;
  /** The client acknowledges something: with nothing under way, that is of no use. */
  answered(what: Answer): void;
  /** Clears the queue after the connection has closed. */
  close(): void;
}

/** The file that is being given. Up to `acknowledged` the client has it, and behind that one part is under way. */
interface Sending {
  readonly name: string;
  readonly transfer: string;
  readonly size: number;
  /** What a part has, but for the last one. */
  readonly part: number;
  acknowledged: number;
  /** When the present part was asked for. */
  since: number;
  /** An acknowledgement is being passed on; the client's next answer waits for it. */
  isTelling: boolean;
  /** The next answer has come. */
  isEarly: boolean;
}

/** Gives one file at a time, in order; each part when the one before it has been acknowledged. */
export function createFileQueue({ run, clock, skipped }: FileQueueOptions): FileQueue {
  const waiting: FileOffer[] = [];
  const owed = createPendingAnswers();
  let sending: Sending | undefined;
  /** Whether there is a file in hand: being given, asked for, or given up. */
  let isBusy = false;
  let isClosed = false;
  let cancel: Cancel | undefined;

  function wait(ms: number, then: () => void): void {
    cancel?.();
    cancel = clock.after(ms, then);
  }

  function next(): void {
    cancel?.();
    sending = undefined;
    const offer = waiting.shift();
    isBusy = offer !== undefined;
    if (offer !== undefined) void ask(offer, 1);
  }

  async function ask(offer: FileOffer, attempt: number): Promise<void> {
    const outcome = await run('file.get', { file: offer.file, credit: PART_BYTES, stepwise: true });
    if (isClosed) return;
    if (!(outcome instanceof Refusal)) return begin(offer, outcome);
    const later = attempt < TRIES ? retryMs(outcome) : undefined;
    if (later !== undefined) return wait(later, () => void ask(offer, attempt + 1));
    skipped(offer.name, outcome.text);
    if (!isClosed) next();
  }

  function begin({ name, size: announced }: FileOffer, reply: Exclude<Outcome, Refusal>): void {
    owed.add('header');
    const size = typeof reply.size === 'number' ? reply.size : announced;
    if (size === 0) {
      next();
      return;
    }
    const part = typeof reply.chunk === 'number' ? reply.chunk : PART_BYTES;
    const now = clock.monotonic();
    const transfer = String(reply.transfer);
    sending = { name, transfer, size, part, acknowledged: 0, since: now, isTelling: false, isEarly: false };
    watch(sending);
  }

  /** With a part of an earlier file still under way, the last one is waited for like any other: two are enough. */
  function watch(file: Sending): void {
    if (isLast(file) && !owed.has('chunk')) wait(LAST_PART_MS, () => void missLast(file));
    else wait(STALL_MS, () => void stall(file));
  }

  async function tell(file: Sending, offset: number): Promise<Outcome> {
    file.isTelling = true;
    const outcome = await run('file.chunk_ack', { transfer: file.transfer, offset });
    file.isTelling = false;
    return outcome;
  }

  /** The next file may begin only behind all of this one: one that is still to be sent would be taken for part of the next. */
  async function missLast(file: Sending): Promise<void> {
    const outcome = await tell(file, file.size);
    if (sending !== file) return;
    if (file.isEarly) return next();
    if (isUnsent(outcome)) return clock.monotonic() - file.since < STALL_MS ? watch(file) : stall(file);
    owed.add('chunk');
    if (outcome instanceof Refusal) return giveUp(file, outcome.text);
    next();
  }

  function stall(file: Sending): Promise<void> {
    owed.add('chunk');
    return giveUp(file, 'The transfer stood still for too long.');
  }

  async function giveUp({ name, transfer }: Sending, text: string): Promise<void> {
    cancel?.();
    sending = undefined;
    await run('file.abort', { transfer });
    if (isClosed) return;
    skipped(name, text);
    if (!isClosed) next();
  }

  /** The present part has arrived. */
  async function arrived(file: Sending): Promise<void> {
    if (isLast(file)) return next();
    const offset = file.acknowledged + file.part;
    const outcome = await tell(file, offset);
    if (sending !== file) return;
    if (outcome instanceof Refusal && !isUnsent(outcome)) return giveUp(file, outcome.text);
    // An answer to what was not sent yet is an answer to nothing.
    if (!isUnsent(outcome)) {
      file.acknowledged = offset;
      file.since = clock.monotonic();
      watch(file);
    }
    if (!file.isEarly) return;
    file.isEarly = false;
    return arrived(file);
  }

  return {
    offer(offer) {
      if (isClosed) return;
      if (waiting.length >= MAX_WAITING) {
        return skipped(offer.name, `There are ${MAX_WAITING} files waiting. Ask for it again later.`);
      }
      waiting.push(offer);
      if (!isBusy) next();
    },
    answered(what) {
      const wasOwed = owed.take(what);
      if (sending === undefined) return;
      if (wasOwed && !sending.isTelling) watch(sending);
      if (wasOwed || what === 'header') return;
      owed.clear();
      if (sending.isTelling) sending.isEarly = true;
      else void arrived(sending);
    },
    close() {
      isClosed = true;
      cancel?.();
      sending = undefined;
      waiting.length = 0;
      owed.clear();
    },
  };
}

function isLast({ acknowledged, part, size }: Sending): boolean {
  return acknowledged + part >= size;
}

function isUnsent(outcome: Outcome): boolean {
  return outcome instanceof Refusal && outcome.code === 'FILE_OFFSET';
}

/** When a file that is refused may be had all the same, in milliseconds; `undefined`: never. */
function retryMs({ code, details }: Refusal): number | undefined {
  if (typeof details?.retryMs === 'number') return details.retryMs;
  return code === 'FILE_BUSY' ? RETRY_MS : undefined;
}

/** Of a client that answers nothing, the oldest are forgotten. */
const MAX_PENDING_ANSWERS = 256;

/**
 * Answers that a client has not given to what it has been sent. They carry no name of what they answer, but come in the order in
 * which that was sent: an answer is to the first that is owed of its kind, and what is owed before that does not come any more.
 */
export interface PendingAnswers {
  /** Something was sent that is answered so. */
  add(what: Answer): void;
  /** Whether an answer of a kind is owed. */
  has(what: Answer): boolean;
  /** An answer has come. Says whether one of its kind was owed. */
  take(what: Answer): boolean;
  /** Nothing is owed any more. */
  clear(): void;
}

/** Nothing is owed yet. */
export function createPendingAnswers(): PendingAnswers {
  const owed: Answer[] = [];
  return {
    add(what) {
      owed.push(what);
      if (owed.length > MAX_PENDING_ANSWERS) owed.shift();
    },
    has: (what) => owed.includes(what),
    take(what) {
      const at = owed.indexOf(what);
      owed.splice(0, at + 1);
      return at >= 0;
    },
    clear() {
      owed.length = 0;
    },
  };
}
