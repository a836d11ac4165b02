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

/** Writes down what listeners refuse, without letting those who are refused fill the log. */
export interface RefusalLog {
  /** A request or a handshake was refused for its head. */
  request(refused: RefusedRequest): void;
  /** A connection was over a limit. */
  connection(over: ExceededLimit): void;
}

const MINUTE_MS = 60_000;
/** Lines a minute, of all kinds together. */
const MAX_LINES = 20;

const advice: Readonly<Record<RefusedRequest['rule'], string>> = {
  host: 'a request for an unknown host was refused; if the name is yours, add it to --hosts',
  origin: 'a web page from another origin was refused; to allow it, add its origin to --origins',
  malformed: 'a malformed request was refused',
};

/** Makes a log that says the same thing once a minute, and twenty things at most. */
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
