import { ContainerModule } from 'inversify';
import { floodControl } from '../../../plugins/flood-control/index.js';
import { moderation } from '../../../plugins/moderation/index.js';
import type { GatewaySettings } from '../settings/settings.js';
import { OPERATORS, PLUGIN, SETTINGS } from './tokens.js';

/** What keeps order: limits on what is sent, unless they are switched off, then roles and bans. */
export const orderModule = ({ floodControl: limited }: GatewaySettings): ContainerModule =>
  new ContainerModule(({ bind }) => {
    if (limited) bind(PLUGIN).toResolvedValue(({ isOperator }) => floodControl({ exempt: isOperator }), [OPERATORS]);
    bind(PLUGIN).toResolvedValue(
      ({ isOperator }, { room }) => moderation({ operators: isOperator, publicRooms: [room] }),
      [OPERATORS, SETTINGS],
    );
  });
