import { clientError } from '../error.js';
import type { StateReason } from '../events.js';
import type { WireCause } from '../ports.js';
import { type ErrorFrame, isObject } from './frame.js';

/**
 * HTTP statuses with which a server refuses a WebSocket for good: the origin is not allowed, the path is wrong, credentials are
 * missing, or no WebSockets are spoken there. All others pass: 408, 425, 429, 5xx, and the redirections and pages of captive
 * portals and proxies.
 */
const FINAL_STATUSES: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 410, 426]);

/**
 * Codes with which a login may be refused without `retry`, and that pass all the same: a `hello` that came in pieces, or
 * for which a slow network took the place of another frame.
 */
const TORN: ReadonlySet<string> = new Set([
  'CHAT_BAD_ENCODING',
  'CHAT_BAD_FRAME',
  'CHAT_FRAME_TOO_LARGE',
  'CHAT_LOGGED_IN',
  'CHAT_LOGIN_REQUIRED',
]);

/** How a connection ended, or an attempt at one. */
export type Ending =
  /** The wire closed, or could not be opened. `welcomed`: the server has welcomed this client before, so the address is right. */
  | { readonly by: 'wire'; readonly cause: WireCause; readonly welcomed: boolean }
  /** The server did not answer in time. */
  | { readonly by: 'silence'; readonly text: string }
  /** The login was refused. `outrun`: each nick that the server suggested was taken by a quicker client. */
  | { readonly by: 'login'; readonly refused: ErrorFrame; readonly outrun: boolean }
  /** The server said goodbye. */
  | { readonly by: 'bye'; readonly code: string; readonly text: string; readonly reconnectMs?: number | undefined }
  /** There are no credentials. */
  | { readonly by: 'credentials'; readonly reason: StateReason; readonly retry: boolean };

/** What the client does then. */
export interface Course {
  readonly reason: StateReason;
  /** Whether it stays away: another attempt cannot help. */
  readonly final: boolean;
  /** How long the server wants it to wait at least, in milliseconds; `undefined`: as the back-off says. */
  readonly waitMs?: number | undefined;
  /** Whether `waitMs` is a time of the client's own, which the server has drawn for it. */
  readonly exact?: true;
}

/** Decides whether a client tries again. This is the whole table of what stops one, apart from the program itself. */
export function courseAfter(ending: Ending): Course {
  switch (ending.by) {
    case 'wire': {
      const { cause, welcomed } = ending;
      const final = !welcomed && cause.status !== undefined && FINAL_STATUSES.has(cause.status);
      const { text, ...more } = cause;
      return { reason: reasonOf(final ? 'CLIENT_REFUSED' : 'CLIENT_CONNECTION_LOST', text, more), final };
    }
    case 'silence':
      return { reason: reasonOf('CLIENT_CONNECTION_LOST', ending.text), final: false };
    case 'login': {
      const { code, text, retry, details: given } = ending.refused;
      const details = isObject(given) ? given : {};
      const { retryMs } = details;
      const final = retry !== true && !TORN.has(code) && !ending.outrun;
      return { reason: { code, text, details }, final, waitMs: typeof retryMs === 'number' ? retryMs : undefined };
    }
    case 'bye': {
      const { code, text, reconnectMs } = ending;
      return {
        reason: { code, text, details: {} },
        final: reconnectMs === undefined,
        waitMs: reconnectMs,
        exact: true,
      };
    }
    case 'credentials':
      return { reason: ending.reason, final: !ending.retry };
  }
}

function reasonOf(
  code: 'CLIENT_CONNECTION_LOST' | 'CLIENT_REFUSED',
  because: string | undefined,
  more: object = {},
): StateReason {
  const { message: text } = clientError(code, {}, because);
  return { code, text, details: because === undefined ? { ...more } : { cause: because, ...more } };
}
