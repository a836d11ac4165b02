import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, type Logger, Refusal, silent, type WebAccess, webAccess } from '../../../core/index.js';

import { quotaNetwork } from '../address.js';
import { fileError } from '../file-store/errors.js';
import { type Answer, answer, type Exchange, httpRefusal, refused } from './answer.js';
import { type HttpContext, type HttpLimits, httpLimits } from './context.js';

import { download } from './download.js';
import { createRequestSlots } from './guards.js';
import { refusalFrom } from './receive.js';
import { createUploadRoutes } from './uploads.js';

/** What files over HTTP need. */
export interface FileHandlerOptions {
  /** Where the files are. */
  readonly fileStore: HttpContext['fileStore'];
  /** Ends an upload whose last byte is there: checks it with `hold.finish()`, looks into it, tells the room. */
  readonly complete: HttpContext['complete'];
  /** Starts an upload with a ticket issued in the chat. */
  readonly startFromTicket: HttpContext['startFromTicket'];
  /** A file's address from outside. Default: only its path is sent. */
  readonly addressOf?: HttpContext['addressOf'];
  /** What time is. */
  readonly clock: Clock;
  /** The beginning of all paths, with a slash at both ends. Default `/files/`. */
  readonly publicPath?: string;
  /** Pages of other hosts that may bring files, such as `https://chat.example`; `any`: all. Default: none. */
  readonly origins?: 'any' | readonly string[];
  /** Those that are not as usual. Default: none. */
  readonly limits?: Partial<HttpLimits>;
  /** Where failures are reported. Default: nowhere. */
  readonly log?: Logger;
}

/** Answers a request, unless it is not about files; says whether it has taken it. */
export type FileHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

type Respond = (exchange: Exchange) => Promise<Answer | undefined> | Answer;

const BUSY_SECONDS = 5;
// What changes something, or brings bytes.
const CHANGES: ReadonlySet<string | undefined> = new Set(['PUT', 'PATCH', 'DELETE']);

/**
 * Files over HTTP, for a server of `node:http`, on the paths `FILE_ID/NAME`, `up/UPLOAD_ID` and `new/TICKET/NAME` below
 * the public one. The server's `requestTimeout` must be 0, for a large file takes its time: the handler has limits of
 * its own.
 * @throws TypeError for options that make no sense.
 */
export function fileHandler(options: FileHandlerOptions): FileHandler {
  const {
    publicPath = '/files/',
    origins = [],
    log = silent,
    fileStore,
    complete,
    startFromTicket: redeem,
    clock,
  } = options;
  const { addressOf = () => undefined } = options;
  if (!/^\/(?:.*\/)?$/.test(publicPath)) throw new TypeError('publicPath must begin and end with a slash.');
  const limits = httpLimits(options.limits);
  // Which hosts are the server's own is checked by the server, for all that it answers.
  const access = webAccess({ hosts: 'any', origins });
  const parts: HttpContext = {
    fileStore,
    complete,
    startFromTicket: redeem,
    addressOf,
    publicPath,
    limits,
    clock,
    log,
  };
  const uploads = createUploadRoutes(parts);
  const places = createRequestSlots(limits);

  /** Limits concurrent transfers, in total and per network: each may hold an open file and buffered bytes. */
  function carries(respond: Respond): Respond {
    return async (exchange) => {
      const leave = places.enter(quotaNetwork(exchange.request.socket.remoteAddress));
      if (leave instanceof Refusal) return refused(leave, { 'Retry-After': BUSY_SECONDS });
      try {
        return await respond(exchange);
      } finally {
        leave();
      }
    };
  }

  function methodsAt(place: Route): Readonly<Record<string, Respond>> {
    const { id } = place;
    switch (place.kind) {
      case 'file':
        return {
          GET: carries((exchange) => download(parts, exchange, id)),
          HEAD: (exchange) => download(parts, exchange, id),
        };
      case 'upload':
        return {
          DELETE: () => uploads.remove(id),
          HEAD: () => uploads.head(id),
          OPTIONS: () => uploads.options(),
          PATCH: carries(({ request }) => uploads.patch(id, request)),
          PUT: carries(({ request }) => uploads.put(id, request)),
        };
      case 'ticket':
        return {
          HEAD: () => uploads.head(uploads.begunWith(id)),
          PUT: carries(async ({ request }) => {
            const refusal = await uploads.begin(id, place.name, request);
            return refusal === undefined ? uploads.put(uploads.begunWith(id), request) : refused(refusal);
          }),
        };
    }
  }

  async function respond(place: Route | 'nowhere', exchange: Exchange): Promise<Answer | undefined> {
    const { request } = exchange;
    const { method = '' } = request;
    if (place === 'nowhere') throw fileError('FILE_UNKNOWN');
    const methods = methodsAt(place);
    const chosen = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (chosen === undefined) return refused(httpRefusal('FILE_METHOD'), { Allow: Object.keys(methods).join(', ') });
    if (CHANGES.has(method) && !isOriginAllowed(request, access)) return refused(httpRefusal('FILE_ORIGIN'));
    const tus = request.headers['tus-resumable'];
    if (tus !== undefined && tus !== '1.0.0' && method !== 'OPTIONS') {
      return refused(httpRefusal('FILE_TUS_VERSION'), { 'Tus-Version': '1.0.0' });
    }
    const encoded = request.headers['content-encoding'] ?? 'identity';
    if (encoded === 'identity') return chosen(exchange);
    return refused(new Refusal('FILE_TYPE', 'The body must be the file itself, not an encoding of it.'));
  }

  async function serve(place: Route | 'nowhere', exchange: Exchange): Promise<void> {
    let given: Answer | undefined;
    try {
      given = await respond(place, exchange);
    } catch (error) {
      given = failed(error, exchange);
    }
    if (given !== undefined) await answer(exchange, given, clock);
  }

  function failed(error: unknown, { request }: Exchange): Answer {
    let refusal: Refusal;
    try {
      refusal = refusalFrom(error);
    } catch {
      refusal = refusalFrom(fileError('FILE_STORE_FAILED'));
    }
    if (refusal.code === 'FILE_STORE_FAILED')
      log.error({ error, method: request.method }, 'a request for a file failed');
    return refused(refusal);
  }

  return (request, response) => {
    const place = parseRoute(request.url ?? '', publicPath);
    if (place === 'elsewhere') return false;
    // One answer that cannot be sent ends one connection.
    serve(place, { request, response }).catch((error: unknown) => {
      log.error({ error, method: request.method }, 'a request for a file failed');
      response.destroy();
    });
    return true;
  };
}

/** What a path leads to: a file, an upload, or a permission to begin one. */
export type Route =
  | { readonly kind: 'file'; readonly id: string }
  | { readonly kind: 'upload'; readonly id: string }
  | { readonly kind: 'ticket'; readonly id: string; readonly name: string };

const ID = /^[A-Za-z0-9_-]{1,128}$/;

/**
 * The place that a request's target leads to; `elsewhere`: it does not begin with the handler's path; `nowhere`: it
 * does, and leads to nothing. What is behind the `?` does not count.
 */
export function parseRoute(target: string, publicPath: string): Route | 'elsewhere' | 'nowhere' {
  const [path = ''] = target.split('?', 1);
  if (!path.startsWith(publicPath)) return 'elsewhere';
  const parts = path.slice(publicPath.length).split('/');
  const [first = '', second = '', third = ''] = parts;
  if (first === 'up') return parts.length === 2 && ID.test(second) ? { kind: 'upload', id: second } : 'nowhere';
  if (first === 'new') {
    const name = decoded(third);
    const leads = parts.length <= 3 && ID.test(second) && name !== undefined;
    return leads ? { kind: 'ticket', id: second, name } : 'nowhere';
  }
  return parts.length <= 2 && ID.test(first) ? { kind: 'file', id: first } : 'nowhere';
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** Whether a request that changes something may come from the page that it names, by the rule for all web listeners. */
export function isOriginAllowed({ headers: { origin, host }, socket }: IncomingMessage, access: WebAccess): boolean {
  const { localPort, remoteAddress } = socket;
  return access({ origin, host, localPort, remoteAddress }) === undefined;
}
