import { ContainerModule } from 'inversify';
import { auditBook } from '../operator/audit/index.js';
import { createChaos } from '../operator/chaos/index.js';
import { operatorDesk } from '../operator/desk.js';
import { listenerBook } from '../operator/listeners/index.js';
import type { Slot } from '../operator/plugins/index.js';
import { OPERATOR, systemLag, watch } from '../operator/watch/index.js';
import { HUB_NAME } from './hub.js';
import {
  ABOUT,
  AUDIT,
  CHAOS,
  CLOCK,
  CONTROLS,
  FILES,
  HUB,
  LISTENERS,
  LOGGER,
  MODERATION,
  OPERATOR_DESK,
  OPERATORS,
  SETTINGS,
  SLOT,
  SWITCHBOARD,
  WATCH,
} from './tokens.js';

/** What operators see and do: what watches for them, and where they ask. */
export const deskModule = new ContainerModule(({ bind }) => {
  bind(AUDIT).toResolvedValue(auditBook, []);
  bind(CONTROLS).toConstantValue({ drain() {} });
  bind(CHAOS).toResolvedValue(({ chaos }, clock) => (chaos ? createChaos(clock) : undefined), [SETTINGS, CLOCK]);
  bind(LISTENERS).toResolvedValue((chaos) => listenerBook(chaos?.wrap), [CHAOS]);
  bind(WATCH).toResolvedValue(
    (audit) => watch({ audit, lag: systemLag(), memoryBytes: () => process.memoryUsage.rss() }),
    [AUDIT],
  );
  bind(SLOT).toResolvedValue(
    (watching): Slot => ({ name: OPERATOR, make: () => watching, fixed: 'The console stands on it.' }),
    [WATCH],
  );
  bind(OPERATOR_DESK).toResolvedValue(
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
      operatorDesk({
        hub,
        server: { name: HUB_NAME, version: about.version },
        settings,
        operators,
        watch: watching,
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
      WATCH,
      AUDIT,
      LISTENERS,
      SWITCHBOARD,
      FILES,
      MODERATION,
      CHAOS,
      CONTROLS,
      CLOCK,
      LOGGER,
    ],
  );
});
