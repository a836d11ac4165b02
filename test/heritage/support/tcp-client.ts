import { once } from 'node:events';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';

/** An old program's socket: bare bytes both ways. */
export interface TcpClient {
  /** Writes in one go. */
  write(bytes: string | Uint8Array): void;
  /** Writes each piece by itself, in a turn of its own: each is a segment of its own. */
  writePieces(pieces: readonly Uint8Array[]): Promise<void>;
  /**
   * Resolves to all that has come, once that is how it ends. Each segment is decoded by itself, as these programs do: where one
   * ended inside a character there is a U+FFFD. All else is as exact as bytes are.
   */
  until(end: string): Promise<string>;
  /** The same, once it is so long, counted as the length of a string. */
  whenHas(length: number): Promise<string>;
  /** Writes the last words, with the end of the connection right behind them. */
  end(last: string): void;
  /** The connection breaks. */
  break(): void;
  /** Resolves when it is over, to all that has come. */
  readonly over: Promise<string>;
}

/** Connects by the literal address, as these programs do. */
export async function tcpClient(port: number): Promise<TcpClient> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  onTestFinished(() => void socket.destroy());
  const waiting = new Set<() => void>();
  let all = '';
  socket.on('data', (bytes: Buffer) => {
    all += bytes.toString('utf8');
    for (const look of waiting) look();
  });
  socket.on('error', () => {});
  const over = new Promise<string>((resolve) => socket.on('close', () => resolve(all)));
  await once(socket, 'connect');
  const when = (isThere: () => boolean): Promise<string> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isThere()) return;
        waiting.delete(look);
        resolve(all);
      };
      waiting.add(look);
      look();
    });
  return {
    write: (bytes) => void socket.write(bytes),
    async writePieces(pieces) {
      for (const piece of pieces) {
        await new Promise((written) => socket.write(piece, written));
        await new Promise(setImmediate);
      }
    },
    until: (end) => when(() => all.endsWith(end)),
    whenHas: (length) => when(() => all.length >= length),
    end: (last) => void socket.end(last),
    break: () => void socket.resetAndDestroy(),
    over,
  };
}
