import type { IncomingMessage } from 'node:http';
import { type Clock, isJsonObject, type JsonObject, Refusal } from '../../../core/index.js';
import { operatorRefusal } from './statuses.js';

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
    // What has gone before this began says so no more.
    if (request.destroyed && !request.complete) gone();
  });
}
