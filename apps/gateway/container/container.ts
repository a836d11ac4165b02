import { Container, ContainerModule } from 'inversify';
import { systemClock, systemRandom, systemTokenHash } from '../../../adapters/system/index.js';
import {
  type Broker,
  type Clock,
  createHub,
  type Dialect,
  type Hub,
  type Logger,
  limitTable,
  type Random,
} from '../../../core/index.js';
import { openLog } from '../../../plugins/logging/index.js';
import type { ConnectionBudget } from '../open-files.js';
import { createAuditLog } from '../operator/audit-log.js';
import { createChaos } from '../operator/chaos.js';
import { createListenerRegistry } from '../operator/listener-registry.js';
import type { PluginEntry, PluginManager } from '../operator/plugin-manager.js';
import { createOperatorRoutes } from '../operator/routes.js';
import { createLagMeter, createTelemetry, OPERATOR } from '../operator/telemetry.js';
import { type PackageInfo, readPackageInfo } from '../package-info.js';
import { dedicatedHeritageKinds, type GatewaySettings, heritageOptions } from '../settings/settings.js';
import { httpModule } from './http.js';
import {
  fileModule,
  heritageModule,
  historyModule,
  metricsModule,
  operatorModule,
  orderModule,
  pluginModule,
  profanityModule,
} from './stock-plugins.js';
import { createBroker } from './storage.js';
import {
  ABOUT,
  AUDIT_LOG,
  BROKER,
  CHAOS,
  CLOCK,
  CONNECTION_BUDGET,
  CONTROLS,
  DIALECT,
  FILES,
  type GatewayOverrides,
  HERITAGE_LISTENERS,
  HUB,
  HUB_NAME,
  LISTENER_REGISTRY,
  LOGGER,
  MODERATION,
  OPERATOR_ROUTES,
  OPERATORS,
  PLUGIN_ENTRY,
  PLUGIN_MANAGER,
  RANDOM,
  SETTINGS,
  TELEMETRY,
  type Token,
  TRANSPORT,
  WEB_ADDRESS,
} from './tokens.js';

const EMBEDDED_REASON = 'The embedding program supplies this plugin.';

/** Composes the gateway. Every part is created on first use, once. */
export function composeContainer(settings: GatewaySettings, overrides: GatewayOverrides): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(SETTINGS).toConstantValue(settings);
  container.bind(WEB_ADDRESS).toConstantValue({ url: undefined });
  container.load(systemModule, hubModule, httpModule, pluginModule);
  // Load order is the run order of the plugins: flood control comes before the filters.
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

/** The hub and its broker. */
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
  // Unless set: refuse sessions before the file descriptors run out.
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
    plugins: plugins.createAll(),
  });
}

const looks = { auto: 'auto', json: false, pretty: true } as const;

/** Services of the process: clock, randomness, logger, package files. */
export const systemModule = new ContainerModule(({ bind }) => {
  bind(ABOUT).toResolvedValue(readPackageInfo, []);
  bind(CLOCK).toConstantValue(systemClock);
  bind(RANDOM).toConstantValue(systemRandom);
  bind(LOGGER).toResolvedValue(
    ({ logLevel, logFormat }) => openLog({ level: logLevel, destination: 'stderr', pretty: looks[logFormat] }),
    [SETTINGS],
  );
});

/** Telemetry, audit log and HTTP API of the operators. */
export const consoleModule = new ContainerModule(({ bind }) => {
  bind(AUDIT_LOG).toResolvedValue(createAuditLog, []);
  bind(CONTROLS).toConstantValue({ drain() {} });
  bind(CHAOS).toResolvedValue(({ chaos }, clock) => (chaos ? createChaos(clock) : undefined), [SETTINGS, CLOCK]);
  bind(LISTENER_REGISTRY).toResolvedValue((chaos) => createListenerRegistry(chaos?.wrap), [CHAOS]);
  bind(TELEMETRY).toResolvedValue(
    (audit) => createTelemetry({ audit, lag: createLagMeter(), memoryBytes: () => process.memoryUsage.rss() }),
    [AUDIT_LOG],
  );
  bind(PLUGIN_ENTRY).toResolvedValue(
    (watching): PluginEntry => ({ name: OPERATOR, create: () => watching, fixed: 'The console depends on it.' }),
    [TELEMETRY],
  );
  bind(OPERATOR_ROUTES).toResolvedValue(
    (
      hub,
      about,
      settings,
      operators,
      watching,
      audit,
      listeners,
      plugins,
      files,
      moderation,
      chaos,
      controls,
      clock,
      logger,
    ) =>
      createOperatorRoutes({
        hub,
        server: { name: HUB_NAME, version: about.version },
        settings,
        operators,
        telemetryPlugin: watching,
        audit,
        listeners,
        plugins,
        files,
        moderation,
        chaos,
        drain: () => controls.drain(),
        clock,
        logger,
      }),
    [
      HUB,
      ABOUT,
      SETTINGS,
      OPERATORS,
      TELEMETRY,
      AUDIT_LOG,
      LISTENER_REGISTRY,
      PLUGIN_MANAGER,
      FILES,
      MODERATION,
      CHAOS,
      CONTROLS,
      CLOCK,
      LOGGER,
    ],
  );
});

/** Registers all listeners, in the order in which they open. */
export function registerListeners(container: Container, settings: GatewaySettings): void {
  const book = container.get(LISTENER_REGISTRY);
  const dialect = container.get(DIALECT);
  for (const transport of container.getAll(TRANSPORT)) book.add(transport.name, transport, dialect);
  const names = dedicatedHeritageKinds(settings);
  container.get(HERITAGE_LISTENERS).forEach((listener, at) => {
    const name = names[at];
    const port = name === undefined ? 0 : heritageOptions(name, settings).port;
    book.add(`heritage ${port === 0 ? (name ?? at) : port}`, listener.transport, listener.dialect);
  });
}
