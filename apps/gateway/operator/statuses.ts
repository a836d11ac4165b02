import type { OutgoingHttpHeaders } from 'node:http';
import { type ErrorDetails, Refusal } from '../../../core/index.js';

/** What is wrong with a request, besides what can be wrong with what is said or sent. */
const texts = {
  OPERATOR_BODY: 'The body must be a JSON object in UTF-8.',
  OPERATOR_BODY_LARGE: 'The body is too large.',
  OPERATOR_BODY_LATE: 'The body took too long.',
  OPERATOR_FAILED: 'Something went wrong here.',
  OPERATOR_METHOD: 'Only POST is answered here.',
  OPERATOR_NOTHING: 'There is nothing here.',
  OPERATOR_TOKEN: 'That is not the operator’s token.',
  OPERATOR_TRIES: 'Too many wrong tokens came from your address.',
  OPERATOR_UNREADY: 'The hub is not open.',
} as const satisfies Readonly<Record<`OPERATOR_${string}`, string>>;

const statuses: Readonly<Record<string, number>> = {
  CHAT_BAD_COMMAND: 400,
  CHAT_BROKER_FAILED: 503,
  CHAT_NAME_INVALID: 400,
  CHAT_PLUGIN_FAILED: 503,
  CHAT_PLUGIN_TIMEOUT: 503,
  CHAT_STORE_FULL: 507,
  CHAT_TEXT_INVALID: 400,
  CHAT_TEXT_TOO_LONG: 413,
  FILE_CLOSED: 503,
  OPERATOR_BODY: 400,
  OPERATOR_BODY_LARGE: 413,
  OPERATOR_BODY_LATE: 408,
  OPERATOR_FAILED: 500,
  OPERATOR_METHOD: 405,
  OPERATOR_NOTHING: 404,
  OPERATOR_TOKEN: 401,
  OPERATOR_TRIES: 429,
  OPERATOR_UNREADY: 503,
};

const REFUSED = 403;
const TOO_EARLY = 429;

const headers: Readonly<Record<string, OutgoingHttpHeaders>> = {
  OPERATOR_METHOD: { Allow: 'POST' },
  OPERATOR_TOKEN: { 'WWW-Authenticate': 'Bearer' },
};

/** A refusal with the text of its code. */
export function deskRefusal(code: keyof typeof texts, details?: ErrorDetails): Refusal {
  return new Refusal(code, texts[code], details);
}

/** The status of a refusal; that of a gate is 403, or 429 where it says when the same may succeed. */
export function statusOf({ code, details }: Refusal): number {
  return statuses[code] ?? (typeof details?.retryMs === 'number' ? TOO_EARLY : REFUSED);
}

/** The headers that go with a refusal. */
export function headersOf({ code, details }: Refusal): OutgoingHttpHeaders {
  const { retryMs } = details ?? {};
  return { ...headers[code], ...(typeof retryMs === 'number' && { 'Retry-After': Math.ceil(retryMs / 1_000) }) };
}
