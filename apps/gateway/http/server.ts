import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type RefusedRequest, refusedRequest, requestFault } from '../../../adapters/transports/websocket/index.js';
import { ChatError, type WebAccess, webAccess } from '../../../core/index.js';
import { pathOf, securityHeaders, sendText } from './responses.js';

/** What guards an HTTP server. */
export interface HttpServerOptions {
  /** Which hosts are the server's own. Default: IP addresses and `localhost`. */
  readonly access?: WebAccess;
  /** What counts its connections. Default: nothing does. */
  readonly cap?: ConnectionLimiter;
  /** Called for each request that is refused for its head. Default: nothing is called. */
  readonly onRefused?: (refused: RefusedRequest) => void;
  /** How long a request's body may take, in milliseconds; file uploads have rules of their own. Default 30000. */
  readonly bodyMs?: number;
}

const BODY_MS = 30_000;

/**
 * Makes an HTTP server that does not listen yet. Before the listener is asked, each request passes the guard: its head must be well
 * formed and name a host that is the server's own, `GET` and `HEAD` have no body, and every other body comes within `bodyMs`.
 */
export function createHttpServer(listener: RequestListener, guard: HttpServerOptions = {}): Server {
  const timing = {
    headersTimeout: 10_000,
    // Node's own would end file uploads, too: the guard has one that leaves them out.
    requestTimeout: 0,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 5_000,
  };
  const server = createServer(timing, guardListener(listener, guard));
  guard.cap?.watch(server);
  return server;
}

function guardListener(
  listener: RequestListener,
  { access = webAccess(), onRefused = () => {}, bodyMs = BODY_MS }: HttpServerOptions,
): RequestListener {
  return (request, response) => {
    // A peer that goes away in the middle of an answer, or of a request, ends both and nothing else.
    request.on('error', () => {});
    response.on('error', () => {});
    const fault = requestFault(request, access, { checksOrigin: false });
    if (fault !== undefined) {
      refuse(response, fault.status, fault.text);
      onRefused(refusedRequest(request, fault));
      return;
    }
    if (hasBody(request)) {
      if (request.method === 'GET' || request.method === 'HEAD') {
        refuse(response, 400, `A ${request.method} request must not have a body.`);
        return;
      }
      if (!isUpload(request)) limitBody(request, response, bodyMs);
    }
    listener(request, response);
  };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** File uploads take as long as they need: what takes them looks after the pace of what comes. */
function isUpload(request: IncomingMessage): boolean {
  return (request.method === 'PUT' || request.method === 'PATCH') && pathOf(request).startsWith('/files/');
}

/** Cuts a request off whose body is not there in time, whether it has been answered or not. */
function limitBody(request: IncomingMessage, response: ServerResponse, ms: number): void {
  const timer = setTimeout(() => {
    if (request.complete) return;
    if (!response.headersSent) refuse(response, 408, 'The request body took too long.');
    request.socket.destroySoon();
  }, ms);
  timer.unref();
  const stop = (): void => clearTimeout(timer);
  request.once('end', stop).once('close', stop);
}

/** Answers, and closes the connection: what else comes on it is not read. */
function refuse(response: ServerResponse, status: number, text: string): void {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  sendText(response, status, text, { Connection: 'close' });
}

/** Makes it listen. @throws ChatError `CHAT_LISTEN_FAILED`, with details `port` and `reason`, the system's code. */
export function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      const reason = error.code ?? error.message;
      const text = `Cannot listen on ${host} port ${port}: ${error.message}.`;
      reject(new ChatError('CHAT_LISTEN_FAILED', text, { details: { port, reason }, cause: error }));
    };
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      // Later errors are of single accepts, as when file descriptors run out: that peer is lost, the server lives.
      server.on('error', () => {});
      resolve(server.address() as AddressInfo);
    });
  });
}

/** Stops accepting, and cuts what is still connected. Does nothing to a server that does not listen. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** How many connections HTTP servers keep, WebSockets not counted: those are sessions, with limits of their own. */
export interface ConnectionLimits {
  /** At once. */
  readonly total: number;
  /** At once from one address. */
  readonly perAddress: number;
}

/** Which limit a connection is over, and where it came from. */
export interface ExceededLimit {
  readonly limit: keyof ConnectionLimits;
  readonly address: string;
}

/** Counts the connections of one or several HTTP servers together. */
export interface ConnectionLimiter {
  /** Counts a server's connections from now on, and refuses those beyond the limits with 503. */
  watch(server: Server): void;
  /** Takes a connection off the count: it has become a WebSocket. */
  release(socket: Duplex): void;
}

const TEXT = 'Too many connections. Try again in 5 seconds.\n';
const REFUSAL = [
  'HTTP/1.1 503 Service Unavailable',
  'Connection: close',
  'Retry-After: 5',
  'Content-Type: text/plain; charset=utf-8',
  `Content-Length: ${Buffer.byteLength(TEXT)}`,
  '',
  TEXT,
].join('\r\n');

/** Makes a count that begins with nothing. @param onOver Called for each connection that is refused, for a log. */
export function createConnectionLimiter(
  { total, perAddress }: ConnectionLimits,
  onOver: (over: ExceededLimit) => void = () => {},
): ConnectionLimiter {
  /** Each counted connection, with its address: a closed one has none any more. */
  const counted = new Map<Duplex, string>();
  const byAddress = new Map<string, number>();

  function release(socket: Duplex): void {
    const address = counted.get(socket);
    if (address === undefined) return;
    counted.delete(socket);
    const left = (byAddress.get(address) ?? 1) - 1;
    if (left === 0) byAddress.delete(address);
    else byAddress.set(address, left);
  }

  function accept(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    const fromThere = byAddress.get(address) ?? 0;
    if (counted.size < total && fromThere < perAddress) {
      counted.set(socket, address);
      byAddress.set(address, fromThere + 1);
      socket.once('close', () => release(socket));
      return;
    }
    onOver({ limit: counted.size < total ? 'perAddress' : 'total', address });
    socket.end(REFUSAL);
    socket.destroySoon();
  }

  return { watch: (server) => void server.on('connection', accept), release };
}
