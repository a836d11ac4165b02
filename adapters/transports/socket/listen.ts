import type { AddressInfo, Server, Socket } from 'node:net';
import { ChatError } from '../../../core/index.js';

/** Where to listen. */
export interface ListenAddress {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
}

const advice: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there: stop it, or choose another port',
  EACCES: 'this user may not listen there: choose a port from 1024 up',
  EADDRNOTAVAIL: 'this machine has no such address: use 127.0.0.1, 0.0.0.0 or one of its own',
  ENOTFOUND: 'the host name is not known: use an address',
};

/**
 * Starts a server and returns its address.
 * @throws ChatError `CHAT_LISTEN_FAILED`, with a text that says what to do and details `port` and `reason`
 *   (the system's code, such as `EADDRINUSE`).
 */
export function listenOn(server: Server, where: ListenAddress): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => reject(listenFailure(error, where));
    server.once('error', failed);
    server.listen(where.port, where.host, () => {
      server.off('error', failed);
      // Later errors are of single accepts, as when file descriptors run out: that peer is lost, the server lives.
      server.on('error', () => {});
      resolve(server.address() as AddressInfo);
    });
  });
}

function listenFailure(error: NodeJS.ErrnoException, { host, port }: ListenAddress): ChatError {
  const reason = error.code ?? error.message;
  const text = `Cannot listen on ${host} port ${port}: ${advice[reason] ?? error.message}.`;
  return new ChatError('CHAT_LISTEN_FAILED', text, { details: { port, reason }, cause: error });
}

/** The host as a URL has it: brackets around IPv6, and `localhost` for “every address”. */
export function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** Checks a port. @throws TypeError unless it is a whole number from 0 to 65535. */
export function checkPort(port: number): number {
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new TypeError(`A port must be a whole number from 0 to 65535, not ${String(port)}.`);
}

/** Checks an amount. @throws TypeError unless it is a whole number from 1 to `highest`. */
export function checkAmount(name: string, value: number, highest = Number.MAX_SAFE_INTEGER): number {
  if (Number.isSafeInteger(value) && value >= 1 && value <= highest) return value;
  throw new TypeError(`${name} must be a whole number from 1 to ${highest}, not ${String(value)}.`);
}

/** Sockets of a TLS server, including those that have not completed their handshake. */
export interface TrackedSockets {
  /** Destroys the remaining sockets. */
  destroyAll(): void;
}

/**
 * Tracks the sockets of a TLS server. A socket that never completes its handshake never becomes a connection and would keep the
 * server from closing.
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
