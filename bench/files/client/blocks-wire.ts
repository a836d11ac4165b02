import { once } from 'node:events';
import { connect } from 'node:net';
import { frameQueue } from './frames.js';
import type { FrameWire } from './peer.js';

const HEADER_BYTES = 4;
const BINARY_BIT = 0x8000_0000;

/** A connection that can be cut. */
export interface CuttableWire extends FrameWire {
  /** Breaks it: what is under way is lost. */
  cut(): void;
}

/** Blocks over TCP on this machine. */
export async function blocksWire(port: number): Promise<CuttableWire> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const queue = frameQueue();
  let parts: Buffer[] = [];
  let size = 0;
  let needed = HEADER_BYTES;

  socket.on('data', (chunk) => {
    parts.push(chunk);
    size += chunk.length;
    if (size < needed) return;
    let rest = parts.length === 1 ? chunk : Buffer.concat(parts);
    for (needed = HEADER_BYTES; rest.length >= HEADER_BYTES; ) {
      const head = rest.readUInt32BE(0);
      const end = HEADER_BYTES + (head % BINARY_BIT);
      needed = end;
      if (rest.length < end) break;
      const payload = rest.subarray(HEADER_BYTES, end);
      queue.put(head >= BINARY_BIT ? payload : payload.toString());
      rest = rest.subarray(end);
      needed = HEADER_BYTES;
    }
    parts = [rest];
    size = rest.length;
  });
  socket.on('error', () => {});
  socket.on('close', queue.end);
  await once(socket, 'connect');

  return {
    send(frame) {
      if (!socket.writable) return;
      const payload = typeof frame === 'string' ? Buffer.from(frame) : frame;
      const header = Buffer.allocUnsafe(HEADER_BYTES);
      header.writeUInt32BE(payload.length + (typeof frame === 'string' ? 0 : BINARY_BIT));
      socket.cork();
      socket.write(header);
      socket.write(payload);
      socket.uncork();
    },
    next: queue.next,
    cut: () => void socket.resetAndDestroy(),
  };
}
