import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ChatError } from '../../../core/index.js';

/** The HTTP server, not listening yet. Whoever dawdles with a request's head is cut off. */
export function httpServer(listener: RequestListener): Server {
  const timing = {
    headersTimeout: 10_000,
    // A large file takes its time; whoever takes files looks after the pace of what comes.
    requestTimeout: 0,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 5_000,
  };
  return createServer(timing, listener);
}

/** Makes it listen. @throws ChatError `CHAT_LISTEN_FAILED`, with details `port` and `reason`, the system's code. */
export function openServer(server: Server, host: string, port: number): Promise<AddressInfo> {
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
