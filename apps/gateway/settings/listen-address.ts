import type { GatewaySettings } from './settings.js';

/** A host and a port, with an IPv6 address in brackets; or nothing. */
export const CONSOLE_ADDRESS_PATTERN = /^(?:(?:\[[\da-fA-F:.]+\]|[^\s[\]:/]+):\d{1,5})?$/;

/** Where a server listens. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Parses the console's address; `undefined` if it has none. */
export function parseConsoleAddress(text: string): ListenAddress | undefined {
  if (text === '') return undefined;
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) };
}

/** Checks the port. @returns The problem, or `undefined`. */
export function consoleAddressProblem(text: string): string | undefined {
  const port = parseConsoleAddress(text)?.port ?? 0;
  return port <= 65_535 ? undefined : `--console-address has port ${port}. The highest port is 65535.`;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d+){1,3}|\[?::1\]?)$/;

/** Describes what the gateway exposes to other machines. */
export function describeExposure({
  consoleAddress,
  metrics,
}: Pick<GatewaySettings, 'consoleAddress' | 'metrics'>): string {
  const own = parseConsoleAddress(consoleAddress);
  const isConsolePublic = own === undefined || isPublic(own.host);
  const also = [...(isConsolePublic ? ['the operator’s console'] : []), ...(metrics ? ['/metrics'] : [])];
  const parts = ['the chat', ...also].join(', ');
  return `${parts} and all traffic, including tokens, without encryption`;
}

/** Returns whether other machines can reach a server that listens on a host. */
export function isPublic(host: string): boolean {
  return !LOOPBACK.test(host);
}
