import type { ServerAddress } from './address.js';

/** How a chat begins. */
export interface ChatOptions {
  readonly address: ServerAddress;
  /** What the user wants to be called. Absent: the server gives a name. */
  readonly nick?: string | undefined;
  /** The rooms to go into; the first is shown. */
  readonly rooms: readonly string[];
  /** Lines in, lines out, also on a terminal. */
  readonly plain: boolean;
  /** The program's own, for the server. */
  readonly version: string;
}
