import { ContainerModule } from 'inversify';
import { systemTokenHash } from '../../../adapters/system/index.js';
import type { Random } from '../../../core/index.js';
import {
  type Broker,
  type Clock,
  createHub,
  type Dialect,
  type Hub,
  type Logger,
  limitTable,
} from '../../../core/index.js';
import type { About } from '../about.js';
import type { ConnectionShares } from '../open-files.js';
import type { Switchboard } from '../operator/plugins/index.js';
import type { GatewaySettings } from '../settings/settings.js';
import { brokerFor } from './broker.js';
import { ABOUT, BROKER, CLOCK, DIALECT, HUB, LOGGER, RANDOM, SETTINGS, SHARES, SWITCHBOARD } from './tokens.js';

/** Under which name the hub speaks. */
export const HUB_NAME = 'partyline';

/** The hub, and the log of its rooms. */
export const hubModule = new ContainerModule(({ bind }) => {
  bind(BROKER).toResolvedValue(brokerFor, [SETTINGS, RANDOM]);
  bind(HUB).toResolvedValue(stockHub, [ABOUT, SETTINGS, SHARES, BROKER, DIALECT, CLOCK, RANDOM, LOGGER, SWITCHBOARD]);
});

function stockHub(
  { version }: About,
  { limits, drainMs }: GatewaySettings,
  shares: ConnectionShares,
  broker: Broker,
  dialect: Dialect,
  clock: Clock,
  random: Random,
  logger: Logger,
  plugins: Switchboard,
): Hub {
  const server = { name: HUB_NAME, version };
  // Unless it is set: a polite refusal before the descriptors are used up.
  const sessions = Math.min(limitTable.sessions.default, shares.sessions);
  return createHub({
    server,
    limits: { sessions, ...limits, drainMs },
    broker,
    dialect,
    clock,
    random,
    digest: systemTokenHash,
    logger,
    plugins: plugins.first(),
  });
}
