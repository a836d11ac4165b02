import type { Server, Socket } from 'node:net';

/** Sockets of a TLS server, among them those that have not finished their handshake. */
export interface TrackedSockets {
  /** Destroys all that are left. */
  destroyAll(): void;
}

/**
 * Follows the sockets of a TLS server. One that never finishes its handshake never becomes a connection, so
 * that nobody would close it, and the server's own close would wait for it.
 */
export function trackSockets(server: Server): TrackedSockets {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    destroyAll() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
