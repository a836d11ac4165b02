import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Awaitable, Hub, Logger } from '../../../core/index.js';
import type { Metrics } from '../../../plugins/metrics/index.js';
import { securityHeaders } from './headers.js';
import { json, plain, respond } from './plain.js';

/** What the page is told of the gateway that serves it, as `/about.json`. */
export interface PageFacts {
  readonly version: string;
  /** Where everybody starts. */
  readonly room: string;
  /** Where `nc` gets in; absent until the gateway listens. */
  readonly tcpPort?: number;
}

/** What the site needs. */
export interface SiteParts {
  readonly hub: Pick<Hub, 'state'>;
  readonly facts: () => PageFacts;
  /** Whatever has no place of its own. */
  readonly page: RequestListener;
  /** What `/metrics` tells; absent: there is no such path. */
  readonly metrics?: Pick<Metrics, 'contentType' | 'exposition'> | undefined;
  /** What answers for files; says whether it took the request. Absent: there are none. */
  readonly files?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  /** What answers operators; says whether it took the request. Absent: nothing does. */
  readonly operator?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  readonly logger: Logger;
}

const RETRY_SECONDS = '2';

/**
 * Everything that the gateway's HTTP server answers besides WebSocket: `/livez` (the process works), `/readyz` (it takes
 * connections; 503 before that and while it drains), `/metrics`, `/about.json`, operators, files and the web page.
 */
export function site({ hub, facts, page, metrics, files, operator, logger }: SiteParts): RequestListener {
  const unready = (response: ServerResponse): void =>
    plain(response, 503, `not ready: the hub is ${hub.state}`, { 'Retry-After': RETRY_SECONDS });
  const paths: Readonly<Record<string, (response: ServerResponse) => Awaitable<void>>> = {
    '/about.json': (response) => json(response, facts()),
    '/livez': (response) => plain(response, 200, 'live'),
    '/readyz': (response) => (hub.state === 'open' ? plain(response, 200, 'ready') : unready(response)),
    ...(metrics && {
      '/metrics': async (response: ServerResponse) => {
        respond(response, 200, metrics.contentType, await metrics.exposition());
      },
    }),
  };

  return async (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    try {
      const path = request.url?.split('?', 1)[0] ?? '/';
      if (operator?.(request, response) === true) return;
      if (files?.(request, response) === true) return;
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        plain(response, 405, 'Only GET and HEAD are answered here.', { Allow: 'GET, HEAD', Connection: 'close' });
      } else if (request.headers.upgrade !== undefined) {
        // Upgrades are taken by the WebSocket transport; one that comes here came before it listened, or after.
        unready(response);
      } else if (Object.hasOwn(paths, path)) {
        await paths[path]?.(response);
      } else {
        page(request, response);
      }
    } catch (error) {
      logger.error({ error, path: request.url }, 'an HTTP request failed');
      if (response.headersSent) response.destroy();
      else plain(response, 500, 'Something went wrong here.');
    }
  };
}
