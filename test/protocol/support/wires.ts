import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';

/** A client's end of a connection, told in whole text frames. */
export interface Wire {
  send(frame: string): void;
  /** Breaks the connection, without a farewell. */
  cut(): void;
  /** Takes every frame from now on, those that came earlier first. Called once. */
  onframe(take: (frame: string) => void): void;
}

/** Where a hub listens. */
export interface Ports {
  readonly tcp: number;
  readonly websocket: number;
}

interface Framing {
  /** The first byte of a frame. What comes before the first one is a greeting for people. */
  readonly begins: number;
  pack(frame: string): Uint8Array;
  take(bytes: Buffer): Taken | undefined;
}

interface Taken {
  readonly frame: string;
  readonly rest: Buffer;
}

const lines: Framing = { begins: 0x7b, pack: (frame) => Buffer.from(`${frame}\n`), take: takeLine };
const blocks: Framing = { begins: 0x00, pack: packBlock, take: takeBlock };

/** The wires that the document names, each with how to open one. Written from the document, not from the server. */
export const wires = {
  'a WebSocket': openWebSocket,
  'TCP lines': ({ tcp }: Ports) => openTcp(tcp, lines),
  'TCP blocks': ({ tcp }: Ports) => openTcp(tcp, blocks),
} as const satisfies Record<string, (ports: Ports) => Promise<Wire>>;

/** The name of one of the {@link wires}. */
export type WireName = keyof typeof wires;

async function openWebSocket({ websocket }: Ports): Promise<Wire> {
  const socket = new WebSocket(`ws://127.0.0.1:${websocket}/`, 'partyline.v1');
  const inbox = createInbox();
  socket.on('message', (data) => inbox.put(String(data)));
  await once(socket, 'open');
  return { send: (frame) => socket.send(frame), cut: () => socket.terminate(), onframe: inbox.onframe };
}

async function openTcp(port: number, { begins, pack, take }: Framing): Promise<Wire> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const inbox = createInbox();
  let begun = false;
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    const skip = begun ? 0 : chunk.indexOf(begins);
    if (skip < 0) return;
    begun = true;
    rest = Buffer.concat([rest, chunk.subarray(skip)]);
    for (let found = take(rest); found !== undefined; found = take(rest)) {
      rest = found.rest;
      inbox.put(found.frame);
    }
  });
  await once(socket, 'connect');
  return {
    send: (frame) => void socket.write(pack(frame)),
    cut: () => socket.destroy(),
    onframe: inbox.onframe,
  };
}

function createInbox() {
  const early: string[] = [];
  let take = (frame: string): void => void early.push(frame);
  return {
    put: (frame: string) => take(frame),
    onframe(taking: (frame: string) => void): void {
      take = taking;
      for (const frame of early.splice(0)) take(frame);
    },
  };
}

function takeLine(bytes: Buffer): Taken | undefined {
  const end = bytes.indexOf('\n');
  return end < 0 ? undefined : { frame: bytes.toString('utf8', 0, end), rest: bytes.subarray(end + 1) };
}

/** A text as a block. */
export function packBlock(frame: string): Buffer {
  const payload = Buffer.from(frame);
  const header = Buffer.alloc(4);
  header.writeUInt32BE(payload.length);
  return Buffer.concat([header, payload]);
}

/** The first block, if it is complete. */
export function takeBlock(bytes: Buffer): Taken | undefined {
  if (bytes.length < 4) return undefined;
  const end = 4 + bytes.readUInt32BE(0);
  return bytes.length < end ? undefined : { frame: bytes.toString('utf8', 4, end), rest: bytes.subarray(end) };
}
