import { ChatError } from '../../core/index.js';
import { parseConsoleAddress } from './settings/console-address.js';
import type { GatewaySettings } from './settings/settings.js';

interface ListenTarget {
  readonly port: number;
  readonly host: string;
  readonly flag: string;
}

const advice: Readonly<Record<string, (attempt: ListenTarget) => string>> = {
  EADDRINUSE: ({ port, host, flag }) =>
    `port ${port} is taken on ${host}. Stop what uses it, or choose another with ${flag}.`,
  EACCES: ({ port, flag }) => `port ${port} is not for this user. Choose one from 1024 up with ${flag}.`,
  EADDRNOTAVAIL: ({ host }) => `this machine has no address ${host}. Choose another with --host, such as 127.0.0.1.`,
  ENOTFOUND: ({ host }) => `there is no host ${host}. Choose an address with --host, such as 127.0.0.1.`,
};

/** Why the gateway could not start, and what to do, in one line. */
export function describeStartFailure(error: unknown, settings: GatewaySettings): string {
  if (!(error instanceof ChatError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const { port, reason } = error.details ?? {};
  const explain = typeof reason === 'string' ? advice[reason] : undefined;
  const place = listenTargets(settings).find((one) => one.port === port);
  return explain === undefined || place === undefined ? error.message : explain(place);
}

/** Where it listens, and what says so. */
function listenTargets({ host, httpPort, tcpPort, consoleAddress }: GatewaySettings): readonly ListenTarget[] {
  const own = parseConsoleAddress(consoleAddress);
  return [
    { port: httpPort, host, flag: '--http-port' },
    { port: tcpPort, host, flag: '--tcp-port' },
    ...(own === undefined ? [] : [{ ...own, flag: '--console-address' }]),
  ];
}
