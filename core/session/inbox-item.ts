import type { Dialect } from '../ports/dialect.js';
import type { CloseCause, CloseReason, Frame, FrameFault } from '../ports/transport.js';

/** Asks a link to close once what has come before is done. */
export interface Departure {
  readonly leave: CloseReason;
}

/** Asks a link to catch its session's rooms up. */
export interface Lag {
  readonly behind: true;
}

/** What comes on a link, in order: the dialect first, the end of the connection last. */
export type InboxItem = Dialect | Frame | FrameFault | Departure | Lag | CloseCause;
