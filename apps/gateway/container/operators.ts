import { ContainerModule } from 'inversify';
import { createTokenThrottle, operators } from '../operators.js';
import { CLOCK, LOGGER, OPERATOR_TOKEN, OPERATORS, PLUGIN_ENTRY, RANDOM, SETTINGS, TOKEN_THROTTLE } from './tokens.js';

/** Who runs the place, as the other plugins ask for it. */
export const operatorModule = new ContainerModule(({ bind }) => {
  bind(OPERATOR_TOKEN).toResolvedValue(
    // On a command line what begins with a dash is taken for an option.
    ({ operatorToken }, random) => operatorToken || random.secret().replace(/^-/, '_'),
    [SETTINGS, RANDOM],
  );
  bind(TOKEN_THROTTLE).toResolvedValue(createTokenThrottle, [CLOCK, LOGGER]);
  bind(OPERATORS).toResolvedValue(operators, [OPERATOR_TOKEN, TOKEN_THROTTLE]);
  // Who has shown the token is known to every instance: it is kept with the session.
  bind(PLUGIN_ENTRY).toResolvedValue(
    (token, throttle) => ({ name: 'operators', create: () => operators(token, throttle) }),
    [OPERATOR_TOKEN, TOKEN_THROTTLE],
  );
});
