import type { ByeEvent } from '../../core/protocol/events.js';
import { clientError } from '../error.js';
import type { StateReason } from '../events.js';
import type { WireCause } from '../ports.js';
import { type ErrorFrame, isObject } from './frame.js';

/**
 * HTTP statuses with which a server refuses a WebSocket for good: the origin is not allowed, the path is wrong, credentials are
 * missing, or no WebSockets are spoken there. All others pass: 408, 425, 429, 5xx, and the redirections and pages of captive
 * portals and proxies.
 */
const FINAL_STATUSES: readonly unknown[] = [400, 401, 403, 404, 405, 410, 426];

/**
 * Codes with which a login may be refused without `retry`, and that pass all the same: a `hello` that came in pieces, or
 * for which a slow network took the place of another frame.
 */
const TORN = /^CHAT_(?:BAD_(?:ENCODING|FRAME)|FRAME_TOO_LARGE|LOGGED_IN|LOGIN_REQUIRED)$/;

/** What the client does once a connection, or an attempt at one, has ended. */
export interface Course {
  readonly reason: StateReason;
  /** Whether it stays away: another attempt cannot help. */
  readonly final?: boolean;
  /** How long the server wants it to wait at least, in milliseconds. Default: as the back-off says. */
  readonly waitMs?: number | undefined;
  /** Whether the server has drawn `waitMs` for this client, so that the back-off adds nothing. */
  readonly exact?: true;
}

// These functions are the whole table of what stops a client, apart from the program itself.

/** The wire closed, or could not be opened. @param welcomed whether the server has welcomed this client before, so the address is right */
export function afterWire({ text, ...more }: WireCause, welcomed: boolean): Course {
  const final = !welcomed && FINAL_STATUSES.includes(more.status);
  return { reason: reasonOf(final ? 'CLIENT_REFUSED' : 'CLIENT_CONNECTION_LOST', text, more), final };
}

/** The server did not answer in time. */
export function afterSilence(): Course {
  return { reason: reasonOf('CLIENT_CONNECTION_LOST', 'The server does not answer.') };
}

/** The login was refused. @param outrun whether quicker clients took each nick that the server suggested */
export function afterLogin({ code, text, retry, details: given }: ErrorFrame, outrun: boolean): Course {
  const details = isObject(given) ? given : {};
  const final = retry !== true && !outrun && !TORN.test(code);
  return { reason: { code, text, details }, final, waitMs: Number(details.retryMs) || 0 };
}

/** The server said goodbye. */
export function afterBye({ code, text, reconnectMs: waitMs }: ByeEvent): Course {
  return { reason: { code, text, details: {} }, final: waitMs === undefined, waitMs, exact: true };
}

function reasonOf(
  code: 'CLIENT_CONNECTION_LOST' | 'CLIENT_REFUSED',
  cause: string | undefined,
  more: object = {},
): StateReason {
  const { message: text } = clientError(code, {}, cause);
  return { code, text, details: { ...(cause && { cause }), ...more } };
}
