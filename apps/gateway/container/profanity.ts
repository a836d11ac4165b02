import { ContainerModule } from 'inversify';
import { profanity } from '../../../plugins/profanity/index.js';
import type { GatewaySettings } from '../settings/settings.js';
import { PLUGIN } from './tokens.js';

/** The filter for profanity, unless it is switched off. */
export const profanityModule = (mode: GatewaySettings['profanity']): ContainerModule =>
  new ContainerModule(({ bind }) => {
    if (mode !== 'off') bind(PLUGIN).toResolvedValue(() => profanity({ mode }), []);
  });
