import type { Limits } from './limits.js';
import type { Events } from './plugin/events.js';
import type { GateRunner } from './plugin/gate-runner.js';
import type { Clock } from './ports/clock.js';
import type { Random } from './ports/random.js';
import type { Directory } from './room/directory.js';
import type { Membership } from './room/membership.js';
import type { SendSignal } from './room/signal.js';
import type { Speak } from './room/speak.js';
import type { Registry } from './session/registry.js';
import type { Resumption } from './session/resumption.js';

/** The parts of a running hub, as its own commands see them. */
export interface Core {
  readonly server: ServerInfo;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly random: Random;
  readonly gates: GateRunner;
  readonly events: Events;
  readonly registry: Registry;
  readonly directory: Directory;
  readonly membership: Membership;
  readonly resumption: Resumption;
  readonly speak: Speak;
  readonly signal: SendSignal;
}

/** What a server says it is. */
export interface ServerInfo {
  /** Shown to clients in `welcome`; also the nick of the server's own voice. */
  readonly name: string;
  /** Shown to clients in `welcome`: `1.2.3`. */
  readonly version: string;
}
