import type { ClientState, StateReason } from '../../../../client/index.js';
import type { Fault } from './fault.js';

/** Why there is no connection. */
export interface ConnectionFault extends Fault {
  /** Details from the platform or the server, in English. */
  readonly cause?: string;
}

/** State of the connection as the page shows it. */
export type ConnectionState =
  /** Not connected, and not asked to be. */
  | { readonly name: 'off' }
  /** Opening the connection, or waiting for the server's welcome. */
  | { readonly name: 'connecting' }
  /** The server refused the nick. `suggestion` is a free one. */
  | { readonly name: 'naming'; readonly nick: string; readonly fault: Fault; readonly suggestion?: string }
  /** Logged in. */
  | { readonly name: 'online' }
  /** The connection failed or was lost; the next attempt is at `until`, by the chat's monotonic clock. */
  | { readonly name: 'waiting'; readonly until: number; readonly reason: ConnectionFault }
  /** The server refused the connection; only the user can try again. */
  | { readonly name: 'refused'; readonly reason: ConnectionFault };

const NICK_REFUSALS: ReadonlySet<string> = new Set(['CHAT_NICK_TAKEN', 'CHAT_NAME_INVALID', 'MODERATION_NICK']);

/** Keeps the platform's details of a connection failure. */
function toConnectionFault({ code, text, details }: StateReason): ConnectionFault {
  const { cause } = details;
  return code.startsWith('CLIENT_') && typeof cause === 'string' ? { code, text, cause } : { code, text };
}

type StateReader = (reason: StateReason | undefined, nick: string, now: number) => ConnectionState;

const states: Readonly<Record<ClientState, StateReader>> = {
  idle: () => ({ name: 'off' }),
  connecting: () => ({ name: 'connecting' }),
  online: () => ({ name: 'online' }),
  waiting: (reason, _nick, now) => ({
    name: 'waiting',
    until: reason?.until ?? now,
    reason: reason === undefined ? { code: 'CLIENT_CONNECTION_LOST', text: '' } : toConnectionFault(reason),
  }),
  stopped(reason, nick) {
    if (reason === undefined) return { name: 'off' };
    if (!NICK_REFUSALS.has(reason.code)) return { name: 'refused', reason: toConnectionFault(reason) };
    const { suggestion } = reason.details;
    const free = typeof suggestion === 'string' ? { suggestion } : {};
    return { name: 'naming', nick, fault: toConnectionFault(reason), ...free };
  },
};

/**
 * Converts the client's state.
 *
 * @param nick the requested nick
 * @param now  the time by the chat's monotonic clock
 */
export function toConnectionState(
  state: ClientState,
  reason: StateReason | undefined,
  nick: string,
  now: number,
): ConnectionState {
  return states[state](reason, nick, now);
}
