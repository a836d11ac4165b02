import { isIP } from 'node:net';
import type { RefusedRequest } from '../../../adapters/transports/websocket/index.js';
import {
  type Clock,
  isListableHost,
  isListableOrigin,
  type Logger,
  type WebAccessOptions,
} from '../../../core/index.js';
import type { GatewaySettings } from '../settings/settings.js';
import type { ExceededLimit } from './server.js';

/** The settings for accepted pages and host names. */
export type AccessSettings = Pick<GatewaySettings, 'host' | 'hosts' | 'origins' | 'publicUrl'>;

/**
 * Returns the options of the access rule for every listener of the gateway. The public address and a host name that is listened on
 * count as listed.
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

/** Logs refused requests and connections, with a rate limit. */
export interface RefusalLog {
  /** Logs a request or handshake that was refused for its head. */
  request(refused: RefusedRequest): void;
  /** Logs a connection over a limit. */
  connection(over: ExceededLimit): void;
}

const MINUTE_MS = 60_000;
/** Maximum lines per minute. */
const MAX_LINES = 20;

const advice: Readonly<Record<RefusedRequest['rule'], string>> = {
  host: 'a request for an unknown host was refused; if the name is yours, add it to --hosts',
  origin: 'a web page from another origin was refused; to allow it, add its origin to --origins',
  malformed: 'a malformed request was refused',
};

/** Creates a log of refusals: each at most once per minute, up to 20 lines per minute. */
export function createRefusalLog(logger: Pick<Logger, 'warn'>, clock: Pick<Clock, 'now'>): RefusalLog {
  let since = Number.NEGATIVE_INFINITY;
  let missed = 0;
  const said = new Set<string>();

  function warn(key: string, fields: object, text: string): void {
    const now = clock.now();
    if (now - since >= MINUTE_MS || now < since) {
      since = now;
      said.clear();
    }
    if (said.has(key) || said.size >= MAX_LINES) {
      missed++;
      return;
    }
    said.add(key);
    logger.warn({ ...fields, ...(missed > 0 && { missed }) }, text);
    missed = 0;
  }

  return {
    request(refused) {
      const named = refused.rule === 'origin' ? refused.origin : refused.rule === 'host' ? refused.host : '';
      warn(`${refused.rule} ${named}`, refused, advice[refused.rule]);
    },
    connection(over) {
      const text =
        over.limit === 'total'
          ? 'too many HTTP connections; the limit is --http-connections'
          : 'too many HTTP connections from one address; the limit is --http-connections-per-address';
      warn(`${over.limit} ${over.limit === 'total' ? '' : over.address}`, over, text);
    },
  };
}
