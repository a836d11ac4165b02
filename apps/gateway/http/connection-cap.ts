import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

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
