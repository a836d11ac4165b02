import type { IncomingMessage } from 'node:http';
import { type Clock, isJsonObject, type JsonObject, Refusal } from '../../../core/index.js';
import { deskRefusal } from './statuses.js';

const MOST_BYTES = 65_536;
const DEADLINE_MS = 10_000;

/** Reads a request's body as a JSON object: up to 64 KiB, in ten seconds. */
export async function bodyOf(request: IncomingMessage, clock: Clock): Promise<JsonObject | Refusal> {
  const bytes = await bytesOf(request, clock);
  return bytes instanceof Refusal ? bytes : objectIn(bytes);
}

function objectIn(bytes: Buffer): JsonObject | Refusal {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isJsonObject(value)) return value;
  } catch {
    // Said below.
  }
  return deskRefusal('OPERATOR_BODY');
}

function bytesOf(request: IncomingMessage, clock: Clock): Promise<Buffer | Refusal> {
  const large = deskRefusal('OPERATOR_BODY_LARGE', { limit: MOST_BYTES });
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return Promise.resolve(large);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const cancel = clock.after(DEADLINE_MS, () => done(deskRefusal('OPERATOR_BODY_LATE')));

    function done(outcome: Buffer | Refusal): void {
      cancel();
      request.off('data', take).off('end', end).off('close', gone).pause();
      resolve(outcome);
    }
    function take(chunk: Buffer): void {
      size += chunk.length;
      if (size > MOST_BYTES) done(large);
      else chunks.push(chunk);
    }
    const end = (): void => done(Buffer.concat(chunks));
    const gone = (): void => done(deskRefusal('OPERATOR_BODY'));

    request.on('data', take).on('end', end).on('close', gone);
    // What has gone before this began says so no more.
    if (request.destroyed && !request.complete) gone();
  });
}
