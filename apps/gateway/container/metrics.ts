import { ContainerModule } from 'inversify';
import { type Metrics, metrics } from '../../../plugins/metrics/index.js';
import { METRICS, PLUGIN } from './tokens.js';

/** Counting and measuring, where it is switched on. */
export const metricsModule = (on: boolean): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind<Metrics | undefined>(METRICS).toResolvedValue(() => (on ? metrics() : undefined), []);
    if (on) bind(PLUGIN).toResolvedValue((measured) => measured as Metrics, [METRICS]);
  });
