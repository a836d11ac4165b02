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
  /** Whether a nick that is taken at the first login gives way to the one that the server suggests. Default true. */
  readonly nickFallback?: boolean;
  /** What the program calls itself, `name/version`, at most 100 characters. Absent: nothing. */
  readonly client?: string;
  /** What the server's login plugin wants as proof; asked anew for every attempt. Absent, or `undefined`: nothing. */
  readonly credentials?: () => Readonly<Record<string, unknown>> | undefined;
  /** How many commands may wait for an answer or a connection. Default 1 000. */
  readonly pending?: number;
  /** How long an attempt may take until the welcome, in milliseconds. Default 10 000. */
  readonly connectMs?: number;
}
