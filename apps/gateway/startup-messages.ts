import { networkInterfaces } from 'node:os';
import { kinds } from '../../adapters/dialects/heritage/index.js';
import { type Address, ChatError } from '../../core/index.js';
import type { Gateway } from './gateway.js';
import { describeExposure, isPublic, parseConsoleAddress } from './settings/listen-address.js';
import { dedicatedHeritageKinds, type GatewaySettings } from './settings/settings.js';

/** Formats the banner: addresses and hints for the user who starts the gateway. */
export function formatBanner({ version, settings, operatorToken }: Gateway, addresses: readonly Address[]): string {
  const find = (transport: string): Address | undefined => addresses.find((address) => address.transport === transport);
  const http = find('http');
  const consoleAt = find('console');
  const tcp = find('tcp');
  const websocket = find('websocket');
  return [
    `Partyline ${version}. ${describeStorage(settings.data)}`,
    '',
    `  web chat    ${http?.url}   (open it in two tabs)`,
    `  terminal    nc ${isWildcard(tcp?.host) ? '127.0.0.1' : tcp?.host} ${tcp?.port}`,
    `  programs    ${tcp?.url} (JSON lines)   ${websocket?.url} (plain text; JSON with the subprotocol partyline.v1)`,
    `  health      ${http?.url}livez   ${http?.url}readyz${settings.metrics ? `   ${http?.url}metrics` : ''}`,
    ...heritageLines(settings, addresses),
    `  console     ${consoleAt?.url ?? `${http?.url}console`}`,
    ...operatorLines(settings.operatorToken, operatorToken),
    '',
    ...exposureLines(settings, http?.port),
    ...heritageWarning(settings),
    '  Press Ctrl-C to stop.',
    '',
  ].join('\n');
}

function describeStorage(data: string): string {
  return data === ''
    ? 'Everything is kept in memory and lost at exit. To save it: --data ./data'
    : `Messages are stored in ${data}.`;
}

/** Lists the ports of legacy clients, whose listeners come last. */
function heritageLines(settings: GatewaySettings, addresses: readonly Address[]): readonly string[] {
  const names = dedicatedHeritageKinds(settings);
  const found = names.map((name, at) => `${kinds[name].protocol.name} ${addresses.at(at - names.length)?.port}`);
  return found.length === 0 ? [] : [`  legacy      ${found.join('   ')}`];
}

/** Shows the token only if it was generated. */
function operatorLines(set: string, token: string): readonly string[] {
  return set === '' ? [`  operator    type /oper ${token}`] : [];
}

function isWildcard(host: string | undefined): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** Warns that the WebSocket ports of legacy clients accept every origin. */
function heritageWarning(settings: GatewaySettings): readonly string[] {
  const names = dedicatedHeritageKinds(settings).filter((name) => kinds[name].wire === 'websocket');
  if (names.length === 0) return [];
  const programs = names.map((name) => kinds[name].protocol.name).join(' and ');
  return [`  Any web page, from any site, may connect to the ports of ${programs}.`];
}

function exposureLines(settings: GatewaySettings, port: number | undefined): readonly string[] {
  const { host } = settings;
  if (!isPublic(host)) return ['  Only this machine can connect. To let other machines connect: --host 0.0.0.0'];
  const open = [
    '  Anyone who can connect may join: there are no passwords.',
    `  Exposed to other machines: ${describeExposure(settings)}.`,
    '  On a network that you do not trust, put a TLS proxy in front and use --console-address 127.0.0.1:9090 --no-metrics.',
  ];
  if (!isWildcard(host)) return open;
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  return [...open, ...addresses.map(({ address }) => `  From other machines: http://${address}:${port}/`)];
}

interface ListenTarget {
  readonly port: number;
  readonly host: string;
  readonly flag: string;
}

const advice: ReadonlyMap<string, (attempt: ListenTarget) => string> = new Map<
  string,
  (attempt: ListenTarget) => string
>([
  [
    'EADDRINUSE',
    ({ port, host, flag }) =>
      `Port ${port} on ${host} is already in use. Stop the program that uses it, or choose another port with ${flag}.`,
  ],
  ['EACCES', ({ port, flag }) => `Port ${port} is not allowed for this user. Choose a port from 1024 up with ${flag}.`],
  [
    'EADDRNOTAVAIL',
    ({ host }) => `This machine has no address ${host}. Choose another with --host, for example 127.0.0.1.`,
  ],
  ['ENOTFOUND', ({ host }) => `Host ${host} was not found. Choose an address with --host, for example 127.0.0.1.`],
]);

/** Describes in one line why the gateway could not start and what to do. */
export function describeStartFailure(error: unknown, settings: GatewaySettings): string {
  if (!(error instanceof ChatError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const { port, reason } = error.details ?? {};
  const explain = typeof reason === 'string' ? advice.get(reason) : undefined;
  const target = listenTargets(settings).find((one) => one.port === port);
  return explain === undefined || target === undefined ? error.message : explain(target);
}

/** Returns the addresses that are listened on, with their flags. */
function listenTargets({ host, httpPort, tcpPort, consoleAddress }: GatewaySettings): readonly ListenTarget[] {
  const own = parseConsoleAddress(consoleAddress);
  return [
    { port: httpPort, host, flag: '--http-port' },
    { port: tcpPort, host, flag: '--tcp-port' },
    ...(own === undefined ? [] : [{ ...own, flag: '--console-address' }]),
  ];
}
