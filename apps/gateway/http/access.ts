import { isIP } from 'node:net';
import { isListableHost, isListableOrigin, type WebAccessOptions } from '../../../core/index.js';
import type { GatewaySettings } from '../settings/settings.js';

/** The settings that say which pages and host names are accepted. */
export type AccessSettings = Pick<GatewaySettings, 'host' | 'hosts' | 'origins' | 'publicUrl'>;

/**
 * The options of the one rule for pages and host names, for every listener of the gateway. The public address counts as listed, and so
 * does a name that is listened on.
 */
export function webAccessOptions({ host, hosts, origins, publicUrl }: AccessSettings): Required<WebAccessOptions> {
  const own = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  const names = [...hosts, ...(own === undefined ? [] : [own.hostname]), ...(isIP(host) === 0 ? [host] : [])];
  const pages = [...origins, ...(own === undefined ? [] : [own.origin])];
  return {
    hosts: hosts.includes('any') ? 'any' : names.filter(isListableHost),
    origins: origins.includes('any') ? 'any' : pages.filter(isListableOrigin),
  };
}
