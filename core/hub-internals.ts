import type { Limits } from './limits.js';
import type { Events } from './plugin/events.js';
import type { GateRunner } from './plugin/gate-runner.js';
import type { Clock } from './ports/clock.js';
import type { Random } from './ports/random.js';
import type { BroadcastEphemeral } from './room/ephemeral.js';
import type { Membership } from './room/membership.js';
import type { MessageSender } from './room/message-sender.js';
import type { RoomRegistry } from './room/room-registry.js';
import type { Resumption } from './session/resumption.js';
import type { SessionRegistry } from './session/session-registry.js';

/** The parts of a running hub, as its own commands see them. */
export interface HubInternals {
  readonly server: ServerInfo;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly random: Random;
  readonly gates: GateRunner;
  readonly events: Events;
  readonly registry: SessionRegistry;
  readonly directory: RoomRegistry;
  readonly membership: Membership;
  readonly resumption: Resumption;
  readonly speak: MessageSender;
  readonly signal: BroadcastEphemeral;
}

/** What a server says it is. */
export interface ServerInfo {
  /** Shown to clients in `welcome`; also the nick of the server's own voice. */
  readonly name: string;
  /** Shown to clients in `welcome`: `1.2.3`. */
  readonly version: string;
}
