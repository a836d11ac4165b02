import { ContainerModule } from 'inversify';
import { metrics } from '../../../plugins/metrics/index.js';
import { held } from '../operator/plugins/index.js';
import { METRICS, SLOT } from './tokens.js';

/** Counting and measuring, where it is switched on. */
export const metricsModule = (on: boolean): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(METRICS).toConstantValue({ current: undefined });
    if (on)
      bind(SLOT).toResolvedValue((holder) => ({ name: 'metrics', make: () => held(metrics(), holder) }), [METRICS]);
  });
