import { lookup } from 'node:dns/promises';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { kinds } from '../../../../adapters/dialects/heritage/index.js';
import { isJsonObject } from '../../../../core/index.js';
import { isPublic, parseConsoleAddress } from '../../settings/listen-address.js';
import { dedicatedHeritageKinds, type GatewaySettings, heritageOptions } from '../../settings/settings.js';
import { oneLine } from '../command.js';
import { type Check, type Finding, failed, ok, warning } from './check.js';
import { errorCode, probe } from './public-url.js';

/** Facts about the address to listen on. */
export interface HostInfo {
  readonly host: string;
  /** Its addresses, or the system's error code. */
  readonly addresses: readonly string[] | string;
  /** The system's error code if listening fails. */
  readonly problem: string | undefined;
}

export function assessHost({ host, addresses, problem }: HostInfo): Finding {
  if (typeof addresses === 'string') {
    return failed(`Host ${host} was not found (${addresses}). Choose an address with --host, for example 127.0.0.1.`);
  }
  if (problem === 'EADDRNOTAVAIL') {
    return failed(`${host} (${addresses.join(', ')}) is not an address of this machine. Choose one with --host.`);
  }
  if (problem !== undefined) return failed(`Cannot listen on ${host} (${problem}).`);
  if (host === '0.0.0.0' || host === '::') return ok(`${host}: all addresses. Anyone who can connect may join.`);
  if (!isPublic(host)) return ok(`${host}: only this machine can connect.`);
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

const PROBE_TIMEOUT_MS = 1_500;

/** A port and its state. */
export interface PortInfo {
  readonly port: number;
  /** Its purpose: `web page`, `TCP`. */
  readonly use: string;
  readonly flag: string;
  /** The system's error code if listening fails. */
  readonly problem: string | undefined;
  /** The process that listens on it, if known. */
  readonly owner?: string | undefined;
  /** The gateway that answers on it. */
  readonly gateway?: { readonly version: string; readonly isReady: boolean } | undefined;
}

export function assessPort({ port, use, flag, problem, owner, gateway }: PortInfo): Finding {
  if (port === 0) return ok(`${use}: any free port.`);
  if (problem === undefined) return ok(`${use}: port ${port} is free.`);
  if (problem === 'EACCES')
    return failed(`${use}: port ${port} is not allowed for this user. Choose a port from 1024 up with ${flag}.`);
  if (problem !== 'EADDRINUSE') return failed(`${use}: cannot listen on port ${port} (${problem}).`);
  if (gateway !== undefined) {
    const state = gateway.isReady ? 'ready' : 'not ready';
    return warning(
      `${use}: port ${port} is in use by Partyline ${gateway.version} (${state}). Choose another with ${flag}.`,
    );
  }
  return failed(
    `${use}: port ${port} is in use${owner === undefined ? '' : ` by ${owner}`}. Choose another with ${flag}.`,
  );
}

export const ports: Check = {
  name: 'ports',
  run: async ({ settings }) =>
    Promise.all(portUses(settings).map(async (one) => assessPort(await inspectPort(one, settings)))),
};

type PortUse = Pick<PortInfo, 'port' | 'use' | 'flag'> & { readonly host: string };

function portUses(settings: GatewaySettings): readonly PortUse[] {
  const { host } = settings;
  const own = parseConsoleAddress(settings.consoleAddress);
  return [
    { host, port: settings.httpPort, use: 'web page', flag: '--http-port' },
    { host, port: settings.tcpPort, use: 'TCP', flag: '--tcp-port' },
    ...(own === undefined ? [] : [{ ...own, use: 'console', flag: '--console-address' }]),
    ...dedicatedHeritageKinds(settings).map((name) => {
      const words = name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
      const flag = `--heritage-${words}-port`;
      return { host, port: heritageOptions(name, settings).port, use: kinds[name].protocol.name, flag };
    }),
  ];
}

async function inspectPort({ host, ...one }: PortUse, { httpPort }: GatewaySettings): Promise<PortInfo> {
  const problem = one.port === 0 ? undefined : await tryToListen(host, one.port);
  if (problem !== 'EADDRINUSE') return { ...one, problem };
  const [owner, gateway] = await Promise.all([findPortOwner(one.port), findGateway(host, httpPort, one.port)]);
  return { ...one, problem, owner, gateway };
}

/** Finds a gateway with its web page on `httpPort` that also uses `port`. */
async function findGateway(host: string, httpPort: number, port: number): Promise<PortInfo['gateway']> {
  const base = `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${httpPort}`;
  try {
    const about: unknown = JSON.parse((await probe(new URL(`${base}/about.json`), PROBE_TIMEOUT_MS)).text);
    if (!isJsonObject(about) || typeof about.version !== 'string' || typeof about.room !== 'string') return undefined;
    if (port !== httpPort && about.tcpPort !== port) return undefined;
    const { status } = await probe(new URL(`${base}/readyz`), PROBE_TIMEOUT_MS);
    return { version: oneLine(about.version, 30), isReady: status === 200 };
  } catch {
    return undefined;
  }
}

/** Listens briefly. @returns The system's error code, or `undefined` on success. */
export function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => resolve(errorCode(error)));
    // Exclusive: a cluster worker would share the port.
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const LISTENING = '0A';
/** Of a table of connections, and of a machine's processes: enough for any machine on which a chat should run. */
const MAX_LINES = 50_000;
const MAX_PROCESSES = 5_000;

/**
 * Which process listens on a port, as `nginx (process 123)`; `undefined` where the system does not say: not Linux, or a
 * process of another user's.
 */
export async function findPortOwner(port: number): Promise<string | undefined> {
  const sockets = new Set((await Promise.all(TABLES.map((table) => listeningSockets(table, port)))).flat());
  if (sockets.size === 0) return undefined;
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const id of processes.slice(0, MAX_PROCESSES)) {
    if (!(await holdsSocket(id, sockets))) continue;
    const name = await readFile(`/proc/${id}/comm`, 'utf8').catch(() => '');
    return `${name.trim().replace(/\p{C}/gu, '') || 'something'} (process ${id})`;
  }
  return undefined;
}

/** Returns the sockets that listen on a port, as named in `/proc/PID/fd`. */
async function listeningSockets(table: string, port: number): Promise<readonly string[]> {
  const lines = (await readFile(table, 'utf8').catch(() => '')).split('\n').slice(1, MAX_LINES);
  return lines.flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    const isIt = state === LISTENING && Number.parseInt(local.split(':')[1] ?? '', 16) === port;
    return isIt && inode !== undefined ? [`socket:[${inode}]`] : [];
  });
}

async function holdsSocket(id: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${id}/fd`;
  for (const file of await readdir(folder).catch(() => [])) {
    if (sockets.has(await readlink(`${folder}/${file}`).catch(() => ''))) return true;
  }
  return false;
}
