import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Clock } from '../../../core/index.js';

// So much of a body that nobody wants is read, so that its sender reads the answer.
const DRAIN_BYTES = 262_144;
const DRAIN_MS = 2_000;

/** A request and what answers it. */
export interface HttpExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Answers with JSON that nobody is to keep, if somebody is still there. What is left of the request's body is read and
 * dropped; where there is too much of it, or it does not come, the connection is closed.
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
  // The answer goes out now, and its end when the request's is there: an early end would cut the sender off.
  response.write(body);
  if (await drainBody(request, clock)) response.end();
  else response.end(() => request.destroy());
}

/** Reads and drops what is left of a body. Resolves to whether that was all of it. */
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
