import { ContainerModule } from 'inversify';
import { operatorDesk } from '../operator/desk.js';
import { HUB_NAME } from './hub.js';
import { CLOCK, FILES, HUB, LOGGER, OPERATOR_DESK, OPERATORS, SETTINGS } from './tokens.js';

/** Where operators act over HTTP. */
export const deskModule = new ContainerModule(({ bind }) => {
  bind(OPERATOR_DESK).toResolvedValue(
    (hub, operators, files, clock, logger, { logTexts }) =>
      operatorDesk({ hub, name: HUB_NAME, operators, files, clock, logger, logTexts }),
    [HUB, OPERATORS, FILES, CLOCK, LOGGER, SETTINGS],
  );
});
