import type { CredentialsProvider } from './credentials.js';
import type { ClientClock, ClientRandom, OpenWire } from './ports.js';

/** What a client is made of. */
export interface ClientOptions {
  /** Opens a wire; called for every attempt to connect. */
  readonly open: OpenWire;
  /** Its time. Default: that of the machine, which keeps a process alive until the client is stopped. */
  readonly clock?: ClientClock;
  /** Its chance: keys of messages, waiting times. Default: the platform's `crypto`. */
  readonly random?: ClientRandom;
  /** What the user wants to be called. Absent: the server gives a name. */
  readonly nick?: string;
  /**
   * The `Client.token` of an earlier client, of which this one takes over the session: 22–128 characters of
   * `[A-Za-z0-9_-]`. The rooms that the session is in are in `Client.rooms` then, each caught up from where it came in. A
   * client that still has the session is sent away, so two tabs need two tokens. Absent: a new session, of which the client
   * draws the token.
   */
  readonly token?: string;
  /** Whether a nick that is taken at the first login gives way to the one that the server suggests. Default true. */
  readonly nickFallback?: boolean;
  /** What the program calls itself, `name/version`, at most 100 characters. Absent: nothing. */
  readonly client?: string;
  /**
   * What the server's login plugin wants as proof, now or later; asked anew for every attempt, whose `connectMs` run on
   * meanwhile. Absent, or `undefined`: nothing. When it throws or rejects, the attempt has failed with `CLIENT_CREDENTIALS`
   * (`details.cause` is the error's text), and another one follows. A {@link ClientError} is the reason itself, and with
   * `retry` false it stops the client:
   * `throw new ClientError('AUTH_EXPIRED', 'Please log in again.', false)`.
   */
  readonly credentials?: CredentialsProvider;
  /** How many commands may wait for an answer or a connection. Default 1 000. */
  readonly pending?: number;
  /** How long an attempt may take until the welcome, in milliseconds. Default 10 000. */
  readonly connectMs?: number;
}
