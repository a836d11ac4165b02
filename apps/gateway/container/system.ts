import { ContainerModule } from 'inversify';
import { systemClock, systemRandom } from '../../../adapters/system/index.js';
import { jsonLogger } from '../../../plugins/logging/index.js';
import { about } from '../about.js';
import { ABOUT, CLOCK, LOGGER, RANDOM, SETTINGS } from './tokens.js';

/** What the process gives: time, randomness, the log, the package's own files. */
export const systemModule = new ContainerModule(({ bind }) => {
  bind(ABOUT).toResolvedValue(about, []);
  bind(CLOCK).toConstantValue(systemClock);
  bind(RANDOM).toConstantValue(systemRandom);
  bind(LOGGER).toResolvedValue(({ logLevel }) => jsonLogger({ level: logLevel, destination: 'stderr' }), [SETTINGS]);
});
