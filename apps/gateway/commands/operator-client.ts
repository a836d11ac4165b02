import { type IncomingMessage, type OutgoingHttpHeaders, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Readable } from 'node:stream';
import { ChatError, isJsonObject, type JsonObject } from '../../../core/index.js';
import { oneLine } from './command.js';
import type { OperatorTarget } from './operator-command.js';

/** Error codes for an address without a server. */
const UNREACHABLE: ReadonlySet<unknown> = new Set([
  'EACCES',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
]);

/**
 * Posts an action to a gateway as the operator.
 * @param path Below the gateway's address, such as `/operator/say`.
 * @throws ChatError, with a text for the user, if it is refused or no gateway answers.
 */
export function postOperator({ base, token }: OperatorTarget, path: string, fields: JsonObject): Promise<JsonObject> {
  const body = JSON.stringify(fields);
  return requestJson(base, path, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
    },
    body,
  });
}

/** Sends a request that is answered with a JSON object. @throws ChatError as {@link postOperator}. */
export async function requestJson(base: string, path: string, request: GatewayRequest): Promise<JsonObject> {
  const answered = await sendRequest(new URL(base + path), request).catch((error: unknown) => {
    if (!(error instanceof ChatError) || !UNREACHABLE.has(error.details?.reason)) throw error;
    const text = `No gateway at ${base}/ (${String(error.details?.reason)}). Is it running? Set its address with --url.`;
    throw new ChatError('GATEWAY_UNREACHABLE', text);
  });
  const value = parseObject(answered);
  if (value !== undefined && answered.status >= 200 && answered.status < 300) return value;
  if (value !== undefined && typeof value.code === 'string' && typeof value.text === 'string') {
    throw new ChatError('GATEWAY_REFUSED', `Refused: ${oneLine(value.text)} (${oneLine(value.code)})`);
  }
  throw new ChatError(
    'GATEWAY_STRANGE',
    `The server at ${base}/ does not answer like a gateway (HTTP ${answered.status}).`,
  );
}

function parseObject({ text }: GatewayResponse): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A request to a gateway. */
export interface GatewayRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly headers: OutgoingHttpHeaders;
  /** A text or a stream. Its length is in the headers. */
  readonly body: string | Readable;
}

/** What a gateway answered. */
export interface GatewayResponse {
  readonly status: number;
  readonly text: string;
}

/** Longer than a gateway may take to scan a file. */
const IDLE_TIMEOUT_MS = 120_000;
/** Longer answers do not come from a gateway. */
const MAX_ANSWER_BYTES = 65_536;

/**
 * Sends a request and reads the answer, which may arrive before the whole body is sent.
 * @throws ChatError `GATEWAY_LOST` if the connection fails, with the system's code as `reason`; and errors of the body.
 */
export function sendRequest(url: URL, { method, headers, body }: GatewayRequest): Promise<GatewayResponse> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    // No keep-alive: the process ends with the answer.
    const request = send(url, { method, headers, agent: false });
    const failed = (error: Error): void => {
      if (typeof body !== 'string') body.destroy();
      request.destroy();
      reject(error instanceof ChatError ? error : connectionLost(error, url));
    };
    request.setTimeout(IDLE_TIMEOUT_MS, () => failed(new Error('no answer')));
    let answering = false;
    // After the answer has begun, the gateway may stop reading the body: the answer counts.
    request.on('error', (error) => {
      if (!answering) failed(error);
    });
    request.on('response', (response) => {
      answering = true;
      if (typeof body !== 'string' && !body.readableEnded) body.unpipe(request).destroy();
      readTextBody(response).then((text) => {
        resolve({ status: response.statusCode ?? 0, text });
        request.destroy();
      }, failed);
    });
    if (typeof body === 'string') request.end(body);
    else body.on('error', failed).pipe(request);
  });
}

async function readTextBody(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of response.setEncoding('utf8')) {
    text += String(part);
    if (text.length > MAX_ANSWER_BYTES) throw new Error('the answer is too long');
  }
  return text;
}

function connectionLost(error: Error, { origin }: URL): ChatError {
  const reason = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return new ChatError('GATEWAY_LOST', `The connection to the gateway at ${origin} was lost (${reason}).`, {
    details: { reason },
  });
}
