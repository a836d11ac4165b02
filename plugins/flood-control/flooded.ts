import type { Session } from '../../core/index.js';
import type { Kind } from './account.js';

/** Somebody sent too much. */
export interface FloodedInfo {
  /** Who. */
  readonly session: Session;
  /** Of what; `connections` where somebody who was closed, or a neighbour of theirs, came back too soon. */
  readonly what: Kind | 'connections';
  /** Whose bucket was empty: the session's own, or that of all sessions of its address. */
  readonly by: 'session' | 'address';
  /** `slowed`: it had to wait. `refused`: it was told to wait. `closed`: it was sent away. `barred`: it was not let in. */
  readonly did: 'slowed' | 'refused' | 'closed' | 'barred';
  /** How long it waited, or was told to wait, in milliseconds; 0 for `closed`. */
  readonly ms: number;
}

declare module '../../core/index.js' {
  interface ChatEvents {
    /** Flood control has done something about somebody. */
    flooded(info: FloodedInfo): void;
  }
}
