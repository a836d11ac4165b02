import { ChatError, type Plugin, silent } from '../../../../core/index.js';
import { createGateway } from '../../gateway.js';
import { commandName } from './name.js';

/**
 * Why a plugin of that name could not stand beside the stock ones, in one line: they have that name, or such a command.
 * `undefined` when it could. Asks a gateway that listens nowhere.
 */
export async function findConflict(name: string): Promise<string | undefined> {
  const probe: Plugin = {
    name,
    setup(host) {
      const slash = { name, fields: () => ({}) };
      host.command({ name: commandName(name), summary: '', parse: () => ({}), run: () => ({}), slash });
    },
  };
  const gateway = createGateway({}, { plugins: [probe], logger: silent });
  try {
    await gateway.hub.listen();
    return undefined;
  } catch (error) {
    if (error instanceof ChatError) return `the gateway cannot have a plugin ${name}: ${error.message}`;
    throw error;
  } finally {
    await gateway.stop();
  }
}
