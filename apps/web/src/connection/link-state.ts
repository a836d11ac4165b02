import type { Fault } from './fault.js';

/** Why there is no connection. */
export interface Reason {
  /** A code of the server's or a `PageCode`. */
  readonly code: string;
  /** What the server said; `''` when it said nothing. */
  readonly text: string;
}

/** How the connection is. */
export type LinkState =
  /** Not asked to connect, or asked to leave. */
  | { readonly name: 'off' }
  /** The socket is being opened, or the server has not answered the `hello` yet. */
  | { readonly name: 'connecting' }
  /** The server does not take the nick: another is wanted. */
  | { readonly name: 'naming'; readonly nick: string; readonly fault: Fault }
  /** Logged in. */
  | { readonly name: 'online' }
  /** The connection was lost or could not be made; the next attempt is at `until` (milliseconds since the epoch). */
  | { readonly name: 'waiting'; readonly until: number; readonly reason: Reason }
  /** The server does not want us back; only the person can try again. */
  | { readonly name: 'refused'; readonly reason: Reason };
