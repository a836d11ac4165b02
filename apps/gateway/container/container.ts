import { Container } from 'inversify';
import type { PackageInfo } from '../about.js';
import type { GatewayOverrides } from '../overrides.js';
import type { GatewaySettings } from '../settings/settings.js';
import { consoleModule } from './desk.js';
import { fileModule } from './files.js';
import { heritageModule } from './heritage.js';
import { historyModule } from './history.js';
import { hubModule } from './hub.js';
import { metricsModule } from './metrics.js';
import { operatorModule } from './operators.js';
import { orderModule } from './order.js';
import { pluginModule } from './plugins.js';
import { profanityModule } from './profanity.js';
import { systemModule } from './system.js';
import {
  ABOUT,
  BROKER,
  CLOCK,
  LOGGER,
  PLUGIN_ENTRY,
  RANDOM,
  SETTINGS,
  type Token,
  TRANSPORT,
  WEB_ADDRESS,
} from './tokens.js';
import { httpModule } from './wires.js';

const EMBEDDED_REASON = 'The program around the gateway has brought it along.';

/** Everything, wired together; nothing is made before it is asked for, and each once. */
export function composeContainer(settings: GatewaySettings, overrides: GatewayOverrides): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(SETTINGS).toConstantValue(settings);
  container.bind(WEB_ADDRESS).toConstantValue({ url: undefined });
  container.load(systemModule, hubModule, httpModule, pluginModule);
  // In the order of loading: whoever sends too much is stopped before anybody looks at what it is.
  container.load(metricsModule(settings.metrics), operatorModule, orderModule(settings), profanityModule(settings));
  container.load(historyModule, fileModule(settings), heritageModule, consoleModule);
  for (const plugin of overrides.plugins ?? []) {
    container.bind(PLUGIN_ENTRY).toConstantValue({ name: plugin.name, create: () => plugin, fixed: EMBEDDED_REASON });
  }
  for (const transport of overrides.transports ?? []) container.bind(TRANSPORT).toConstantValue(transport);
  replace(container, BROKER, overrides.broker);
  replace(container, LOGGER, overrides.logger);
  replace(container, CLOCK, overrides.clock);
  replace(container, RANDOM, overrides.random);
  const { pageFolder } = overrides;
  if (pageFolder !== undefined) replace<PackageInfo>(container, ABOUT, { ...container.get(ABOUT), pageFolder });
  return container;
}

function replace<T>(container: Container, token: Token<T>, value: T | undefined): void {
  if (value !== undefined) container.rebind(token).toConstantValue(value);
}
