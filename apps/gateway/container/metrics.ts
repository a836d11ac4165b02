import { ContainerModule } from 'inversify';
import { metrics } from '../../../plugins/metrics/index.js';
import { withRef } from '../operator/plugins/index.js';
import { METRICS, PLUGIN_ENTRY } from './tokens.js';

/** Counting and measuring, where it is switched on. */
export const metricsModule = (on: boolean): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(METRICS).toConstantValue({ current: undefined });
    if (on)
      bind(PLUGIN_ENTRY).toResolvedValue(
        (holder) => ({ name: 'metrics', create: () => withRef(metrics(), holder) }),
        [METRICS],
      );
  });
