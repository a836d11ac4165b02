import { consoleAddressProblem } from './console-address.js';
import type { GatewaySettings } from './settings.js';

/** What is wrong with settings that are in order one by one, one line each. */
export function findConflicts(
  settings: GatewaySettings,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const { httpPort, tcpPort, chaos, consoleAddress } = settings;
  const samePort = httpPort === tcpPort && httpPort !== 0;
  return [
    samePort ? `--http-port and --tcp-port are both ${httpPort}: choose two.` : undefined,
    chaosProblem(chaos, env),
    consoleAddressProblem(consoleAddress),
  ].filter((problem) => problem !== undefined);
}

/** Why connections are not to be made worse here; `undefined`: nothing speaks against it. */
export function chaosProblem(chaos: boolean, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const refused = chaos && env.NODE_ENV === 'production';
  return refused ? '--chaos is not for production: NODE_ENV is production.' : undefined;
}
