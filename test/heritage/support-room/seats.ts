import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import WebSocket, { type ClientOptions } from 'ws';
import { eventually } from '../../support/eventually.js';

/** Somebody on a wire, and everything that has come to them. */
export interface Seat {
  /** Writes one message, as it is. */
  send(text: string | Uint8Array): void;
  /** All that has come: frames one by one, or, where a wire has none, one text. */
  seen(): readonly string[];
  /** How many bytes of text that is. */
  size(): number;
  /** Resolves once what has come has that in it. */
  until(part: string): Promise<void>;
  /** Writes that, if anything, and ends the connection. */
  end(last?: string): void;
  /** Resolves when the connection is gone. */
  readonly gone: Promise<unknown>;
}

/** A seat with frames. */
export interface FrameSeat extends Seat {
  /** The binary frames. */
  readonly binary: readonly Uint8Array[];
}

function reader() {
  const parts: Buffer[] = [];
  const text = () => Buffer.concat(parts).toString();
  return {
    took: (bytes: Buffer) => void parts.push(bytes),
    frames: () => parts.map(String),
    whole: () => (parts.length === 0 ? [] : [text()]),
    size: () => parts.reduce((sum, { length }) => sum + length, 0),
    until: (part: string) => eventually(() => text().includes(part)),
  };
}

/** A client that writes to a TCP port and lists what it reads. */
export async function tcpSeat(port: number): Promise<Seat> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  onTestFinished(() => void socket.destroy());
  const { took, whole, size, until } = reader();
  socket.on('data', took).on('error', () => {});
  const gone = once(socket, 'close');
  await once(socket, 'connect');
  const end = (last?: string) => void (last === undefined ? socket.end() : socket.end(last));
  return { send: (text) => void socket.write(text), seen: whole, size, until, end, gone };
}

/** A WebSocket client of text frames. */
export async function frameSeat(url: string, options: ClientOptions = {}, subprotocol?: string): Promise<FrameSeat> {
  const socket = new WebSocket(url, subprotocol, { perMessageDeflate: false, ...options });
  onTestFinished(() => socket.terminate());
  const { took, frames, size, until } = reader();
  const binary: Uint8Array[] = [];
  socket.on('message', (data: Buffer, isBinary) => (isBinary ? binary.push(data) : took(data)));
  await once(socket, 'open');
  const gone = once(socket, 'close');
  const end = (last?: string) => {
    if (last !== undefined) socket.send(last);
    socket.close();
  };
  return { send: (text) => socket.send(text), seen: frames, size, until, end, gone, binary };
}

/** A person with the real `nc`. */
export function ncSeat(program: string, port: number): Seat {
  const child: ChildProcessWithoutNullStreams = spawn(program, ['127.0.0.1', String(port)]);
  onTestFinished(() => void child.kill());
  const { took, whole, size, until } = reader();
  child.stdout.on('data', took);
  const gone = once(child, 'close');
  return {
    send: (line) => void child.stdin.write(line),
    seen: whole,
    size,
    until,
    end: () => void child.stdin.end(),
    gone,
  };
}
