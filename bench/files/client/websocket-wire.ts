import { once } from 'node:events';
import { WebSocket } from 'ws';
import { nativeSubprotocol } from '../../../index.js';
import type { CuttableWire } from './blocks-wire.js';
import { frameQueue } from './frames.js';

/** A WebSocket with the native subprotocol. */
export async function webSocketWire(url: string): Promise<CuttableWire> {
  const socket = new WebSocket(url, [nativeSubprotocol], { perMessageDeflate: false });
  const queue = frameQueue();
  socket.on('message', (data: Buffer, isBinary) => queue.put(isBinary ? data : data.toString()));
  socket.on('error', () => {});
  socket.on('close', queue.end);
  await once(socket, 'open');
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    next: queue.next,
    cut: () => socket.terminate(),
  };
}
