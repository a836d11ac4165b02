import { ContainerModule } from 'inversify';
import { floodControl } from '../../../plugins/flood-control/index.js';
import { moderation } from '../../../plugins/moderation/index.js';
import { held, type Slot } from '../operator/plugins/index.js';
import type { GatewaySettings } from '../settings/settings.js';
import { MODERATION, OPERATORS, SETTINGS, SLOT } from './tokens.js';

/** What keeps order: limits on what is sent, unless they are switched off, then roles and bans. */
export const orderModule = ({ floodControl: limited }: GatewaySettings): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(MODERATION).toConstantValue({ current: undefined });
    if (limited) {
      bind(SLOT).toResolvedValue(
        ({ isOperator }): Slot => ({ name: 'flood-control', make: () => floodControl({ exempt: isOperator }) }),
        [OPERATORS],
      );
    }
    bind(SLOT).toResolvedValue(
      ({ isOperator }, { room }, holder): Slot => ({
        name: 'moderation',
        make: () => held(moderation({ operators: isOperator, publicRooms: [room] }), holder),
      }),
      [OPERATORS, SETTINGS, MODERATION],
    );
  });
