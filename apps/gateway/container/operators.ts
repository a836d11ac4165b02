import { ContainerModule } from 'inversify';
import { operators } from '../operators.js';
import { OPERATOR_TOKEN, OPERATORS, RANDOM, SETTINGS, SLOT } from './tokens.js';

/** Who runs the place, as the other plugins ask for it. */
export const operatorModule = new ContainerModule(({ bind }) => {
  bind(OPERATOR_TOKEN).toResolvedValue(
    // On a command line what begins with a dash is taken for an option.
    ({ operatorToken }, random) => operatorToken || random.secret().replace(/^-/, '_'),
    [SETTINGS, RANDOM],
  );
  bind(OPERATORS).toResolvedValue(operators, [OPERATOR_TOKEN]);
  // Who has shown the token is known to every instance: it is kept with the session.
  bind(SLOT).toResolvedValue((token) => ({ name: 'operators', make: () => operators(token) }), [OPERATOR_TOKEN]);
});
