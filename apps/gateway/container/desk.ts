import { ContainerModule } from 'inversify';
import { createAuditLog } from '../operator/audit/index.js';
import { createChaos } from '../operator/chaos/index.js';
import { createOperatorRoutes } from '../operator/desk.js';
import { createListenerRegistry } from '../operator/listeners/index.js';
import type { PluginEntry } from '../operator/plugins/index.js';
import { createLagMeter, createTelemetry, OPERATOR } from '../operator/watch/index.js';
import { HUB_NAME } from './hub.js';
import {
  ABOUT,
  AUDIT_LOG,
  CHAOS,
  CLOCK,
  CONTROLS,
  FILES,
  HUB,
  LISTENER_REGISTRY,
  LOGGER,
  MODERATION,
  OPERATOR_ROUTES,
  OPERATORS,
  PLUGIN_ENTRY,
  PLUGIN_MANAGER,
  SETTINGS,
  TELEMETRY,
} from './tokens.js';

/** What operators see and do: what watches for them, and where they ask. */
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
    (watching): PluginEntry => ({ name: OPERATOR, create: () => watching, fixed: 'The console stands on it.' }),
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
