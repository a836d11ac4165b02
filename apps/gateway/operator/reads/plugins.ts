import type { OperatorQuery } from '../read.js';
import type { PluginsPage } from '../wire.js';

/** The plugins in run order, and how they do. */
export const plugins: OperatorQuery = ({ hub, telemetry: sight, plugins: switches }): PluginsPage => ({
  plugins: switches.list(hub.plugins).map(({ name, on, fixed, neededBy }) => {
    const { gates, refusals, failures, lastFailure } = sight.pluginStats(name);
    return {
      name,
      on,
      ...(fixed === undefined ? {} : { fixed }),
      neededBy,
      gates,
      refusals,
      failures,
      ...(lastFailure === undefined ? {} : { lastFailure }),
    };
  }),
});
