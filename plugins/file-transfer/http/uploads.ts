import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { Refusal } from '../../../core/index.js';

import { fileError } from '../file-store/errors.js';
import type { Upload } from '../file-store/file-store.js';
import { cleanName, cleanType, unknownType } from '../file-store/names.js';
import { type Answer, bodyLength, httpRefusal, json, refused, text } from './answer.js';
import type { CompletedUpload, HttpContext } from './context.js';
import { type ContentRange, contentRange, guessedType } from './headers.js';
import { claim, receive, refusalFrom } from './receive.js';

/** Answers upload requests. `undefined`: the client has disconnected. */
export interface UploadRoutes {
  /** How far an upload is (tus). */
  head(id: string): Promise<Answer>;
  /** The next bytes of an upload (tus). */
  patch(id: string, request: IncomingMessage): Promise<Answer | undefined>;
  /** A whole file, or with `Content-Range` the rest of one. */
  put(id: string, request: IncomingMessage): Promise<Answer | undefined>;
  /** Gives an upload up (tus). */
  remove(id: string): Promise<Answer>;
  /** What tus is spoken here. */
  options(): Answer;
  /** The upload that a ticket has begun; the ticket's own id while it has begun none. */
  begunWith(ticket: string): string;
  /** Begins an upload with a ticket; does nothing when that has been done. */
  begin(ticket: string, name: string, request: IncomingMessage): Promise<Refusal | undefined>;
}

/** Where a body belongs. */
interface BodyRange {
  readonly offset: number;
  /** Required length in bytes; absent: any length. */
  readonly length?: number;
  /** What is answered when other bytes come next. */
  readonly misplaced: (offset: number) => Answer;
}

const TUS = { 'Tus-Resumable': '1.0.0' };
const REMEMBERED = 1_000;
// What curl says of a body of which it knows nothing.
const FORM = 'application/x-www-form-urlencoded';

/** The requests on uploads, with what was known of the last ones. */
export function createUploadRoutes(context: HttpContext): UploadRoutes {
  const { fileStore, publicPath } = context;
  const ended = createRecentMap<Promise<EndedUpload>>(REMEMBERED);
  const begun = createRecentMap<string>(REMEMBERED);

  function headersOf({ offset, expiresAt }: Pick<Upload, 'offset' | 'expiresAt'>): OutgoingHttpHeaders {
    return { ...TUS, 'Upload-Offset': offset, 'Upload-Expires': new Date(expiresAt).toUTCString() };
  }

  /** What became, or is just becoming, of an upload that is no longer there. */
  async function late(id: string): Promise<EndedUpload> {
    const end = await (ended.get(id) ?? earlier(id));
    if (end === undefined) throw fileError('FILE_UNKNOWN');
    return end;
  }

  /** What became of an upload of an earlier process, or one that is not remembered any more. */
  async function earlier(id: string): Promise<EndedUpload | undefined> {
    const found = await fileStore.outcome(id);
    if (found === undefined) return undefined;
    const { id: file, name, size } = found.file;
    const url = context.addressOf(found.file);
    return { name, size, outcome: { file, ...(url !== undefined && { url }) } };
  }

  function answerOf({ name, size, outcome }: EndedUpload, request: IncomingMessage): Answer {
    if (outcome instanceof Refusal) return refused(outcome, TUS);
    const { file } = outcome;
    const location = `${publicPath}${encodeURIComponent(file)}/${encodeURIComponent(name)}`;
    const { url = location } = outcome;
    const headers = { ...TUS, 'Upload-Offset': size, Location: location };
    return request.headers.accept?.includes('application/json')
      ? json(201, { file, url }, headers)
      : text(201, url, headers);
  }

  function offsetRefused(upload: Upload, offset: number, hint = 'Those are not the bytes that come next.'): Answer {
    return refused(new Refusal('FILE_OFFSET', hint, { offset }), { ...headersOf(upload), 'Upload-Offset': offset });
  }

  /** Writes the body, and completes the upload with its last byte. */
  async function write(
    upload: Upload,
    request: IncomingMessage,
    { offset, length, misplaced }: BodyRange,
  ): Promise<Answer | undefined> {
    const { id, facts } = upload;
    // A late attempt must not take the upload from the one that has gone on since.
    if (offset < upload.offset) return misplaced(upload.offset);
    const claimed = claim(upload);
    const { hold } = claimed;
    try {
      if (hold.expected !== offset) return misplaced(hold.expected);
      const received = await receive(request, claimed, length ?? Number.POSITIVE_INFINITY, context);
      if (received === 'gone') return undefined;
      if (received instanceof Refusal) return refused(received, headersOf(upload));
      if (length !== undefined && upload.offset < offset + length) {
        return refused(httpRefusal('FILE_LENGTH', { length }), headersOf(upload));
      }
      if (upload.offset < facts.size) return { status: 204, headers: headersOf(upload) };
      const ending = context
        .complete(upload, hold)
        .then((outcome) => ({ name: facts.name, size: facts.size, outcome }));
      // Asked for only when the upload is gone: one that is still there can be completed again.
      ended.add(id, ending);
      return answerOf(await ending, request);
    } finally {
      hold.release();
    }
  }

  return {
    async head(id) {
      const upload = fileStore.upload(id);
      if (upload !== undefined) {
        return { status: 200, headers: { ...headersOf(upload), 'Upload-Length': upload.facts.size } };
      }
      const { size, outcome } = await late(id);
      if (outcome instanceof Refusal) return refused(outcome, TUS);
      return { status: 200, headers: { ...TUS, 'Upload-Offset': size, 'Upload-Length': size } };
    },

    async patch(id, request) {
      const upload = fileStore.upload(id);
      if (upload === undefined) return answerOf(await late(id), request);
      const { 'content-type': type, 'upload-offset': header } = request.headers;
      if (type !== 'application/offset+octet-stream') {
        return refused(new Refusal('FILE_TYPE', 'The type of the body must be application/offset+octet-stream.'), TUS);
      }
      if (typeof header !== 'string' || !/^\d{1,15}$/.test(header)) return refused(httpRefusal('FILE_REQUEST'), TUS);
      const offset = Number(header);
      const { size } = upload.facts;
      const length = bodyLength(request);
      if (Number.isFinite(length) && offset + length > size) throw fileError('FILE_TOO_LARGE', { limit: size });
      return write(upload, request, { offset, misplaced: (right) => offsetRefused(upload, right) });
    },

    async put(id, request) {
      const upload = fileStore.upload(id);
      if (upload === undefined) return answerOf(await late(id), request);
      const range = rangeOf(request);
      if (range instanceof Refusal) return refused(range, TUS);
      const { size } = upload.facts;
      const { first, last } = range ?? { first: 0, last: size - 1 };
      const length = last + 1 - first;
      if (last >= size || (range?.size ?? size) !== size) return refused(httpRefusal('FILE_LENGTH', { size }), TUS);
      const said = bodyLength(request);
      if (Number.isFinite(said) && said !== length) return refused(httpRefusal('FILE_LENGTH', { size, length }), TUS);
      const misplaced = (right: number): Answer =>
        offsetRefused(upload, right, `${right} bytes are there. Go on from there: with curl, add -C ${right}.`);
      return write(upload, request, { offset: first, length, misplaced });
    },

    async remove(id) {
      const upload = fileStore.upload(id);
      if (upload === undefined) throw fileError('FILE_UNKNOWN');
      await upload.claim(() => {}).abort();
      return { status: 204, headers: TUS };
    },

    options: () => ({
      status: 204,
      headers: { ...TUS, 'Tus-Version': '1.0.0', 'Tus-Extension': 'expiration,termination' },
    }),

    begunWith: (ticket) => begun.get(ticket) ?? ticket,

    async begin(ticket, wanted, request) {
      if (begun.get(ticket) !== undefined) return undefined;
      const range = rangeOf(request);
      if (range instanceof Refusal) return range;
      const size = range?.size ?? bodyLength(request);
      if (!Number.isSafeInteger(size) || request.headers['content-length'] === undefined) {
        return httpRefusal('FILE_LENGTH_MISSING');
      }
      const name = cleanName(wanted);
      const said = request.headers['content-type'];
      const type = said === undefined || said === FORM ? unknownType : cleanType(said);
      const facts = { name, size, type: type === unknownType ? guessedType(name) : type };
      const upload = await context.startFromTicket(ticket, facts).catch(refusalFrom);
      if (upload instanceof Refusal) return upload;
      begun.add(ticket, upload.id);
      return undefined;
    },
  };
}

/** The part that a body is said to be; `undefined`: it is all of it. */
function rangeOf({ headers }: IncomingMessage): ContentRange | Refusal | undefined {
  const header = headers['content-range'];
  if (header === undefined) return undefined;
  return contentRange(header) ?? httpRefusal('FILE_REQUEST');
}

/** What has become of an upload. */
export interface EndedUpload {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly outcome: CompletedUpload | Refusal;
}

/** The most recent values by id, for clients that lost an answer and ask again. */
export interface RecentMap<T> {
  get(id: string): T | undefined;
  add(id: string, value: T): void;
}

/** Creates a map of at most `most` values; the oldest is evicted first. */
export function createRecentMap<T>(most: number): RecentMap<T> {
  const values = new Map<string, T>();
  return {
    get: (id) => values.get(id),
    add(id, value) {
      values.set(id, value);
      const [oldest] = values.keys();
      if (values.size > most && oldest !== undefined) values.delete(oldest);
    },
  };
}
