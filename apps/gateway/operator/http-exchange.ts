import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { type Clock, isJsonObject, type JsonObject, Refusal } from '../../../core/index.js';
import { operatorRefusal } from './refusals.js';

// Limit for draining an unused body, so that its sender reads the answer.
const DRAIN_BYTES = 262_144;
const DRAIN_MS = 2_000;

/** A request with its response. */
export interface HttpExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Answers with JSON that must not be cached. The rest of the request's body is read and discarded; if it is too large or too
 * slow, the connection is closed.
 */
export async function sendAnswer(
  { request, response }: HttpExchange,
  status: number,
  value: object,
  headers: OutgoingHttpHeaders,
  clock: Clock,
): Promise<void> {
  if (response.destroyed) return;
  const body = `${JSON.stringify(value)}\n`;
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...(request.complete ? {} : { Connection: 'close' }),
    ...headers,
  });
  if (request.complete) {
    response.end(body);
    return;
  }
  // The answer is sent now and ended with the request: ending it early would cut off the sender.
  response.write(body);
  if (await drainBody(request, clock)) response.end();
  else response.end(() => request.destroy());
}

/** Reads and discards the rest of a body. Resolves to whether it was complete. */
function drainBody(request: IncomingMessage, clock: Clock): Promise<boolean> {
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

const MAX_BODY_BYTES = 65_536;
const BODY_TIMEOUT_MS = 10_000;

/** Reads a request's body as a JSON object: up to 64 KiB, in ten seconds. */
export async function readJsonBody(request: IncomingMessage, clock: Clock): Promise<JsonObject | Refusal> {
  const bytes = await readBytes(request, clock);
  return bytes instanceof Refusal ? bytes : parseJsonObject(bytes);
}

function parseJsonObject(bytes: Buffer): JsonObject | Refusal {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isJsonObject(value)) return value;
  } catch {
    // Said below.
  }
  return operatorRefusal('OPERATOR_BODY');
}

function readBytes(request: IncomingMessage, clock: Clock): Promise<Buffer | Refusal> {
  const large = operatorRefusal('OPERATOR_BODY_LARGE', { limit: MAX_BODY_BYTES });
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return Promise.resolve(large);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const cancel = clock.after(BODY_TIMEOUT_MS, () => done(operatorRefusal('OPERATOR_BODY_LATE')));

    function done(outcome: Buffer | Refusal): void {
      cancel();
      request.off('data', take).off('end', end).off('close', gone).pause();
      resolve(outcome);
    }
    function take(chunk: Buffer): void {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) done(large);
      else chunks.push(chunk);
    }
    const end = (): void => done(Buffer.concat(chunks));
    const gone = (): void => done(operatorRefusal('OPERATOR_BODY'));

    request.on('data', take).on('end', end).on('close', gone);
    // A request closed earlier emits no further event.
    if (request.destroyed && !request.complete) gone();
  });
}
