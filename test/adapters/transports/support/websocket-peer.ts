import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type ClientOptions, WebSocket } from 'ws';
import type { TransportPeer } from '../../../../testkit/index.js';
import { createInbox } from './inbox.js';

/** How a WebSocket peer connects. */
export interface WebSocketPeerOptions {
  /** Default: none. */
  readonly subprotocol?: string;
  /** Whether compression is offered. Default false. */
  readonly compression?: boolean;
  /** The certificate to trust, as PEM. */
  readonly ca?: string;
}

// A masked text frame (RFC 6455, section 5.2) with a mask of zeros, whose payload is not UTF-8.
const BROKEN = Buffer.from([0x81, 0x84, 0, 0, 0, 0, 0x68, 0xff, 0xfe, 0x69]);

/** A WebSocket peer on a URL such as `ws://127.0.0.1:8080/`. */
export async function webSocketPeer(url: string, options: WebSocketPeerOptions = {}): Promise<TransportPeer> {
  const client: ClientOptions = {
    perMessageDeflate: options.compression ?? false,
    ...(options.ca === undefined ? {} : { ca: options.ca, servername: 'localhost' }),
  };
  const socket = new WebSocket(url, options.subprotocol === undefined ? [] : [options.subprotocol], client);
  const inbox = createInbox();
  socket.on('message', (data: Buffer, binary) => inbox.put(binary ? new Uint8Array(data) : data.toString()));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => {
      inbox.end();
      resolve({ code, reason: reason.toString() });
    });
  });
  const upgraded = once(socket, 'upgrade') as Promise<[IncomingMessage]>;
  await once(socket, 'open');
  socket.on('error', () => {});
  const wire = (await upgraded)[0].socket;

  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    sendTogether(frames) {
      wire.cork();
      for (const frame of frames) socket.send(frame);
      wire.uncork();
    },
    sendBroken: () => void wire.write(BROKEN),
    next: inbox.next,
    close: () => socket.close(1000),
    abort: () => socket.terminate(),
    freeze: () => socket.pause(),
    thaw: () => socket.resume(),
    closed,
  };
}
