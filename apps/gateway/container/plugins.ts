import { ContainerModule } from 'inversify';
import { logging } from '../../../plugins/logging/index.js';
import { createPluginManager, type PluginEntry } from '../operator/plugins/index.js';
import { LOGGER, PLUGIN_ENTRY, PLUGIN_MANAGER, SETTINGS } from './tokens.js';

/** The stock plugins. The order of the bindings is the run order. */
export const pluginModule = new ContainerModule(({ bind }) => {
  bind(PLUGIN_MANAGER).toResolvedValue(
    (slots: PluginEntry[]) => createPluginManager(slots),
    [{ serviceIdentifier: PLUGIN_ENTRY, isMultiple: true }],
  );
  bind(PLUGIN_ENTRY).toResolvedValue(
    (logger, { logTexts }): PluginEntry => ({
      name: 'logging',
      // The hub has the same logger and tells of failures by itself.
      create: () => logging({ logger, redact: !logTexts, failures: false }),
    }),
    [LOGGER, SETTINGS],
  );
});
