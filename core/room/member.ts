import type { Encoder } from '../ports/dialect.js';
import type { Frame } from '../ports/transport.js';
import type { User } from '../session/session.js';
import type { Batch, Broadcast } from './broadcast.js';

/** What a room needs of a session. */
export interface Receiver {
  readonly id: string;
  readonly user: User | undefined;
  readonly wire: string;
  readonly encoder: Encoder;
  readonly echo: boolean;
  /** Whether it has a connection at this moment. */
  readonly connected: boolean;
  /** Whether it has not taken what was written to it before. */
  readonly congested: boolean;
  /** Queues what the room has for it, to go out with this turn. */
  deliver(part: Frame | Batch): void;
  /** While it is congested: keeps or drops what need not arrive, as its delivery says. */
  coalesce(broadcast: Broadcast, frame: Frame): void;
}

/** A session's place in a room. */
export interface Member {
  readonly receiver: Receiver;
  readonly user: User;
  /** The last offset before it came in. */
  readonly joinedAt: number;
  /** How many of the turn's broadcasts it has already, or must not have because it came later. */
  cursor: number;
  /** Whether the turn has brought something that all get but this one. */
  excludedThisTick: boolean;
  /** Whether it gets what happens; not while its connection is lost, nor while it is being caught up. */
  live: boolean;
  /** Whether the session had a connection when the room last looked. */
  connected: boolean;
  /** While it is not live: the last offset that it was handed when it was. */
  lastOffset: number;
}
