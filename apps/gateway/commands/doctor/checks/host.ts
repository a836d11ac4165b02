import { lookup } from 'node:dns/promises';
import { tryToListen } from '../bind.js';
import { type Check, type Finding, failed, ok } from '../check.js';
import { errorCode } from '../get.js';
import { isLoopback } from '../loopback.js';

/** What is known of the address to listen on. */
export interface HostInfo {
  readonly host: string;
  /** Its addresses, or the system's code for why it has none. */
  readonly addresses: readonly string[] | string;
  /** The system's code for why it cannot be listened on; `undefined`: it can. */
  readonly problem: string | undefined;
}

export function assessHost({ host, addresses, problem }: HostInfo): Finding {
  if (typeof addresses === 'string') {
    return failed(`There is no host ${host} (${addresses}): choose an address with --host, such as 127.0.0.1.`);
  }
  if (problem === 'EADDRNOTAVAIL') {
    return failed(`${host} (${addresses.join(', ')}) is not this machine: choose one of its addresses with --host.`);
  }
  if (problem !== undefined) return failed(`${host} cannot be listened on (${problem}).`);
  if (host === '0.0.0.0' || host === '::') return ok(`${host}: every address. Whoever can reach it may join.`);
  if (isLoopback(host)) return ok(`${host}: only this machine can reach it.`);
  const others = addresses.filter((address) => address !== host);
  return ok(`${host} is this machine${others.length > 0 ? ` (${others.join(', ')})` : ''}.`);
}

export const host: Check = {
  name: 'host',
  async run({ settings: { host: name } }) {
    const found = lookup(name, { all: true }).then((all) => all.map(({ address }) => address), errorCode);
    const addresses = await found;
    const problem = typeof addresses === 'string' ? undefined : await tryToListen(name, 0);
    return [assessHost({ host: name, addresses, problem })];
  },
};
