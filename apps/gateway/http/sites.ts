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

/** What the page is told of the gateway that serves it, as `/about.json`. */
export interface GatewayInfo {
  readonly version: string;
  /** Where everybody starts. */
  readonly room: string;
  /** Where `nc` gets in; absent until the gateway listens. */
  readonly tcpPort?: number;
}

/** The answer to `/about.json?origin=…`, with which a page asks whether it may open a WebSocket. */
export interface OriginCheck {
  /** Whether pages of the origin that was asked about may connect. */
  readonly originAllowed?: boolean;
}

/** What the site needs. */
export interface SiteOptions {
  readonly hub: Pick<Hub, 'state'>;
  /** What keeps the log of the rooms from working. Default: nothing does. */
  readonly problem?: () => BrokerProblem | undefined;
  readonly info: () => GatewayInfo;
  /** Which pages may connect. Default: the server's own. */
  readonly access?: WebAccess;
  /** Whatever has no place of its own. */
  readonly page: PageHandler;
  /** What `/metrics` tells at that moment; `undefined`: there is no such path. Default: there is none. */
  readonly metrics?: () => Pick<Metrics, 'contentType' | 'exposition'> | undefined;
  /** What answers for files. Default: nobody does. */
  readonly files?: HttpHandler;
  /** What answers operators. Absent: nobody does, nor is there a console. */
  readonly operator?: HttpHandler | undefined;
  readonly logger: Logger;
}

const RETRY_SECONDS = '2';

/**
 * Everything that the gateway's HTTP server answers besides WebSocket: `/livez` (the process works), `/readyz` (it takes
 * connections and keeps messages; 503 before that, while it drains and while messages cannot be kept), `/metrics`, `/about.json`, operators, files and the web pages.
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
  /** Why nobody should be sent here; `undefined`: they may. */
  const unreadiness = (): string | undefined => {
    if (hub.state !== 'open') return closed();
    const found = problem();
    // The reason alone: its text has paths, and this is for all who reach the port.
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
    // With an address of its own the console is there, and not here.
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
      // Upgrades are taken by the WebSocket transport: one that comes here came while it did not listen.
      unready(response, hub.state === 'open' ? 'not ready: WebSocket is switched off' : closed());
    } else if (Object.hasOwn(paths, path)) {
      await paths[path]?.(response, request);
    } else {
      await page(request, response);
    }
  }, logger);
}

/** Judges the origin in the query as a WebSocket's handshake of the same browser would be judged. */
function checkOrigin({ url = '', headers: { host }, socket }: IncomingMessage, access: WebAccess): OriginCheck {
  const origin = new URLSearchParams(url.split('?')[1] ?? '').get('origin');
  if (origin === null) return {};
  const { localPort, remoteAddress } = socket;
  return { originAllowed: access({ host, origin, localPort, remoteAddress }) === undefined };
}

/** What the console's site needs. */
export interface ConsoleSiteOptions {
  /** Whatever has no place of its own. */
  readonly page: PageHandler;
  /** What answers for files: operators send some, too. */
  readonly files: HttpHandler;
  readonly operator: HttpHandler;
  readonly logger: Logger;
}

/** What the console's own HTTP server answers: the console, operators, files; no chat. */
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
