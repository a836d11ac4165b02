import { ContainerModule } from 'inversify';
import { profanity } from '../../../plugins/profanity/index.js';
import type { PluginEntry } from '../operator/plugins/index.js';
import type { GatewaySettings } from '../settings/settings.js';
import { OPERATORS, PLUGIN_ENTRY } from './tokens.js';

/** The filter for profanity, unless it is switched off. */
export const profanityModule = ({ profanity: mode }: GatewaySettings): ContainerModule =>
  new ContainerModule(({ bind }) => {
    if (mode === 'off') return;
    bind(PLUGIN_ENTRY).toResolvedValue(
      ({ isOperator }): PluginEntry => ({
        name: 'profanity',
        create: () => profanity({ mode, moderators: isOperator }),
      }),
      [OPERATORS],
    );
  });
