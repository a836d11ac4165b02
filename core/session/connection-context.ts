import type { CommandTable } from '../command/table.js';
import type { Limits } from '../limits.js';
import type { Refusal } from '../message/refusal.js';
import type { GateRunner } from '../plugin/gate-runner.js';
import type { Broker } from '../ports/broker.js';
import type { Clock } from '../ports/clock.js';
import type { Broadcast } from '../room/broadcast.js';
import type { DropReason } from './coalescing-buffer.js';
import type { FlushScheduler } from './flush-scheduler.js';
import type { LiveSession } from './live-session.js';
import type { RecoveryListener } from './recovery.js';
import type { Session } from './session.js';

/** What every link of a hub shares. */
export interface ConnectionContext {
  /** The number of the next connection. */
  readonly nextSerial: () => number;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly scheduler: FlushScheduler;
  readonly gates: GateRunner;
  readonly commands: CommandTable;
  readonly broker: Broker;
  /** When a client that is sent away should come back, in milliseconds. */
  readonly reconnectMs: () => number;
  readonly refused: (session: Session, what: string, refusal: Refusal) => void;
  /** A large reply was queued. */
  readonly answered: (session: LiveSession, bytes: number) => void;
  /** A dialect threw, or the broker could not be read. */
  readonly failed: (part: string, error: unknown) => void;
  /** What a slow reader did not get. */
  readonly dropped: (session: LiveSession, broadcast: Broadcast, omission: DropReason) => void;
  /** A reader is too slow; what has not been taken since a time is given up. */
  readonly overflowed: (session: LiveSession, since: number) => void;
  /** A message reaches a session after all. */
  readonly recoveries: RecoveryListener;
}
