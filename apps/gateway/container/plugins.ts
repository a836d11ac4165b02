import { ContainerModule } from 'inversify';
import { logging } from '../../../plugins/logging/index.js';
import { type Slot, switchboard } from '../operator/plugins/index.js';
import { LOGGER, SETTINGS, SLOT, SWITCHBOARD } from './tokens.js';

/** The stock plugins. The order of the bindings is the run order. */
export const pluginModule = new ContainerModule(({ bind }) => {
  bind(SWITCHBOARD).toResolvedValue(
    (slots: Slot[]) => switchboard(slots),
    [{ serviceIdentifier: SLOT, isMultiple: true }],
  );
  bind(SLOT).toResolvedValue(
    (logger, { logTexts }): Slot => ({
      name: 'logging',
      // The hub has the same logger and tells of failures by itself.
      make: () => logging({ logger, redact: !logTexts, failures: false }),
    }),
    [LOGGER, SETTINGS],
  );
});
