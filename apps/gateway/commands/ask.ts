import { ChatError, isJsonObject, type JsonObject } from '../../../core/index.js';
import { oneLine } from './aligned.js';
import { type GatewayRequest, type GatewayResponse, sendRequest } from './exchange.js';
import type { OperatorTarget } from './target.js';

/** Nobody listens there, or there is no such place. */
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
 * Asks a gateway to do something as the operator.
 * @param path Below the gateway's address, such as `/operator/say`.
 * @throws ChatError, whose text is for the person, where it is refused or there is no gateway.
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

/** Asks a gateway for anything that is answered with a JSON object. @throws ChatError as {@link postOperator}. */
export async function requestJson(base: string, path: string, request: GatewayRequest): Promise<JsonObject> {
  const answered = await sendRequest(new URL(base + path), request).catch((error: unknown) => {
    if (!(error instanceof ChatError) || !UNREACHABLE.has(error.details?.reason)) throw error;
    const text = `there is no gateway at ${base}/ (${String(error.details?.reason)}). Is it running? --url says where.`;
    throw new ChatError('GATEWAY_UNREACHABLE', text);
  });
  const value = parseObject(answered);
  if (value !== undefined && answered.status >= 200 && answered.status < 300) return value;
  if (value !== undefined && typeof value.code === 'string' && typeof value.text === 'string') {
    throw new ChatError('GATEWAY_REFUSED', `refused: ${oneLine(value.text)} (${oneLine(value.code)})`);
  }
  throw new ChatError(
    'GATEWAY_STRANGE',
    `what is at ${base}/ does not answer like a gateway that takes operators (HTTP ${answered.status}).`,
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
