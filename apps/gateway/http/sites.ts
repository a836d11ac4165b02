import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import {
  type Awaitable,
  type BrokerProblem,
  type Hub,
  type Logger,
  type WebAccess,
  webAccess,
} from '../../../core/index.js';
import type { Metrics } from '../../../plugins/metrics/index.js';
import { CONSOLE_PATH, type PageHandler } from './page.js';
import {
  createRequestListener,
  type HttpHandler,
  pathOf,
  refuseWrites,
  sendBody,
  sendJson,
  sendRedirect,
  sendText,
} from './responses.js';

/** Information about the gateway for the page, as `/about.json`. */
export interface GatewayInfo {
  readonly version: string;
  /** The default room. */
  readonly room: string;
  /** The TCP port; absent until the gateway listens. */
  readonly tcpPort?: number;
}

/** The answer to `/about.json?origin=…`, with which a page asks whether it may open a WebSocket. */
export interface OriginCheck {
  /** Whether pages of that origin may connect. */
  readonly originAllowed?: boolean;
}

/** Options of the site. */
export interface SiteOptions {
  readonly hub: Pick<Hub, 'state'>;
  /** Returns the broker's current problem. Default: none. */
  readonly problem?: () => BrokerProblem | undefined;
  readonly info: () => GatewayInfo;
  /** Decides which pages may connect. Default: the server's own. */
  readonly access?: WebAccess;
  /** Handles all other paths. */
  readonly page: PageHandler;
  /** Returns the metrics for `/metrics`, or `undefined` for 404. Default: 404. */
  readonly metrics?: () => Pick<Metrics, 'contentType' | 'exposition'> | undefined;
  /** Handles requests for files. Default: none. */
  readonly files?: HttpHandler;
  /** Handles operators' requests. If absent, there is no console either. */
  readonly operator?: HttpHandler | undefined;
  readonly logger: Logger;
}

const RETRY_SECONDS = '2';

/**
 * Creates the request listener of the gateway: `/livez` (the process works), `/readyz` (it accepts connections and stores
 * messages; otherwise 503), `/metrics`, `/about.json`, operators, files and the web pages.
 */
export function createSite({
  hub,
  problem = () => undefined,
  info: facts,
  access = webAccess(),
  page,
  metrics,
  files,
  operator,
  logger,
}: SiteOptions): RequestListener {
  const unready = (response: ServerResponse, text: string): void =>
    sendText(response, 503, text, { 'Retry-After': RETRY_SECONDS });
  const closed = (): string => `not ready: the hub is ${hub.state}`;
  /** Returns why the gateway is not ready; `undefined` if it is. */
  const unreadiness = (): string | undefined => {
    if (hub.state !== 'open') return closed();
    const found = problem();
    // Only the reason: the text contains paths, and this response is public.
    return found === undefined || found.writable ? undefined : `not ready: messages cannot be stored (${found.reason})`;
  };
  const nothing = (response: ServerResponse): void => sendText(response, 404, 'Not found. The chat is at /.');
  const paths: Readonly<Record<string, (response: ServerResponse, request: IncomingMessage) => Awaitable<void>>> = {
    '/about.json': (response, request) => sendJson(response, { ...facts(), ...checkOrigin(request, access) }),
    '/livez': (response) => sendText(response, 200, 'live'),
    '/readyz': (response) => {
      const reason = unreadiness();
      if (reason === undefined) sendText(response, 200, 'ready');
      else unready(response, reason);
    },
    '/metrics': async (response) => {
      const numbers = metrics?.();
      if (numbers === undefined) nothing(response);
      else sendBody(response, 200, numbers.contentType, await numbers.exposition());
    },
    // With its own address, the console is not served here.
    ...(operator === undefined && {
      [CONSOLE_PATH]: nothing,
      [`${CONSOLE_PATH}/`]: nothing,
      [`${CONSOLE_PATH}.html`]: nothing,
    }),
  };

  return createRequestListener(async (request, response) => {
    const path = pathOf(request);
    if (
      operator?.(request, response) === true ||
      files?.(request, response) === true ||
      refuseWrites(request, response)
    )
      return;
    if (request.headers.upgrade !== undefined) {
      // The WebSocket transport handles upgrades: one that arrives here came while it did not listen.
      unready(response, hub.state === 'open' ? 'not ready: WebSocket is switched off' : closed());
    } else if (Object.hasOwn(paths, path)) {
      await paths[path]?.(response, request);
    } else {
      await page(request, response);
    }
  }, logger);
}

/** Checks the origin in the query by the rule for WebSocket handshakes. */
function checkOrigin({ url = '', headers: { host }, socket }: IncomingMessage, access: WebAccess): OriginCheck {
  const origin = new URLSearchParams(url.split('?')[1] ?? '').get('origin');
  if (origin === null) return {};
  const { localPort, remoteAddress } = socket;
  return { originAllowed: access({ host, origin, localPort, remoteAddress }) === undefined };
}

/** Options of the console's site. */
export interface ConsoleSiteOptions {
  /** Handles all other paths. */
  readonly page: PageHandler;
  /** Handles requests for files, which operators send too. */
  readonly files: HttpHandler;
  readonly operator: HttpHandler;
  readonly logger: Logger;
}

/** Creates the request listener of the console's own server: the console, operators, files; no chat. */
export function createConsoleSite({ page, files, operator, logger }: ConsoleSiteOptions): RequestListener {
  return createRequestListener(async (request, response) => {
    const path = pathOf(request);
    if (operator(request, response) || files(request, response) || refuseWrites(request, response)) return;
    if (path === '/') sendRedirect(response, `.${CONSOLE_PATH}`);
    else if (path === '/livez') sendText(response, 200, 'live');
    else if (path === '/index.html') sendText(response, 404, 'Not found. The console is at /console.');
    else await page(request, response);
  }, logger);
}
