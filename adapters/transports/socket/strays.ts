import type { Server, Socket } from 'node:net';

/** Sockets of a TLS server, among them those that have not finished their handshake. */
export interface Strays {
  /** Destroys all that are left. */
  cutOff(): void;
}

/**
 * Follows the sockets of a TLS server. One that never finishes its handshake never becomes a connection, so
 * that nobody would close it, and the server's own close would wait for it.
 */
export function followStrays(server: Server): Strays {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    cutOff() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
