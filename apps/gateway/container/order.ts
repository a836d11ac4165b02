import { ContainerModule } from 'inversify';
import { floodControl } from '../../../plugins/flood-control/index.js';
import { moderation } from '../../../plugins/moderation/index.js';
import { type PluginEntry, withRef } from '../operator/plugins/index.js';
import type { GatewaySettings } from '../settings/settings.js';
import { MODERATION, OPERATORS, PLUGIN_ENTRY, SETTINGS } from './tokens.js';

/** What keeps order: limits on what is sent, unless they are switched off, then roles and bans. */
export const orderModule = ({ floodControl: limited }: GatewaySettings): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(MODERATION).toConstantValue({ current: undefined });
    if (limited) {
      bind(PLUGIN_ENTRY).toResolvedValue(
        ({ isOperator }): PluginEntry => ({
          name: 'flood-control',
          create: () => floodControl({ exempt: isOperator }),
        }),
        [OPERATORS],
      );
    }
    bind(PLUGIN_ENTRY).toResolvedValue(
      ({ isOperator }, { room }, holder): PluginEntry => ({
        name: 'moderation',
        create: () => withRef(moderation({ operators: isOperator, publicRooms: [room] }), holder),
      }),
      [OPERATORS, SETTINGS, MODERATION],
    );
  });
