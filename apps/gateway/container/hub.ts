import { ContainerModule } from 'inversify';
import { systemDigest } from '../../../adapters/system/index.js';
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
import type { PackageInfo } from '../about.js';
import type { ConnectionBudget } from '../open-files.js';
import type { PluginManager } from '../operator/plugins/index.js';
import type { GatewaySettings } from '../settings/settings.js';
import { createBroker } from './broker.js';
import {
  ABOUT,
  BROKER,
  CLOCK,
  CONNECTION_BUDGET,
  DIALECT,
  HUB,
  LOGGER,
  PLUGIN_MANAGER,
  RANDOM,
  SETTINGS,
} from './tokens.js';

/** Under which name the hub speaks. */
export const HUB_NAME = 'partyline';

/** The hub, and the log of its rooms. */
export const hubModule = new ContainerModule(({ bind }) => {
  bind(BROKER).toResolvedValue(createBroker, [SETTINGS, RANDOM]);
  bind(HUB).toResolvedValue(createStockHub, [
    ABOUT,
    SETTINGS,
    CONNECTION_BUDGET,
    BROKER,
    DIALECT,
    CLOCK,
    RANDOM,
    LOGGER,
    PLUGIN_MANAGER,
  ]);
});

function createStockHub(
  { version }: PackageInfo,
  { limits, drainMs }: GatewaySettings,
  shares: ConnectionBudget,
  broker: Broker,
  dialect: Dialect,
  clock: Clock,
  random: Random,
  logger: Logger,
  plugins: PluginManager,
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
    digest: systemDigest,
    logger,
    plugins: plugins.createAll(),
  });
}
