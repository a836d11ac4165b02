import { networkInterfaces } from 'node:os';
import { kinds } from '../../adapters/dialects/heritage/index.js';
import type { Address } from '../../core/index.js';
import { exposed, isPublic } from './exposure.js';
import type { Gateway } from './gateway.js';
import { listenedFor } from './settings/heritage.js';
import type { GatewaySettings } from './settings/settings.js';

/** What to open and what to type, for whoever has just started the gateway. */
export function banner({ version, settings, operatorToken }: Gateway, addresses: readonly Address[]): string {
  const find = (transport: string): Address | undefined => addresses.find((address) => address.transport === transport);
  const http = find('http');
  const desk = find('console');
  const tcp = find('tcp');
  const websocket = find('websocket');
  return [
    `Partyline ${version}. ${kept(settings.data)}`,
    '',
    `  web chat    ${http?.url}   (open it twice)`,
    `  terminal    nc ${isWildcard(tcp?.host) ? '127.0.0.1' : tcp?.host} ${tcp?.port}`,
    `  programs    ${tcp?.url} (JSON lines)   ${websocket?.url} (plain text; JSON with the subprotocol partyline.v1)`,
    `  health      ${http?.url}livez   ${http?.url}readyz${settings.metrics ? `   ${http?.url}metrics` : ''}`,
    ...oldPrograms(settings, addresses),
    `  console     ${desk?.url ?? `${http?.url}console`}`,
    ...operator(settings.operatorToken, operatorToken),
    '',
    ...reach(settings, http?.port),
    ...oldPages(settings),
    '  Ctrl-C ends it.',
    '',
  ].join('\n');
}

function kept(data: string): string {
  return data === ''
    ? 'Everything is kept in memory: nothing is saved. To save it: --data ./data'
    : `What is said is kept in ${data}.`;
}

/** Their listeners come last. */
function oldPrograms(settings: GatewaySettings, addresses: readonly Address[]): readonly string[] {
  const names = listenedFor(settings);
  const found = names.map((name, at) => `${kinds[name].protocol.name} ${addresses.at(at - names.length)?.port}`);
  return found.length === 0 ? [] : [`  old clients ${found.join('   ')}`];
}

/** A token that was set is known to whoever set it, and need not be on any screen. */
function operator(set: string, token: string): readonly string[] {
  return set === '' ? [`  operator    type /oper ${token}`] : [];
}

function isWildcard(host: string | undefined): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** Says what the ports of old clients accept that the others do not. */
function oldPages(settings: GatewaySettings): readonly string[] {
  const names = listenedFor(settings).filter((name) => kinds[name].wire === 'websocket');
  if (names.length === 0) return [];
  const programs = names.map((name) => kinds[name].protocol.name).join(' and ');
  return [`  Every web page that is open where they can be reached may connect to the ports of ${programs}.`];
}

function reach(settings: GatewaySettings, port: number | undefined): readonly string[] {
  const { host } = settings;
  if (!isPublic(host)) return ['  Only this machine can reach it. To let others in: --host 0.0.0.0'];
  const open = [
    '  Anyone who can reach it may join: there are no passwords.',
    `  Exposed to other machines: ${exposed(settings)}.`,
    '  In a network that you do not trust: a proxy with TLS before it, and --console-address 127.0.0.1:9090 --no-metrics.',
  ];
  if (!isWildcard(host)) return open;
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  return [...open, ...addresses.map(({ address }) => `  From other machines: http://${address}:${port}/`)];
}
