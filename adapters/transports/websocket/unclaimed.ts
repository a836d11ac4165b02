import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Cancel, Clock } from '../../../core/index.js';

/** Upgrades of a shared server to paths that are not the chat's. */
export interface UnclaimedUpgrades {
  /** Answers with 404: at once, or, where there are others who may take it, when none has within the grace period. */
  add(socket: Duplex, hasOthers: boolean): void;
  /** Refuses all that still wait: nothing listens here any more. */
  refuseAll(): void;
}

/**
 * Ends upgrades that no listener takes. Node leaves a socket alone once its server has any `upgrade` listener, so without this it
 * would stay open for ever.
 * @param graceMs How long other listeners may take, in milliseconds.
 */
export function createUnclaimedUpgrades(clock: Clock, graceMs: number): UnclaimedUpgrades {
  const waiting = new Map<Duplex, () => void>();
  return {
    add(socket, hasOthers) {
      if (!hasOthers) {
        refuse(socket, 404);
        return;
      }
      // Nothing else listens for errors until somebody has taken it.
      const ignore = (): void => {};
      const written = writtenTo(socket);
      socket.on('error', ignore);
      let cancel: Cancel | undefined;
      const decide = (): void => {
        cancel?.();
        waiting.delete(socket);
        const readers = socket.listenerCount('data') + socket.listenerCount('readable');
        if (socket.destroyed) return;
        if (readers === 0 && writtenTo(socket) === written) refuse(socket, 404);
        // Errors of a socket that another listener has taken are its own affair.
        else socket.off('error', ignore);
      };
      cancel = clock.after(graceMs, decide);
      waiting.set(socket, decide);
    },
    refuseAll() {
      for (const decide of [...waiting.values()]) decide();
    },
  };
}

/** Refuses a handshake with an HTTP answer, and closes. Errors of the socket end here. */
export function refuse(socket: Duplex, status: number, text = ''): void {
  socket.on('error', () => socket.destroy());
  // Without waiting for the peer to hang up: one that never does would hold up the server's close.
  socket.once('finish', () => socket.destroy());
  const body = text === '' ? '' : `${text}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function writtenTo(socket: Duplex): number {
  return 'bytesWritten' in socket && typeof socket.bytesWritten === 'number' ? socket.bytesWritten : 0;
}
