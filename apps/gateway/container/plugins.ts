import { ContainerModule } from 'inversify';
import { logging } from '../../../plugins/logging/index.js';
import { LOGGER, PLUGIN, SETTINGS } from './tokens.js';

/** The stock plugins. The order of the bindings is the run order. */
export const pluginModule = new ContainerModule(({ bind }) => {
  bind(PLUGIN).toResolvedValue(
    // The hub has the same logger and tells of failures by itself.
    (logger, { logTexts }) => logging({ logger, redact: !logTexts, failures: false }),
    [LOGGER, SETTINGS],
  );
});
