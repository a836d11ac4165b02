import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import { onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { tls } from '../../../adapters/transports/support/harnesses.js';

/** A server that does nothing but accept. */
export interface BareServer<Accepted> {
  readonly port: number;
  /** The next connection that comes. */
  accepted(): Promise<Accepted>;
}

/** On a port of loopback, by TCP or TLS; it never closes its side by itself. */
export async function bareServer(kind: 'plain' | 'secure' = 'plain'): Promise<BareServer<Socket>> {
  const server = kind === 'plain' ? createServer({ allowHalfOpen: true, noDelay: true }) : createSecureServer(tls);
  const sockets = new Set<Socket>();
  const event = kind === 'plain' ? 'connection' : 'secureConnection';
  server.on(event, (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.on('tlsClientError', () => {});
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    accepted: async () => (await once(server, event))[0] as Socket,
  };
}

/** By WebSocket, with whatever subprotocol is wished for first. */
export async function bareWebSocketServer(): Promise<BareServer<WebSocket>> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    accepted: async () => (await once(server, 'connection'))[0] as WebSocket,
  };
}

/** A port of loopback on which nobody listens. */
export async function deafPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
