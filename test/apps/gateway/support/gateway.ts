import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import {
  createGateway,
  type Gateway,
  type GatewayOverrides,
  type GatewaySettings,
} from '../../../../apps/gateway/index.js';
import { type Address, silent } from '../../../../index.js';

/** The stock plugins, in run order. */
export const stockPlugins: readonly string[] = [
  'logging',
  'metrics',
  'operators',
  'flood-control',
  'moderation',
  'profanity',
  'history',
  'file-transfer',
  'heritage',
  'operator',
];

/** A gateway that runs, and where. */
export interface RunningGateway {
  readonly gateway: Gateway;
  readonly addresses: readonly Address[];
  readonly http: string;
  readonly ws: string;
  readonly tcpPort: number;
}

/** A gateway on free ports of loopback, stopped when the test is done. */
export async function startGateway(
  settings: Partial<GatewaySettings> = {},
  overrides: GatewayOverrides = {},
): Promise<RunningGateway> {
  const gateway = createGateway(
    { httpPort: 0, tcpPort: 0, drainMs: 500, ...settings },
    { logger: silent, ...overrides },
  );
  const addresses = await gateway.start();
  onTestFinished(() => gateway.stop());
  const url = (transport: string): string => addresses.find((address) => address.transport === transport)?.url ?? '';
  const tcpPort = addresses.find(({ transport }) => transport === 'tcp')?.port ?? 0;
  return { gateway, addresses, http: url('http'), ws: url('websocket'), tcpPort };
}

/** Somebody on a wire, by what they have read. */
export interface WireClient {
  send(text: string): void;
  /** Resolves once everything read so far has that text in it, to all of it. */
  waitFor(text: string): Promise<string>;
  /** Resolves when the connection is gone, to all that was read. */
  readonly closed: Promise<string>;
}

function createReader() {
  let read = '';
  const waiting = new Set<() => void>();
  return {
    all: () => read,
    took(text: string): void {
      read += text;
      for (const check of waiting) check();
    },
    reads(text: string): Promise<string> {
      return new Promise((resolve) => {
        const check = (): void => {
          if (!read.includes(text)) return;
          waiting.delete(check);
          resolve(read);
        };
        waiting.add(check);
        check();
      });
    },
  };
}

/** A person with `nc`. */
export function ncClient(port: number): WireClient {
  const socket: Socket = connect({ port, host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  const { all, took, reads } = createReader();
  socket.setEncoding('utf8').on('data', took);
  socket.on('error', () => {});
  const gone = new Promise<string>((resolve) => socket.on('close', () => resolve(all())));
  return { send: (text) => void socket.write(`${text}\n`), waitFor: reads, closed: gone };
}

/** Somebody on a WebSocket. */
export interface WebSocketClient extends WireClient {
  /** Stops to read: nothing more is answered, not even a close. */
  freeze(): void;
}

/** A WebSocket client, of plain text or with a subprotocol. */
export async function webSocketClient(url: string, subprotocol?: string): Promise<WebSocketClient> {
  const socket = subprotocol === undefined ? new WebSocket(url) : new WebSocket(url, subprotocol);
  onTestFinished(() => socket.terminate());
  const { all, took, reads } = createReader();
  socket.on('message', (data) => took(`${String(data)}\n`));
  const gone = new Promise<string>((resolve) => socket.on('close', () => resolve(all())));
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  return { send: (text) => socket.send(text), waitFor: reads, closed: gone, freeze: () => socket.pause() };
}
