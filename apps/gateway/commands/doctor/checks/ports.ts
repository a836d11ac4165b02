import { kinds } from '../../../../../adapters/dialects/heritage/index.js';
import { isJsonObject } from '../../../../../core/index.js';
import { consoleAddressIn } from '../../../settings/console-address.js';
import { heritageOf, listenedFor } from '../../../settings/heritage.js';
import type { GatewaySettings } from '../../../settings/settings.js';
import { oneLine } from '../../aligned.js';
import { tryToListen } from '../bind.js';
import { type Check, type Finding, failed, ok, warning } from '../check.js';
import { get } from '../get.js';
import { holderOf } from '../holder.js';

const ASKING_MS = 1_500;

/** A port, and what is the matter with it. */
export interface PortFacts {
  readonly port: number;
  /** What it is for: `web page`, `TCP`. */
  readonly use: string;
  readonly flag: string;
  /** The system's code for why it cannot be listened on; `undefined`: it can. */
  readonly problem: string | undefined;
  /** The process that has it, where that is known. */
  readonly holder?: string | undefined;
  /** The gateway that answers there. */
  readonly gateway?: { readonly version: string; readonly isReady: boolean } | undefined;
}

export function judgePort({ port, use, flag, problem, holder, gateway }: PortFacts): Finding {
  if (port === 0) return ok(`${use}: any free port.`);
  if (problem === undefined) return ok(`${use}: ${port} is free.`);
  if (problem === 'EACCES')
    return failed(`${use}: ${port} is not for this user. Choose one from 1024 up with ${flag}.`);
  if (problem !== 'EADDRINUSE') return failed(`${use}: ${port} cannot be listened on (${problem}).`);
  if (gateway !== undefined) {
    const state = gateway.isReady ? 'it takes connections' : 'it is not ready';
    return warning(`${use}: a Partyline ${gateway.version} has ${port} already, ${state}. For another: ${flag}.`);
  }
  return failed(`${use}: ${port} is taken${holder === undefined ? '' : ` by ${holder}`}. Choose another with ${flag}.`);
}

export const ports: Check = {
  name: 'ports',
  examine: async ({ settings }) =>
    Promise.all(wanted(settings).map(async (one) => judgePort(await facts(one, settings)))),
};

type Wanted = Pick<PortFacts, 'port' | 'use' | 'flag'> & { readonly host: string };

function wanted(settings: GatewaySettings): readonly Wanted[] {
  const { host } = settings;
  const own = consoleAddressIn(settings.consoleAddress);
  return [
    { host, port: settings.httpPort, use: 'web page', flag: '--http-port' },
    { host, port: settings.tcpPort, use: 'TCP', flag: '--tcp-port' },
    ...(own === undefined ? [] : [{ ...own, use: 'console', flag: '--console-address' }]),
    ...listenedFor(settings).map((name) => {
      const words = name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
      const flag = `--heritage-${words}-port`;
      return { host, port: heritageOf(name, settings).port, use: kinds[name].protocol.name, flag };
    }),
  ];
}

async function facts({ host, ...one }: Wanted, { httpPort }: GatewaySettings): Promise<PortFacts> {
  const problem = one.port === 0 ? undefined : await tryToListen(host, one.port);
  if (problem !== 'EADDRINUSE') return { ...one, problem };
  const [holder, gateway] = await Promise.all([holderOf(one.port), gatewayAt(host, httpPort, one.port)]);
  return { ...one, problem, holder, gateway };
}

/** The gateway whose web page is at one port, where the other is its too. */
async function gatewayAt(host: string, httpPort: number, port: number): Promise<PortFacts['gateway']> {
  const base = `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${httpPort}`;
  try {
    const about: unknown = JSON.parse((await get(new URL(`${base}/about.json`), ASKING_MS)).text);
    if (!isJsonObject(about) || typeof about.version !== 'string' || typeof about.room !== 'string') return undefined;
    if (port !== httpPort && about.tcpPort !== port) return undefined;
    const { status } = await get(new URL(`${base}/readyz`), ASKING_MS);
    return { version: oneLine(about.version, 30), isReady: status === 200 };
  } catch {
    return undefined;
  }
}
