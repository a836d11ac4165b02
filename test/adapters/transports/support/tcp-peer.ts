import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { blocks, lines } from '../../../../adapters/transports/tcp/index.js';
import type { Frame } from '../../../../core/index.js';
import type { TransportPeer } from '../../../../testkit/index.js';
import { createInbox } from './inbox.js';

/** Where and how a TCP peer connects. */
export interface TcpPeerOptions {
  readonly port: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Default `lines`. */
  readonly framing?: 'lines' | 'blocks';
  /** The certificate to trust, as PEM; with it the wire is encrypted. */
  readonly ca?: string;
}

const HEADER_BYTES = 4;
const BINARY_BIT = 0x8000_0000;
const NOT_UTF8 = Buffer.from([0x68, 0xff, 0xfe, 0x69]);

/** A peer with its own, simplest possible, reader: written apart from the transport's on purpose. */
export async function tcpPeer(options: TcpPeerOptions): Promise<TransportPeer> {
  const framing = options.framing === 'blocks' ? blocks : lines;
  const take = options.framing === 'blocks' ? takeBlock : takeLine;
  const socket = await open(options);
  const inbox = createInbox();
  let rest: Buffer = Buffer.alloc(0);

  socket.on('data', (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let found = take(rest); found !== undefined; found = take(rest)) {
      rest = found.rest;
      inbox.put(found.frame);
    }
  });
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      inbox.end();
      resolve();
    });
  });

  function sendTogether(frames: readonly Frame[]): void {
    if (socket.writable) socket.write(framing.pack(frames) as Uint8Array);
  }

  return {
    send: (frame) => sendTogether([frame]),
    sendTogether,
    sendBroken() {
      const header = Buffer.alloc(HEADER_BYTES);
      header.writeUInt32BE(NOT_UTF8.length);
      socket.write(
        framing === blocks ? Buffer.concat([header, NOT_UTF8]) : Buffer.concat([NOT_UTF8, Buffer.from('\n')]),
      );
    },
    next: inbox.next,
    close: () => void socket.end(),
    abort: () => void (options.ca === undefined ? socket.resetAndDestroy() : socket.destroy()),
    freeze: () => void socket.pause(),
    thaw: () => void socket.resume(),
    closed,
  };
}

async function open({ port, host = '127.0.0.1', ca }: TcpPeerOptions): Promise<Socket> {
  if (ca === undefined) {
    const socket = connect({ port, host, noDelay: true });
    await once(socket, 'connect');
    return socket;
  }
  const socket = connectTls({ port, host, ca, servername: 'localhost' });
  await once(socket, 'secureConnect');
  return socket;
}

type Found = { readonly frame: Frame; readonly rest: Buffer } | undefined;

function takeLine(bytes: Buffer): Found {
  const end = bytes.indexOf('\n');
  return end < 0 ? undefined : { frame: bytes.toString('utf8', 0, end), rest: bytes.subarray(end + 1) };
}

function takeBlock(bytes: Buffer): Found {
  if (bytes.length < HEADER_BYTES) return undefined;
  const head = bytes.readUInt32BE(0);
  const end = HEADER_BYTES + (head % BINARY_BIT);
  if (bytes.length < end) return undefined;
  const payload = bytes.subarray(HEADER_BYTES, end);
  return { frame: head >= BINARY_BIT ? new Uint8Array(payload) : payload.toString(), rest: bytes.subarray(end) };
}
