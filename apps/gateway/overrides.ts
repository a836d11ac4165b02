import type { Broker, Clock, Logger, Plugin, Random, Transport } from '../../core/index.js';

/** Parts to use instead of the stock ones. */
export interface GatewayOverrides {
  /** Plugins after the stock ones, in run order. */
  readonly plugins?: readonly Plugin[];
  /** Wires besides TCP and WebSocket. */
  readonly transports?: readonly Transport[];
  /** Keeps the rooms' logs. Default: in memory. */
  readonly broker?: Broker;
  /** Takes the log. Default: standard error, in the setting `logFormat`. */
  readonly logger?: Logger;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** Default: the system's randomness. */
  readonly random?: Random;
  /** The folder of the web page. Default: the built one of this package. */
  readonly pageFolder?: string;
}
