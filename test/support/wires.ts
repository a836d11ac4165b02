import { type MemoryTransport, memory } from '../../adapters/transports/memory/index.js';
import { tcp } from '../../adapters/transports/tcp/index.js';
import { websocket } from '../../adapters/transports/websocket/index.js';
import { type Address, nativeSubprotocol, type Transport } from '../../core/index.js';
import { portOf } from '../adapters/transports/support/harnesses.js';
import { tcpPeer } from '../adapters/transports/support/tcp-peer.js';
import { webSocketPeer } from '../adapters/transports/support/websocket-peer.js';
import type { Wire } from './peers.js';

/** A kind of wire: how to listen on it, and how programs and people connect. */
export interface WireKind {
  listen(): Transport;
  program(transport: Transport, addresses: readonly Address[]): Promise<Wire>;
  person(transport: Transport, addresses: readonly Address[]): Promise<Wire>;
}

const overMemory = async (transport: Transport) => (transport as MemoryTransport).connect();
const overTcp = (framing: 'lines' | 'blocks') => (_: Transport, addresses: readonly Address[]) =>
  tcpPeer({ port: portOf(addresses), framing });
const overWebSocket =
  (subprotocol?: string) =>
  (_: Transport, [address]: readonly Address[]) =>
    webSocketPeer(address?.url ?? '', subprotocol === undefined ? {} : { subprotocol });

/** Every wire that the native dialect and plain text go over. */
export const wireKinds = {
  memory: { listen: () => memory(), program: overMemory, person: overMemory },
  'TCP, lines': { listen: () => tcp({ port: 0 }), program: overTcp('lines'), person: overTcp('lines') },
  'TCP, blocks': {
    listen: () => tcp({ port: 0, framing: 'blocks' }),
    program: overTcp('blocks'),
    person: overTcp('blocks'),
  },
  WebSocket: {
    listen: () => websocket({ port: 0 }),
    program: overWebSocket(nativeSubprotocol),
    person: overWebSocket(),
  },
} as const satisfies Record<string, WireKind>;

/** A wire's name. */
export type WireName = keyof typeof wireKinds;
