import type { Rendering } from '../ports/dialect.js';
import type { Frame } from '../ports/transport.js';
import type { User } from '../session/session.js';
import type { Batch } from './broadcast.js';

/** What a room needs of a session. */
export interface Receiver {
  readonly id: string;
  readonly user: User | undefined;
  readonly wire: string;
  readonly rendering: Rendering;
  readonly echo: boolean;
  /** Queues what the room has for it, to go out with this turn. */
  deliver(part: Frame | Batch): void;
}

/** A session's place in a room. */
export interface Member {
  readonly receiver: Receiver;
  readonly user: User;
  /** How many of the turn's broadcasts it has already, or must not have because it came later. */
  taken: number;
  /** Whether the turn has brought something that all get but this one. */
  apart: boolean;
}
