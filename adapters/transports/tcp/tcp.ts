import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Connection, Transport } from '../../../core/index.js';
import {
  createConnectionSet,
  createStallMonitor,
  listenOn,
  type TrackedSockets,
  trackSockets,
  urlHost,
} from '../socket/index.js';
import { TcpConnection, type TcpShared } from './connection.js';
import { type TcpOptions, type TcpSettings, tcpSettings } from './options.js';

const SWEEP_MS = 1_000;
const TLS_HANDSHAKE_MS = 10_000;

/**
 * A TCP transport: plain text for people, lines or blocks for programs, with or without TLS. Peers that
 * vanish are found by keep-alive probes and, when something waits to be sent to them, after `stallMs`.
 * @throws TypeError for an option that cannot be.
 */
export function tcp(options: TcpOptions): Transport {
  const settings = tcpSettings(options);
  const crowd = createConnectionSet<TcpConnection>(settings.clock);
  const watch = createStallMonitor(settings.clock, Math.min(SWEEP_MS, settings.stallMs, settings.lingerMs));
  const shared: TcpShared = { ...settings, watch, gone: crowd.remove };
  let server: Server | undefined;
  let strays: TrackedSockets | undefined;

  function open(socket: Socket, accept: (connection: Connection) => void): void {
    // A TLS handshake may end after close has begun.
    if (server === undefined) {
      socket.destroy();
      return;
    }
    const connection = new TcpConnection(socket, describe(socket, settings), settings.deframer(), shared);
    crowd.add(connection);
    accept(connection);
  }

  return {
    name: 'tcp',
    async listen(accept) {
      if (server !== undefined) throw new TypeError('The transport listens already.');
      const created = serve(settings, (socket) => open(socket, accept));
      server = created;
      if (settings.tls !== undefined) strays = trackSockets(created);
      try {
        const { address, port } = await listenOn(created, settings);
        const scheme = settings.tls === undefined ? 'tcp' : 'tls';
        return [{ transport: 'tcp', url: `${scheme}://${urlHost(address)}:${port}`, host: address, port }];
      } catch (error) {
        server = undefined;
        throw error;
      }
    },
    async close(options) {
      const closing = server;
      server = undefined;
      if (closing === undefined) return crowd.closeAll(options);
      const freed = new Promise((resolve) => closing.close(resolve));
      await crowd.closeAll(options);
      strays?.destroyAll();
      await freed;
      watch.stop();
    },
  };
}

function serve(settings: TcpSettings, open: (socket: Socket) => void): Server {
  const socketOptions = {
    // Our side is ended by hand, once the last frames have been delivered.
    allowHalfOpen: true,
    pauseOnConnect: false,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: settings.keepAliveMs,
  };
  if (settings.tls === undefined) return createServer(socketOptions, open);
  return createTlsServer({ handshakeTimeout: TLS_HANDSHAKE_MS, ...settings.tls, ...socketOptions }, open);
}

function describe(socket: Socket, settings: TcpSettings): Connection['info'] {
  const { remoteAddress } = socket;
  return {
    id: settings.random.id(),
    transport: 'tcp',
    ...(remoteAddress === undefined ? {} : { remoteAddress }),
    openedAt: settings.clock.now(),
    secure: settings.tls !== undefined,
  };
}
