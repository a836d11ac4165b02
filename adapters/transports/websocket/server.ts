import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Address } from '../../../core/index.js';
import { checkAmount, listenOn, trackSockets, urlHost } from '../socket/index.js';
import type { OwnPort, WebSocketOptions } from './options.js';

/** The HTTP server beneath a WebSocket transport: its own, or somebody else's. */
export interface HttpServerBinding {
  readonly server: Server;
  /** Whether it is its own. */
  readonly own: boolean;
  /** Makes an own server listen. @throws ChatError `CHAT_LISTEN_FAILED`. */
  open(): Promise<readonly Address[]>;
  /** Closes an own server: at once for new peers and for those without a WebSocket. Leaves another's alone. */
  close(): Promise<void>;
  /** Cuts off whoever is left on an own server, so that its close can end. */
  destroySockets(): void;
}

/** Makes or takes the server that the options speak of. */
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
