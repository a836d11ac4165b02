import { ContainerModule } from 'inversify';
import { systemClock, systemRandom } from '../../../adapters/system/index.js';
import { openLog } from '../../../plugins/logging/index.js';
import { readPackageInfo } from '../about.js';
import { ABOUT, CLOCK, LOGGER, RANDOM, SETTINGS } from './tokens.js';

const looks = { auto: 'auto', json: false, pretty: true } as const;

/** What the process gives: time, randomness, the log, the package's own files. */
export const systemModule = new ContainerModule(({ bind }) => {
  bind(ABOUT).toResolvedValue(readPackageInfo, []);
  bind(CLOCK).toConstantValue(systemClock);
  bind(RANDOM).toConstantValue(systemRandom);
  bind(LOGGER).toResolvedValue(
    ({ logLevel, logFormat }) => openLog({ level: logLevel, destination: 'stderr', pretty: looks[logFormat] }),
    [SETTINGS],
  );
});
