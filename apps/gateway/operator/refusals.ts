import type { OutgoingHttpHeaders } from 'node:http';
import { type ErrorDetails, Refusal } from '../../../core/index.js';

/** Texts of the refusals of operators' requests. */
const texts = {
  FILES_OFF: 'Files are disabled.',
  OPERATOR_AWAY: 'The user is not connected.',
  OPERATOR_BODY: 'The body must be a JSON object in UTF-8.',
  OPERATOR_BODY_LARGE: 'The body is too large.',
  OPERATOR_BODY_LATE: 'The body took too long.',
  OPERATOR_BUSY: 'The listener is already opening or closing.',
  OPERATOR_FAILED: 'Internal error.',
  OPERATOR_FIXED: 'This plugin cannot be switched or reloaded.',
  OPERATOR_METHOD: 'Method not allowed.',
  OPERATOR_NOTHING: 'Not found.',
  OPERATOR_NO_CHAOS: 'Chaos is disabled. Start the gateway with --chaos.',
  OPERATOR_ORIGIN: 'Requests from pages of other sites are not allowed.',
  OPERATOR_PLUGIN_OFF: 'The plugin for this action is disabled.',
  OPERATOR_TOKEN: 'Wrong operator token.',
  OPERATOR_TRIES: 'Too many attempts from your address. Try again in a second.',
  OPERATOR_UNKNOWN: 'Not found, or no longer available.',
  OPERATOR_UNREADY: 'The hub is not open.',
} as const satisfies Readonly<Record<`OPERATOR_${string}` | 'FILES_OFF', string>>;

const statuses: ReadonlyMap<string, number> = new Map([
  ['CHAT_BAD_COMMAND', 400],
  ['CHAT_BROKER_FAILED', 503],
  ['CHAT_DRAINING', 503],
  ['CHAT_LISTEN_FAILED', 409],
  ['CHAT_NAME_INVALID', 400],
  ['CHAT_PLUGIN_DEPENDENCY', 409],
  ['CHAT_PLUGIN_FAILED', 503],
  ['CHAT_PLUGIN_SETUP', 503],
  ['CHAT_PLUGIN_TIMEOUT', 503],
  ['CHAT_DISK_FULL', 507],
  ['CHAT_STORE_FULL', 507],
  ['CHAT_TEXT_INVALID', 400],
  ['CHAT_TEXT_TOO_LONG', 413],
  ['CHAT_USER_UNKNOWN', 404],
  ['FILE_CLOSED', 503],
  ['FILE_STORE_FAILED', 503],
  ['OPERATOR_AWAY', 409],
  ['OPERATOR_BODY', 400],
  ['OPERATOR_BODY_LARGE', 413],
  ['OPERATOR_BODY_LATE', 408],
  ['OPERATOR_BUSY', 409],
  ['OPERATOR_FAILED', 500],
  ['OPERATOR_FIXED', 409],
  ['OPERATOR_METHOD', 405],
  ['OPERATOR_NOTHING', 404],
  ['OPERATOR_PLUGIN_OFF', 409],
  ['OPERATOR_TOKEN', 401],
  ['OPERATOR_TRIES', 429],
  ['OPERATOR_UNKNOWN', 404],
  ['OPERATOR_UNREADY', 503],
]);

const FORBIDDEN = 403;
const TOO_MANY_REQUESTS = 429;

const headers: ReadonlyMap<string, OutgoingHttpHeaders> = new Map([
  ['OPERATOR_TOKEN', { 'WWW-Authenticate': 'Bearer' }],
]);

/** Creates a refusal with the text of its code. */
export function operatorRefusal(code: keyof typeof texts, details?: ErrorDetails): Refusal {
  return new Refusal(code, texts[code], details);
}

/** Returns the HTTP status of a refusal: for gates 403, or 429 if `retryMs` is given. */
export function httpStatus({ code, details }: Refusal): number {
  return statuses.get(code) ?? (typeof details?.retryMs === 'number' ? TOO_MANY_REQUESTS : FORBIDDEN);
}

/** Returns the HTTP headers of a refusal. */
export function httpHeaders({ code, details }: Refusal): OutgoingHttpHeaders {
  const { retryMs, allow } = details ?? {};
  return {
    ...headers.get(code),
    ...(typeof allow === 'string' && { Allow: allow }),
    ...(typeof retryMs === 'number' && { 'Retry-After': Math.ceil(retryMs / 1_000) }),
  };
}
