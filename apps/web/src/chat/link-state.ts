import type { ClientState, StateReason } from '../../../../client/index.js';
import type { SendFault } from './fault.js';

/** Why there is no connection. */
export interface LinkReason extends SendFault {
  /** What the platform or the server tells of it, in English. */
  readonly cause?: string;
}

/** How the connection is. */
export type LinkState =
  /** Not asked to connect, or asked to leave. */
  | { readonly name: 'off' }
  /** The wire is being opened, or the server has not answered yet. */
  | { readonly name: 'connecting' }
  /** The server does not take the nick: another is wanted. `suggestion` is one that is free. */
  | { readonly name: 'naming'; readonly nick: string; readonly fault: SendFault; readonly suggestion?: string }
  /** Logged in. */
  | { readonly name: 'online' }
  /** The connection was lost or could not be made; the next attempt is at `until` (milliseconds since the epoch). */
  | { readonly name: 'waiting'; readonly until: number; readonly reason: LinkReason }
  /** The server does not want us back; only the person can try again. */
  | { readonly name: 'refused'; readonly reason: LinkReason };

const NAMING: ReadonlySet<string> = new Set(['CHAT_NICK_TAKEN', 'CHAT_NAME_INVALID', 'MODERATION_NICK']);

/** What the platform tells of a connection goes behind the text. */
function reasonOf({ code, text, details }: StateReason): LinkReason {
  const { cause } = details;
  return code.startsWith('CLIENT_') && typeof cause === 'string' ? { code, text, cause } : { code, text };
}

type Read = (reason: StateReason | undefined, nick: string, now: number) => LinkState;

const states: Readonly<Record<ClientState, Read>> = {
  idle: () => ({ name: 'off' }),
  connecting: () => ({ name: 'connecting' }),
  online: () => ({ name: 'online' }),
  waiting: (reason, _nick, now) => ({
    name: 'waiting',
    until: reason?.until ?? now,
    reason: reason === undefined ? { code: 'CLIENT_CONNECTION_LOST', text: '' } : reasonOf(reason),
  }),
  stopped(reason, nick) {
    if (reason === undefined) return { name: 'off' };
    if (!NAMING.has(reason.code)) return { name: 'refused', reason: reasonOf(reason) };
    const { suggestion } = reason.details;
    const free = typeof suggestion === 'string' ? { suggestion } : {};
    return { name: 'naming', nick, fault: reasonOf(reason), ...free };
  },
};

/**
 * The client's state, as the page shows it.
 *
 * @param nick the one that was asked for
 */
export function linkStateOf(state: ClientState, reason: StateReason | undefined, nick: string, now: number): LinkState {
  return states[state](reason, nick, now);
}
