import { once } from 'node:events';
import { connect } from 'node:net';
import { eventually } from './eventually.js';

/** A bare TCP connection: bytes there, text back. */
export interface RawSocket {
  /** Sends bytes as they are. */
  write(bytes: string | Uint8Array): void;
  /** Sends each byte in a turn of its own. */
  trickle(bytes: Uint8Array): Promise<void>;
  /** Everything that came, decoded as a whole. */
  readonly text: string;
  /** Resolves once what came has this in it. */
  until(part: string): Promise<void>;
  destroy(): void;
  readonly closed: Promise<unknown>;
}

/** Connects to a port of this machine. */
export async function rawSocket(port: number): Promise<RawSocket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.on('close', resolve));
  await once(socket, 'connect');
  const raw: RawSocket = {
    write(bytes) {
      if (socket.writable) socket.write(bytes);
    },
    async trickle(bytes) {
      for (const byte of bytes) {
        socket.write(Uint8Array.of(byte));
        await new Promise(setImmediate);
      }
    },
    get text() {
      return Buffer.concat(chunks).toString();
    },
    until: (part) => eventually(() => raw.text.includes(part)),
    destroy: () => void socket.destroy(),
    closed,
  };
  return raw;
}
