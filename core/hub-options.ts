import type { ServerInfo } from './hub-internals.js';
import type { Limits } from './limits.js';
import type { Plugin } from './plugin/plugin.js';
import type { Broker } from './ports/broker.js';
import type { Clock } from './ports/clock.js';
import type { Dialect } from './ports/dialect.js';
import type { Logger } from './ports/logger.js';
import type { Random } from './ports/random.js';
import type { TokenHash } from './ports/token-hash.js';

/** What a hub is made of. */
export interface HubOptions {
  /** In run order. */
  readonly plugins: readonly Plugin[];
  /** Keeps and numbers what is said in the rooms. */
  readonly broker: Broker;
  /** What is spoken on listeners that do not say. */
  readonly dialect: Dialect;
  /** Changes to the defaults of the table of limits. */
  readonly limits: Partial<Limits>;
  /** The time for messages, deadlines and turns. */
  readonly clock: Clock;
  /** Makes ids, guests' nicks and reconnect times. */
  readonly random: Random;
  /** Makes guests' ids from the tokens with which they come back. */
  readonly digest: TokenHash;
  /** Where failures go; plugins' lines carry their name. */
  readonly logger: Logger;
  /** What clients are told of the server. */
  readonly server: ServerInfo;
  /**
   * Nicks that no user may take, nor one that looks like them; the names of the server and of its plugins are always among
   * them. Default: the list `reservedNicks`.
   */
  readonly reservedNicks?: readonly string[];
}
