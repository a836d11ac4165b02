import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Address, Cancel, Clock } from '../../../core/index.js';
import { checkAmount, listenOn, trackSockets, urlHost } from '../socket/index.js';
import type { OwnPort, WebSocketOptions } from './options.js';

/** The HTTP server of a WebSocket transport: its own or a shared one. */
export interface HttpServerBinding {
  readonly server: Server;
  /** Whether it is its own. */
  readonly own: boolean;
  /** Makes an own server listen. @throws ChatError `CHAT_LISTEN_FAILED`. */
  open(): Promise<readonly Address[]>;
  /** Closes an own server: at once for new peers and for those without a WebSocket. Leaves another's alone. */
  close(): Promise<void>;
  /** Destroys the remaining sockets of an own server, so that it can close. */
  destroySockets(): void;
}

/** Creates the server, or binds to the shared one in the options. */
export function bindServer(options: WebSocketOptions): HttpServerBinding {
  const [path = '/'] = typeof options.path === 'string' ? [options.path] : (options.path ?? []);
  if ('port' in options) return ownServer(options, path);
  const { server } = options;
  return {
    server,
    own: false,
    async open() {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') return [];
      return [describe(bound, 'setSecureContext' in server, path)];
    },
    async close() {},
    destroySockets() {},
  };
}

function ownServer(options: OwnPort, path: string): HttpServerBinding {
  const handshakeMs = checkAmount('handshakeMs', options.handshakeMs ?? 10_000);
  const timing = {
    headersTimeout: handshakeMs,
    requestTimeout: handshakeMs,
    connectionsCheckingInterval: Math.max(1, Math.ceil(handshakeMs / 2)),
  };
  const { tls } = options;
  const server =
    tls === undefined
      ? createServer(timing, upgradeRequired)
      : createTlsServer({ handshakeTimeout: handshakeMs, ...tls, ...timing }, upgradeRequired);
  const strays = tls === undefined ? undefined : trackSockets(server);
  return {
    server,
    own: true,
    async open() {
      const bound = await listenOn(server, { port: options.port, host: options.host ?? '127.0.0.1' });
      return [describe(bound, tls !== undefined, path)];
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
    destroySockets: () => strays?.destroyAll(),
  };
}

function upgradeRequired(_request: IncomingMessage, response: ServerResponse): void {
  const text = 'This is a WebSocket server: connect with a WebSocket client.\n';
  response.writeHead(426, { 'Content-Type': 'text/plain', Upgrade: 'websocket', Connection: 'close' }).end(text);
}

function describe({ address, port }: AddressInfo, secure: boolean, path: string): Address {
  const url = `${secure ? 'wss' : 'ws'}://${urlHost(address)}:${port}${path}`;
  return { transport: 'websocket', url, host: address, port };
}

/** Upgrades of a shared server to paths that are not the chat's. */
export interface UnclaimedUpgrades {
  /** Answers with 404: at once, or, where there are others who may take it, when none has within the grace period. */
  add(socket: Duplex, hasOthers: boolean): void;
  /** Refuses all that still wait: nothing listens here any more. */
  refuseAll(): void;
}

/**
 * Ends upgrades that no listener takes. Node leaves a socket alone once its server has any `upgrade` listener, so without this it
 * would stay open for ever.
 * @param graceMs How long other listeners may take, in milliseconds.
 */
export function createUnclaimedUpgrades(clock: Clock, graceMs: number): UnclaimedUpgrades {
  const waiting = new Map<Duplex, () => void>();
  return {
    add(socket, hasOthers) {
      if (!hasOthers) {
        refuse(socket, 404);
        return;
      }
      // Nothing else handles errors until another listener has taken the socket.
      const ignore = (): void => {};
      const written = writtenTo(socket);
      socket.on('error', ignore);
      let cancel: Cancel | undefined;
      const decide = (): void => {
        cancel?.();
        waiting.delete(socket);
        const readers = socket.listenerCount('data') + socket.listenerCount('readable');
        if (socket.destroyed) return;
        if (readers === 0 && writtenTo(socket) === written) refuse(socket, 404);
        // Errors of a socket that another listener has taken are its own affair.
        else socket.off('error', ignore);
      };
      cancel = clock.after(graceMs, decide);
      waiting.set(socket, decide);
    },
    refuseAll() {
      for (const decide of [...waiting.values()]) decide();
    },
  };
}

/** Refuses a handshake with an HTTP answer, and closes. Errors of the socket end here. */
export function refuse(socket: Duplex, status: number, text = ''): void {
  socket.on('error', () => socket.destroy());
  // Without waiting for the peer to hang up: one that never does would hold up the server's close.
  socket.once('finish', () => socket.destroy());
  const body = text === '' ? '' : `${text}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function writtenTo(socket: Duplex): number {
  return 'bytesWritten' in socket && typeof socket.bytesWritten === 'number' ? socket.bytesWritten : 0;
}
