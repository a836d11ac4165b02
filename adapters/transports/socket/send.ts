import type { Socket } from 'node:net';
import type { Cancel, Clock } from '../../../core/index.js';

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

/** A connection that should be getting rid of bytes. */
export interface MonitoredConnection {
  /** Bytes that the operating system has not taken yet. */
  readonly pendingBytes: number;
  /** How long `pendingBytes` may stay without shrinking, in milliseconds. May change while watched. */
  readonly stallTimeoutMs: number;
  /** Called when patience is over; the connection is not watched any longer. */
  expired(): void;
}

/** Connections whose bytes do not move, found by one timer for all of them. */
export interface StallMonitor {
  /** Begins to watch, counting from now. A second call starts the count again. */
  add(item: MonitoredConnection): void;
  remove(item: MonitoredConnection): void;
  /** Forgets everything and stops the timer. */
  stop(): void;
}

interface Progress {
  pending: number;
  since: number;
}

/**
 * Watches connections that have bytes pending, or that wait for their peer to close. The timer runs only
 * while something is watched, so an idle server has none.
 */
export function createStallMonitor(clock: Clock, intervalMs: number): StallMonitor {
  const marks = new Map<MonitoredConnection, Progress>();
  let cancel: Cancel | undefined;

  function sweep(): void {
    cancel = undefined;
    const now = clock.monotonic();
    for (const [item, mark] of marks) {
      const pending = item.pendingBytes;
      if (pending < mark.pending) mark.since = now;
      mark.pending = pending;
      if (now - mark.since < item.stallTimeoutMs) continue;
      marks.delete(item);
      item.expired();
    }
    arm();
  }

  function arm(): void {
    if (marks.size > 0 && cancel === undefined) cancel = clock.after(intervalMs, sweep);
  }

  return {
    add(item) {
      marks.set(item, { pending: item.pendingBytes, since: clock.monotonic() });
      arm();
    },
    remove(item) {
      marks.delete(item);
    },
    stop() {
      marks.clear();
      cancel?.();
      cancel = undefined;
    },
  };
}
