import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Connection, Transport } from '../../../../core/index.js';
import { type ManualClock, type Recorder, record } from '../../../../testkit/index.js';
import { portOf } from './harnesses.js';

/** A listening transport with peers that write raw bytes. */
export interface RawStage {
  readonly port: number;
  /** Opens a socket; gives it and what the transport makes of it. */
  dial(): Promise<{ socket: Socket; near: Recorder; connection: Connection }>;
  close(): Promise<void>;
}

/** Makes a transport listen and counts who comes. */
export async function rawStage(transport: Transport): Promise<RawStage> {
  const arrived: Connection[] = [];
  const waiting: ((connection: Connection) => void)[] = [];
  const sockets: Socket[] = [];
  const addresses = await transport.listen((connection) => {
    const taker = waiting.shift();
    if (taker === undefined) arrived.push(connection);
    else taker(connection);
  });
  const port = portOf(addresses);
  return {
    port,
    async dial() {
      const next = new Promise<Connection>((resolve) => waiting.push(resolve));
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      sockets.push(socket);
      socket.on('error', () => {});
      await once(socket, 'connect');
      const connection = await next;
      return { socket, connection, near: record(connection) };
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await transport.close();
    },
  };
}

/** Turns the event loop until the condition holds. */
export async function turnsUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets a silence pass, once what was sent has been read and the timer for it is set. */
export async function silence(clock: ManualClock, ms: number): Promise<void> {
  await turnsUntil(() => clock.timers > 0);
  await clock.advance(ms);
}
