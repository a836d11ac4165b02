import type { ClientState, StateReason } from '../../../../client/index.js';
import type { SendFault } from './fault.js';

/** Why there is no connection. */
export interface ConnectionFault extends SendFault {
  /** What the platform or the server tells of it, in English. */
  readonly cause?: string;
}

/** How the connection is. */
export type ConnectionState =
  /** Not asked to connect, or asked to leave. */
  | { readonly name: 'off' }
  /** The wire is being opened, or the server has not answered yet. */
  | { readonly name: 'connecting' }
  /** The server does not take the nick: another is wanted. `suggestion` is one that is free. */
  | { readonly name: 'naming'; readonly nick: string; readonly fault: SendFault; readonly suggestion?: string }
  /** Logged in. */
  | { readonly name: 'online' }
  /** The connection was lost or could not be made; the next attempt is at `until` (milliseconds since the epoch). */
  | { readonly name: 'waiting'; readonly until: number; readonly reason: ConnectionFault }
  /** The server does not want us back; only the person can try again. */
  | { readonly name: 'refused'; readonly reason: ConnectionFault };

const NICK_REFUSALS: ReadonlySet<string> = new Set(['CHAT_NICK_TAKEN', 'CHAT_NAME_INVALID', 'MODERATION_NICK']);

/** What the platform tells of a connection goes behind the text. */
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
 * The client's state, as the page shows it.
 *
 * @param nick the one that was asked for
 */
export function toConnectionState(
  state: ClientState,
  reason: StateReason | undefined,
  nick: string,
  now: number,
): ConnectionState {
  return states[state](reason, nick, now);
}
