import type { Socket } from 'node:net';
import type { Cancel, Clock } from '../../../core/index.js';

/** A connection that writes to a socket. */
export interface SocketOutput extends MonitoredConnection {
  readonly socket: Socket;
  readonly watch: StallMonitor;
  /** Whether a write left pending bytes, so that `drained` will be called. */
  slow: boolean;
  /** Called when the socket has no pending bytes any more. */
  drained(): void;
}

/** Bytes not yet accepted by the operating system. */
export function pending({ slow, socket }: SocketOutput): number {
  return slow && !socket.destroyed ? socket.writableLength : 0;
}

/**
 * Writes a packet to a socket that has not been ended. Pending bytes are monitored for stalls.
 * @param behind A second packet, written in the same system call.
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

/** A connection with pending bytes. */
export interface MonitoredConnection {
  /** Bytes not yet accepted by the operating system. */
  readonly pendingBytes: number;
  /** How long `pendingBytes` may stay without shrinking, in milliseconds. May change while watched. */
  readonly stallTimeoutMs: number;
  /** Called after `stallTimeoutMs` without progress; the connection is no longer monitored. */
  expired(): void;
}

/** Detects stalled connections with one timer for all of them. */
export interface StallMonitor {
  /** Starts monitoring a connection; a second call restarts its timeout. */
  add(item: MonitoredConnection): void;
  remove(item: MonitoredConnection): void;
  /** Removes all connections and stops the timer. */
  stop(): void;
}

interface Progress {
  pending: number;
  since: number;
}

/**
 * Creates a monitor of connections that have pending bytes or wait for their peer to close. The timer runs only while connections
 * are monitored.
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
