import { createServer } from 'node:net';
import { errorCode } from './get.js';

/** Listens for a moment. @returns The system's code for why that cannot be; `undefined`: it can. */
export function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => resolve(errorCode(error)));
    // Alone: as a cluster's worker it would share the port that it asks about.
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
