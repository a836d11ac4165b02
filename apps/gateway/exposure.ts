import { parseConsoleAddress } from './settings/console-address.js';
import type { GatewaySettings } from './settings/settings.js';

const LOOPBACK = /^(?:127\.|::1$|localhost$)/;

/** What a server that other machines reach shows them, as far as it is switched on. */
export function describeExposure({
  consoleAddress,
  metrics,
}: Pick<GatewaySettings, 'consoleAddress' | 'metrics'>): string {
  const own = parseConsoleAddress(consoleAddress);
  const isConsolePublic = own === undefined || isPublic(own.host);
  const also = [...(isConsolePublic ? ['the operator’s console'] : []), ...(metrics ? ['/metrics'] : [])];
  const parts = ['the chat', ...also].join(', ');
  return `${parts} and all that is sent, tokens too, without encryption`;
}

/** Whether other machines can reach what listens on a host. */
export function isPublic(host: string): boolean {
  return !LOOPBACK.test(host);
}
