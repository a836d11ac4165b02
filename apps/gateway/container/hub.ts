import { ContainerModule } from 'inversify';
import { systemDigest } from '../../../adapters/system/index.js';
import type { Random } from '../../../core/index.js';
import { type Broker, type Clock, createHub, type Dialect, type Hub, type Logger } from '../../../core/index.js';
import type { About } from '../about.js';
import type { Switchboard } from '../operator/plugins/index.js';
import type { GatewaySettings } from '../settings/settings.js';
import { brokerFor } from './broker.js';
import { ABOUT, BROKER, CLOCK, DIALECT, HUB, LOGGER, RANDOM, SETTINGS, SWITCHBOARD } from './tokens.js';

/** Under which name the hub speaks. */
export const HUB_NAME = 'partyline';

/** The hub, and the log of its rooms. */
export const hubModule = new ContainerModule(({ bind }) => {
  bind(BROKER).toResolvedValue(brokerFor, [SETTINGS, RANDOM]);
  bind(HUB).toResolvedValue(stockHub, [ABOUT, SETTINGS, BROKER, DIALECT, CLOCK, RANDOM, LOGGER, SWITCHBOARD]);
});

function stockHub(
  { version }: About,
  { limits, drainMs }: GatewaySettings,
  broker: Broker,
  dialect: Dialect,
  clock: Clock,
  random: Random,
  logger: Logger,
  plugins: Switchboard,
): Hub {
  const server = { name: HUB_NAME, version };
  return createHub({
    server,
    limits: { ...limits, drainMs },
    broker,
    dialect,
    clock,
    random,
    digest: systemDigest,
    logger,
    plugins: plugins.first(),
  });
}
