import type { MemoryTransport } from '../../adapters/transports/memory/index.js';
import type { TransportPeer } from './harness.js';

/** A peer of a memory transport, in the form that the conformance suite drives. */
export function memoryPeer(transport: MemoryTransport): TransportPeer {
  const peer = transport.connect();
  return {
    send: peer.send,
    sendTogether(frames) {
      for (const frame of frames) peer.send(frame);
    },
    next: peer.next,
    close: () => peer.close(),
    abort: peer.abort,
    freeze: peer.freeze,
    thaw: peer.thaw,
    closed: peer.closed,
  };
}
