import { ContainerModule } from 'inversify';
import { profanity } from '../../../plugins/profanity/index.js';
import type { Slot } from '../operator/plugins/index.js';
import type { GatewaySettings } from '../settings/settings.js';
import { OPERATORS, SLOT } from './tokens.js';

/** The filter for profanity, unless it is switched off. */
export const profanityModule = ({ profanity: mode }: GatewaySettings): ContainerModule =>
  new ContainerModule(({ bind }) => {
    if (mode === 'off') return;
    bind(SLOT).toResolvedValue(
      ({ isOperator }): Slot => ({ name: 'profanity', make: () => profanity({ mode, moderators: isOperator }) }),
      [OPERATORS],
    );
  });
