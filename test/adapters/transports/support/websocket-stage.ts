import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';
import type { Connection, Transport } from '../../../../core/index.js';
import { type Recorder, record } from '../../../../testkit/index.js';

/** A listening WebSocket transport with `ws` clients. */
export interface WebSocketStage {
  readonly url: string;
  readonly port: number;
  /** Opens a client; gives it and what the transport makes of it. */
  dial(options?: ClientOptions & { path?: string; protocols?: string[] }): Promise<Dialled>;
  /** Resolves with the status with which a handshake is refused. */
  refusal(options?: ClientOptions & { path?: string }): Promise<number>;
  close(): Promise<void>;
}

/** Both ends of an open WebSocket. */
export interface Dialled {
  readonly socket: WebSocket;
  readonly connection: Connection;
  readonly near: Recorder;
}

/** Makes a transport listen. */
export async function webSocketStage(transport: Transport): Promise<WebSocketStage> {
  const waiting: ((connection: Connection) => void)[] = [];
  const sockets: WebSocket[] = [];
  const [address] = await transport.listen((connection) => {
    const taker = waiting.shift();
    if (taker === undefined) record(connection);
    else taker(connection);
  });
  const { url = '', port = 0 } = address ?? {};
  const origin = url.replace(/^(wss?:\/\/[^/]+).*/, '$1');
  return {
    url,
    port,
    async dial({ path = '/', protocols = [], ...options } = {}) {
      const next = new Promise<Connection>((resolve) => waiting.push(resolve));
      const socket = new WebSocket(origin + path, protocols, { perMessageDeflate: false, ...options });
      sockets.push(socket);
      await once(socket, 'open');
      socket.on('error', () => {});
      const connection = await next;
      return { socket, connection, near: record(connection) };
    },
    async refusal({ path = '/', ...options } = {}) {
      const socket = new WebSocket(origin + path, options);
      socket.on('error', () => {});
      const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
      socket.terminate();
      return response.statusCode;
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      await transport.close();
    },
  };
}
