import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { type Clock, Refusal } from '../../../core/index.js';

/** A request and what answers it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What is answered: a status, headers, and a body where there is one. */
export interface Answer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

/** Sent with everything: uploads are not trusted, and their addresses are secrets. */
export const guardHeaders: OutgoingHttpHeaders = {
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

// An unwanted body is read up to this size, so that its sender reads the answer and can send another request on the same
// connection.
const DRAIN_BYTES = 262_144;
const DRAIN_MS = 2_000;
const BODILESS: ReadonlySet<number> = new Set([204, 304]);

/** A line of text. */
export function text(status: number, line: string, headers?: OutgoingHttpHeaders): Answer {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers }, body: `${line}\n` };
}

/** JSON for programs. */
export function json(status: number, value: object, headers?: OutgoingHttpHeaders): Answer {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: `${JSON.stringify(value)}\n` };
}

/** `{ code, text }`, with `details` where there are any, and the status of the code. */
export function refused({ code, text, details }: Refusal, headers?: OutgoingHttpHeaders): Answer {
  return json(statusOf(code), { code, text, ...(details && { details }) }, headers);
}

/**
 * Answers unless the client has disconnected. What is left of the request's body is read and dropped; where there is too much
 * of it, or it does not come, the connection is closed.
 */
export async function answer({ request, response }: Exchange, given: Answer, clock: Clock): Promise<void> {
  // An error in the middle of a response can only be reported by closing the connection.
  if (response.headersSent) response.destroy();
  if (response.destroyed) return;
  const { status, headers, body } = given;
  const left = request.complete ? 0 : bodyLength(request);
  const length = BODILESS.has(status) ? {} : { 'Content-Length': Buffer.byteLength(body ?? '') };
  const close = left > DRAIN_BYTES ? { Connection: 'close' } : {};
  response.writeHead(status, { 'Cache-Control': 'no-store', ...guardHeaders, ...length, ...close, ...headers });
  if (left === 0) {
    response.end(body);
    return;
  }
  // All of the answer goes out now, and its end when the request's is there: an early end would cut the sender off.
  if (body === undefined) response.flushHeaders();
  else response.write(body);
  if (await drained(request, clock)) response.end();
  else response.end(() => request.destroy());
}

/** How long a body is, as far as can be known; without limit where it comes in chunks. */
export function bodyLength({ headers }: IncomingMessage): number {
  if (headers['transfer-encoding'] !== undefined) return Number.POSITIVE_INFINITY;
  return Number(headers['content-length'] ?? 0);
}

/** Reads and drops what is left of a body. Resolves to whether that was all of it. */
function drained(request: IncomingMessage, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    let bytes = 0;
    const over = (): void => {
      cancel();
      resolve(request.complete);
    };
    const cancel = clock.after(DRAIN_MS, over);
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > DRAIN_BYTES) over();
    });
    request.once('end', over);
    request.once('close', over);
    request.resume();
  });
}

/** What is wrong with a request, besides what can be wrong with a file. */
const texts = {
  FILE_BUSY: 'Too many files are under way. Try again in a moment.',
  FILE_LENGTH: 'The body does not have the length that it should have.',
  FILE_LENGTH_MISSING: 'Say how long the file is, in Content-Length.',
  FILE_METHOD: 'That cannot be done here.',
  FILE_ORIGIN: 'A page of another site cannot do that.',
  FILE_RANGE: 'The file has no such part.',
  FILE_REQUEST: 'The request makes no sense.',
  FILE_STALLED: 'The transfer stood still for too long.',
  FILE_TUS_VERSION: 'Only version 1.0.0 of tus is spoken here.',
} as const satisfies Readonly<Record<`FILE_${string}`, string>>;

/** A code of this folder's own. */
export type HttpCode = keyof typeof texts;

/** A refusal with the text of its code. */
export function httpRefusal(code: HttpCode, details?: Refusal['details']): Refusal {
  return new Refusal(code, texts[code], details);
}

const statuses: Readonly<Record<string, number>> = {
  FILE_ABORTED: 410,
  FILE_BUSY: 503,
  FILE_CHECKSUM: 422,
  FILE_EXPIRED: 410,
  FILE_INCOMPLETE: 409,
  FILE_LENGTH: 400,
  FILE_LENGTH_MISSING: 411,
  FILE_METHOD: 405,
  FILE_OFFSET: 409,
  FILE_QUOTA: 413,
  FILE_RANGE: 416,
  FILE_REQUEST: 400,
  FILE_STALLED: 408,
  FILE_STORE_FAILED: 500,
  FILE_TAKEN_OVER: 409,
  FILE_TOO_LARGE: 413,
  FILE_TOO_MANY: 429,
  FILE_TUS_VERSION: 412,
  FILE_TYPE: 415,
  FILE_UNKNOWN: 404,
};

/** The status that goes with a code; those of gates and of Partyline itself are 403. */
export function statusOf(code: string): number {
  return statuses[code] ?? 403;
}
