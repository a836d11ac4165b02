import { ClientError, clientError } from '../error.js';
import { isOffset, isText } from '../machine/frame.js';
import type { FetchedFile, FetchOptions } from './fetching.js';
import { type Fields, type FileLine, forget } from './line.js';
import { createSha256 } from './sha256.js';

type Part = Uint8Array<ArrayBuffer>;
type Result = IteratorResult<Part, undefined>;

/** Somebody who waits for the next part. */
interface Reader {
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Where it is: `asking` the server, `coming`, `lost` (to be asked for again once what has come is read), `complete` (all has
 * come), or `over`.
 */
type Stage = 'asking' | 'coming' | 'lost' | 'complete' | 'over';

/** Fetches a file at the pace of its reader, over as many connections as it takes. */
export function fetchFile(line: FileLine, file: string, options: FetchOptions): Promise<FetchedFile> {
  const { offset = 0, signal, progress } = options;
  if (!isOffset(offset)) throw new TypeError('The offset must be a whole number, at least 0.');
  const parts: Part[] = [];
  const readers: Reader[] = [];
  const digest = offset === 0 ? createSha256() : undefined;
  let stage: Stage = 'asking';
  let transfer = '';
  let size = 0;
  let expected: string | undefined;
  /** From where the server was asked last, and up to where everything has come, is read and is acknowledged. */
  let begun = offset;
  let received = offset;
  let taken = offset;
  let acknowledged = offset;
  let credit = 0;
  let failure: ClientError | undefined;
  let settle: { resolve(file: FetchedFile): void; reject(error: ClientError): void };
  const promise = new Promise<FetchedFile>((resolve, reject) => {
    settle = { resolve, reject };
  });
  promise.catch(() => {});

  const handlers: Readonly<Record<string, (event: Fields, bytes: Uint8Array | undefined) => void>> = {
    'file.chunk': ({ offset: at }, part = new Uint8Array()) => {
      const until = received + part.length;
      const isNext = at === received && part.length > 0;
      if (!isNext || until > size || until > acknowledged + credit) return rubbish();
      received = until;
      // Bytes come from a wire, whose memory is never shared.
      parts.push(part as Part);
      line.guarded(() => progress?.(received, size));
      serve();
    },
    'file.end': () => {
      if (received !== size) return rubbish();
      stage = 'complete';
      unhear();
      serve();
    },
    'file.abort': ({ code, text }) => {
      // The reader has taken its time; whoever gets nothing new at all does not ask for ever.
      if (code !== 'FILE_STALLED' || received === begun)
        return fail(new ClientError(String(code), String(text), false));
      stage = 'lost';
      serve();
    },
  };
  const deaf = [
    line.on('event', (event, bytes) => {
      const fields = event as unknown as Fields;
      if (stage === 'coming' && fields.transfer === transfer) handlers[event.type]?.(fields, bytes);
    }),
    line.on('state', (state) => {
      if (state === 'stopped') fail(clientError('CLIENT_STOPPED'));
      else if (state !== 'online') stage = 'lost';
    }),
    line.on('welcome', () => serve()),
  ];
  const abort = (): void => fail(clientError('CLIENT_ABORTED'));

  function unhear(): void {
    for (const end of deaf.splice(0)) end();
  }

  function over(): void {
    if (stage === 'coming') forget(line, transfer);
    stage = 'over';
    parts.length = 0;
    unhear();
    signal?.removeEventListener('abort', abort);
  }

  function fail(error: ClientError): void {
    if (stage === 'over') return;
    over();
    settle.reject(error);
    failure = error;
    serve();
  }

  const rubbish = (): void => fail(clientError('CLIENT_BAD_REPLY'));

  function ask(): void {
    stage = 'asking';
    line.ask(
      'file.get',
      { file, offset: received },
      { resolve: (reply) => answered(reply as Fields), reject: refused },
    );
  }

  function refused(error: ClientError): void {
    if (error.code === 'CLIENT_CONNECTION_LOST' && stage !== 'over') stage = 'lost';
    else fail(error);
  }

  function answered(reply: Fields): void {
    const got = begunIn(reply);
    if (stage === 'over') {
      if (got !== undefined) forget(line, got.transfer);
    } else if (got === undefined || got.offset !== received) rubbish();
    else {
      ({ transfer, size, credit } = got);
      stage = 'coming';
      begun = received;
      acknowledged = received;
      const { name, mediaType, sha256 } = got;
      expected ??= sha256;
      settle.resolve({ file, name, size, mediaType, sha256, bytes });
    }
  }

  /** Says what is read, a quarter of the credit at a time; once all has come, the server waits for nothing. */
  function acknowledge(): void {
    if (stage !== 'coming' || taken - acknowledged < credit / 4) return;
    const before = acknowledged;
    acknowledged = taken;
    line.ask(
      'file.chunk_ack',
      { transfer, offset: taken },
      {
        resolve() {},
        reject() {
          acknowledged = Math.min(acknowledged, before);
        },
      },
    );
  }

  /** Gives to whoever waits what there is; asks for more where nothing is on its way. */
  function serve(): void {
    for (let reader = readers[0]; reader !== undefined; reader = readers[0]) {
      const result = next();
      if (result === undefined) break;
      readers.shift();
      if (result instanceof ClientError) reader.reject(result);
      else reader.resolve(result);
    }
    if (stage === 'lost' && parts.length === 0) ask();
  }

  /** What the next reader gets; `undefined`: they have to wait. */
  function next(): Result | ClientError | undefined {
    const part = parts.shift();
    if (part !== undefined) {
      taken += part.length;
      digest?.update(part);
      acknowledge();
      return { value: part, done: false };
    }
    if (stage === 'complete') {
      over();
      const actual = digest?.hex();
      if (actual !== undefined && actual !== expected) failure = clientError('CLIENT_FILE_DAMAGED', { actual });
    }
    if (stage !== 'over') return undefined;
    const error = failure;
    failure = undefined;
    return error ?? { value: undefined, done: true };
  }

  const bytes: FetchedFile['bytes'] = {
    next: () =>
      new Promise((resolve, reject) => {
        readers.push({ resolve, reject });
        serve();
      }),
    async return() {
      if (stage !== 'over') over();
      failure = undefined;
      serve();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };

  signal?.addEventListener('abort', abort);
  if (signal?.aborted === true) abort();
  else ask();
  return promise;
}

/** What the server says when it begins to send. */
interface Begun {
  readonly transfer: string;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
  readonly sha256: string;
  readonly offset: number;
  readonly credit: number;
}

function begunIn(reply: Fields): Begun | undefined {
  const { transfer, name, mediaType, sha256, size, offset, credit } = reply;
  const isRead = [transfer, name, mediaType, sha256].every(isText) && [size, offset, credit].every(isOffset);
  return isRead ? (reply as unknown as Begun) : undefined;
}
