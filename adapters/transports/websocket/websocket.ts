import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type Connection, type ConnectionInfo, createRounds, type Transport } from '../../../core/index.js';
import { createConnectionSet, createStallMonitor } from '../socket/index.js';
import { WebSocketConnection, type WebSocketShared } from './connection.js';
import { agreedWindowBits, createDeflaters } from './framing.js';
import { bindServer, createUnclaimedUpgrades, refuse } from './http-server.js';
import { gatheringLimits, type WebSocketOptions, type WebSocketSettings, webSocketSettings } from './options.js';
import { refusedRequest, requestFault } from './request.js';
import { attach, Wire } from './wire.js';

const SWEEP_MS = 1_000;
const SUBPROTOCOL = 'partyline.v1';

/**
 * A WebSocket transport (RFC 6455), on a port of its own or on an existing HTTP server. The subprotocol
 * `partyline.v1` is agreed to when offered. On an existing server `listen` gives no addresses while that
 * server does not listen yet.
 * @throws TypeError for an option that cannot be.
 */
export function websocket(options: WebSocketOptions): Transport {
  const settings = webSocketSettings(options);
  const beneath = bindServer(options);
  const crowd = createConnectionSet<WebSocketConnection>(settings.clock);
  const watch = createStallMonitor(settings.clock, Math.min(SWEEP_MS, settings.stallMs, settings.lingerMs));
  const rounds = createRounds<WebSocketConnection>(settings.clock, settings.random, settings.pingMs, (peer) =>
    peer.checkHeartbeat(),
  );
  const shared: WebSocketShared = { ...settings, watch, rounds, gone: crowd.remove };
  const handshake = createHandshake(settings);
  const unclaimed = createUnclaimedUpgrades(settings.clock, settings.unclaimedMs);
  let accepting: ((connection: Connection) => void) | undefined;

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (settings.paths?.has(pathOf(request)) === false) {
      // On a server that is shared another listener may take it.
      if (beneath.own) refuse(socket, 404);
      else unclaimed.add(socket, beneath.server.listenerCount('upgrade') > 1);
      return;
    }
    const fault = requestFault(request, settings.access, { checksOrigin: true });
    if (fault !== undefined) {
      refuse(socket, fault.status, fault.text);
      settings.onRefused(refusedRequest(request, fault));
      return;
    }
    handshake(request, socket, head, (wire, windowBits) => {
      settings.onUpgraded(socket);
      const info = describe(request, wire, settings);
      // `request.socket` and `socket` are one; only the types differ.
      const connection = new WebSocketConnection(wire, request.socket, info, deflaters(windowBits), shared);
      attach(wire, connection);
      crowd.add(connection);
      accepting?.(connection);
    });
  }

  const deflaters = createDeflaters(settings.thresholdBytes ?? 0).framing;

  return {
    name: 'websocket',
    async listen(accept) {
      if (accepting !== undefined) throw new TypeError('The transport listens already.');
      accepting = accept;
      beneath.server.on('upgrade', upgrade);
      try {
        return await beneath.open();
      } catch (error) {
        accepting = undefined;
        beneath.server.off('upgrade', upgrade);
        throw error;
      }
    },
    async close(options) {
      const freed = accepting === undefined ? undefined : beneath.close();
      accepting = undefined;
      beneath.server.off('upgrade', upgrade);
      unclaimed.refuseAll();
      await crowd.closeAll(options);
      beneath.destroySockets();
      await freed;
      watch.stop();
    },
  };
}

type HandshakeDone = (wire: Wire, windowBits: number | undefined) => void;

function createHandshake(settings: WebSocketSettings) {
  const server = new WebSocketServer<typeof Wire>({
    noServer: true,
    clientTracking: false,
    ...gatheringLimits(settings),
    WebSocket: Wire,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    perMessageDeflate:
      settings.thresholdBytes === undefined ? false : { serverNoContextTakeover: true, clientNoContextTakeover: true },
  });
  // Set between the 'headers' event and the callback of the same, synchronous, handshake.
  let windowBits: number | undefined;
  server.on('headers', (headers) => {
    windowBits = agreedWindowBits(headers);
  });
  return (request: IncomingMessage, socket: Duplex, head: Buffer, done: HandshakeDone): void => {
    server.handleUpgrade(request, socket, head, (wire) => done(wire, windowBits));
  };
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}

function describe(request: IncomingMessage, wire: Wire, settings: WebSocketSettings): ConnectionInfo {
  const { remoteAddress }: Socket = request.socket;
  const { origin } = request.headers;
  return {
    id: settings.random.id(),
    transport: 'websocket',
    ...(remoteAddress === undefined ? {} : { remoteAddress }),
    openedAt: settings.clock.now(),
    subprotocol: wire.protocol,
    ...(origin === undefined ? {} : { origin }),
    url: request.url ?? '/',
    secure: 'encrypted' in request.socket,
  };
}
