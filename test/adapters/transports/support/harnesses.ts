import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type MemoryTransport, memory } from '../../../../adapters/transports/memory/index.js';
import { type TcpOptions, tcp } from '../../../../adapters/transports/tcp/index.js';
import { type OwnPort, websocket } from '../../../../adapters/transports/websocket/index.js';
import type { Address, Transport } from '../../../../core/index.js';
import { memoryPeer, type TransportHarness } from '../../../../testkit/index.js';
import { type TcpPeerOptions, tcpPeer } from './tcp-peer.js';
import { type WebSocketPeerOptions, webSocketPeer } from './websocket-peer.js';

const fixtures = new URL('../../../fixtures/tls/', import.meta.url);

/** The test certificate and its key. */
export const tls = {
  cert: readFileSync(new URL('cert.pem', fixtures), 'utf8'),
  key: readFileSync(new URL('key.pem', fixtures), 'utf8'),
};

/** The port that a transport listens on. */
export function portOf(addresses: readonly Address[]): number {
  const port = addresses[0]?.port;
  if (port === undefined) throw new Error('The transport gave no port.');
  return port;
}

export function memoryHarness(): TransportHarness {
  return {
    create: (wish) => memory({ ...wish, pings: true }),
    connect: async (transport) => memoryPeer(transport as MemoryTransport),
    supports: { inputLimit: true, ports: false, pings: true, binary: true, rawText: false },
  };
}

export function tcpHarness(server: Partial<TcpOptions>, peer: Partial<TcpPeerOptions>): TransportHarness {
  return {
    create: ({ port = 0, ...wish }) => tcp({ ...server, ...wish, port, stallMs: 10_000 }),
    connect: (_, addresses) => tcpPeer({ ...peer, port: portOf(addresses) }),
    supports: {
      inputLimit: true,
      ports: true,
      binary: peer.framing === 'blocks',
      rawText: true,
      findsDeadWithinMs: 25_000,
    },
  };
}

export function webSocketHarness(server: Partial<OwnPort>, peer: WebSocketPeerOptions): TransportHarness {
  return {
    create: ({ port = 0, ...wish }) => websocket({ ...server, ...wish, port, pingMs: 10_000, stallMs: 10_000 }),
    connect: (_, addresses) => webSocketPeer(addresses[0]?.url ?? '', peer),
    supports: { inputLimit: true, ports: true, pings: true, binary: true, rawText: true, findsDeadWithinMs: 25_000 },
  };
}

/** On an `http.Server` that belongs to somebody else, who opens and closes it around the transport. */
export function sharedServerHarness(): TransportHarness {
  return {
    create({ clock, maxFrameBytes }): Transport {
      const server = createServer((_, response) => response.end('a page'));
      const transport = websocket({ server, clock, maxFrameBytes, pingMs: 10_000, stallMs: 10_000 });
      return {
        name: transport.name,
        async listen(accept) {
          if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
          return transport.listen(accept);
        },
        async close(options) {
          await transport.close(options);
          server.close();
        },
      };
    },
    connect: (_, addresses) => webSocketPeer(addresses[0]?.url ?? ''),
    supports: { inputLimit: true, ports: false, pings: true, binary: true, rawText: true, findsDeadWithinMs: 25_000 },
  };
}
