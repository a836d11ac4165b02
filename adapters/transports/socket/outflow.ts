import type { Socket } from 'node:net';
import type { MonitoredConnection, StallMonitor } from './watch.js';

/** A connection that writes to a socket. */
export interface SocketOutput extends MonitoredConnection {
  readonly socket: Socket;
  readonly watch: StallMonitor;
  /** Whether bytes were left over by a write and `drained` is owed. */
  slow: boolean;
  /** Called when the socket has nothing pending after it had. */
  drained(): void;
}

/** Bytes that the operating system has not taken yet. */
export function pending({ slow, socket }: SocketOutput): number {
  return slow && !socket.destroyed ? socket.writableLength : 0;
}

/**
 * Writes a packet to a socket that has not been ended; what the operating system does not take at once stays pending and is
 * watched.
 * @param behind Goes with it, in one call of the operating system.
 */
export function send(out: SocketOutput, packet: Uint8Array, behind?: Uint8Array): void {
  const { socket } = out;
  if (behind === undefined) socket.write(packet);
  else writeBoth(socket, packet, behind);
  if (out.slow || socket.writableLength === 0) return;
  out.slow = true;
  out.watch.add(out);
  awaitDrain(out);
}

function writeBoth(socket: Socket, packet: Uint8Array, behind: Uint8Array): void {
  socket.cork();
  socket.write(packet);
  socket.write(behind);
  socket.uncork();
}

// 'drain' comes only when a write went over the high-water mark, and a callback on every write costs every
// write. An empty write behind the pending ones tells the same, and only slow sockets pay for it.
function awaitDrain(out: SocketOutput): void {
  out.socket.write('', () => {
    if (out.socket.destroyed) return;
    if (out.socket.writableLength > 0) {
      awaitDrain(out);
      return;
    }
    out.slow = false;
    if (out.socket.writable) out.watch.remove(out);
    out.drained();
  });
}
