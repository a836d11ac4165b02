import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

/** What is not as with most of these programs. */
export interface Handshake {
  /** Default `/`. */
  readonly path?: string;
  /** Default: none. */
  readonly origin?: string;
}

/** An old program's WebSocket: no subprotocol, no extensions. */
export interface WebSocketClient {
  /** What the handshake was answered with. */
  readonly answer: IncomingHttpHeaders;
  send(frame: string | Uint8Array): void;
  /** Sends frames that leave in one segment. */
  sendTogether(frames: readonly string[]): void;
  /** All frames that came, in order: texts, and bytes as they are. */
  readonly frames: readonly (string | Uint8Array)[];
  /** Hears each frame as it comes. */
  listen(listener: (frame: string | Uint8Array) => void): void;
  /** Resolves to all frames once that one has come last. */
  until(last: string): Promise<readonly (string | Uint8Array)[]>;
  /** Closes with code 1000; resolves to the code of the answer. */
  close(): Promise<number>;
  /** The connection breaks. */
  break(): void;
  /** Resolves when it is over, to the code with which: 1006 where there was none. */
  readonly over: Promise<number>;
}

/** Connects, and resolves once the handshake is done. */
export async function webSocketClient(port: number, { path = '/', origin }: Handshake = {}): Promise<WebSocketClient> {
  const options = { perMessageDeflate: false, ...(origin !== undefined && { origin }) };
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, [], options);
  onTestFinished(() => socket.terminate());
  const frames: (string | Uint8Array)[] = [];
  const listeners = new Set<(frame: string | Uint8Array) => void>();
  socket.on('message', (data: Buffer, isBinary) => {
    const frame = isBinary ? new Uint8Array(data) : data.toString('utf8');
    frames.push(frame);
    for (const listener of listeners) listener(frame);
  });
  const over = new Promise<number>((resolve) => socket.on('close', resolve));
  const upgraded = once(socket, 'upgrade') as Promise<[IncomingMessage]>;
  await once(socket, 'open');
  socket.on('error', () => {});
  const [{ headers: answer, socket: wire }] = await upgraded;
  return {
    answer,
    send: (frame) => socket.send(frame),
    sendTogether(together) {
      wire.cork();
      for (const frame of together) socket.send(frame);
      wire.uncork();
    },
    frames,
    listen: (listener) => void listeners.add(listener),
    until: (last) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (frames.at(-1) !== last) return;
          listeners.delete(look);
          resolve([...frames]);
        };
        listeners.add(look);
        look();
      }),
    close() {
      socket.close(1000);
      return over;
    },
    break: () => socket.terminate(),
    over,
  };
}
