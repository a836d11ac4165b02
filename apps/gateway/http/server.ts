import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type RefusedRequest, refusedRequest, requestFault } from '../../../adapters/transports/websocket/index.js';
import { ChatError, type WebAccess, webAccess } from '../../../core/index.js';
import { pathOf, securityHeaders, sendText } from './responses.js';

/** Options of an HTTP server. */
export interface HttpServerOptions {
  /** Decides which hosts are accepted. Default: IP addresses and `localhost`. */
  readonly access?: WebAccess;
  /** Limits its connections. Default: no limit. */
  readonly cap?: ConnectionLimiter;
  /** Called for each request refused for its head. */
  readonly onRefused?: (refused: RefusedRequest) => void;
  /** Timeout of a request body in milliseconds; file uploads have their own rules. Default 30000. */
  readonly bodyMs?: number;
}

const BODY_MS = 30_000;

/**
 * Creates an HTTP server that does not listen yet. Each request is checked first: the head must be well formed and name an accepted
 * host, `GET` and `HEAD` must not have a body, and every other body must arrive within `bodyMs`.
 */
export function createHttpServer(listener: RequestListener, guard: HttpServerOptions = {}): Server {
  const timing = {
    headersTimeout: 10_000,
    // Node's own timeout would also end file uploads: limitBody excludes them.
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
    // A client that disconnects in the middle ends only its own request.
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

/** Returns whether a request is a file upload. The file-transfer plugin has its own timeouts for uploads. */
function isUpload(request: IncomingMessage): boolean {
  return (request.method === 'PUT' || request.method === 'PATCH') && pathOf(request).startsWith('/files/');
}

/** Closes the connection of a request whose body takes too long, answered or not. */
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

/** Answers and closes the connection without reading on. */
function refuse(response: ServerResponse, status: number, text: string): void {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  sendText(response, status, text, { Connection: 'close' });
}

/** Starts listening. @throws ChatError `CHAT_LISTEN_FAILED`, with details `port` and `reason`, the system's code. */
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
      // Later errors concern single accepts, for example without file descriptors: only that client is lost.
      server.on('error', () => {});
      resolve(server.address() as AddressInfo);
    });
  });
}

/** Stops accepting and closes all connections. Does nothing to a server that does not listen. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Maximum HTTP connections. WebSockets are not counted: sessions have their own limits. */
export interface ConnectionLimits {
  /** At once. */
  readonly total: number;
  /** At once from one address. */
  readonly perAddress: number;
}

/** The limit that a connection exceeds, and its address. */
export interface ExceededLimit {
  readonly limit: keyof ConnectionLimits;
  readonly address: string;
}

/** Limits the connections of one or more HTTP servers together. */
export interface ConnectionLimiter {
  /** Counts a server's connections and refuses those beyond the limits with 503. */
  watch(server: Server): void;
  /** Stops counting a connection that has become a WebSocket. */
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

/** Creates a connection limiter. @param onOver Called for each refused connection. */
export function createConnectionLimiter(
  { total, perAddress }: ConnectionLimits,
  onOver: (over: ExceededLimit) => void = () => {},
): ConnectionLimiter {
  /** Counted connections with their addresses, which closed sockets no longer have. */
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
