import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { Seat, Wire } from '../wires/index.js';
import { clientFrame, FrameScanner, opcode } from './frames.js';

// One buffer for all sockets: what a read brings has been dealt with before the next read.
const readBuffer = Buffer.allocUnsafe(256 * 1024);

/** Told of what a client sees. */
export interface ClientEvents {
  /** A message, which begins within `bytes` at `at`. Only for clients that sample. */
  sampled(bytes: Buffer, at: number): void;
  /** One read has been dealt with, and there were `messages` in it. Only for clients that publish. */
  read(messages: number): void;
  /** The connection has ended or the server has refused something. */
  failed(error: Error): void;
}

/** What a client does besides counting. */
export interface ClientRole {
  readonly publishes: boolean;
  readonly samples: boolean;
}

/** One WebSocket client on a bare socket: a library's would cost more than the server that is to be measured. */
export class Client {
  /** Messages got. */
  got = 0;
  readonly seat: Seat;
  readonly #wire: Wire;
  readonly #role: ClientRole;
  readonly #events: ClientEvents;
  readonly #scanner: FrameScanner;
  readonly #socket: Socket;
  #handshake: Buffer | undefined = Buffer.alloc(0);
  #entered = false;
  #ending = false;
  #enter: (() => void) | undefined;

  constructor(port: number, wire: Wire, seat: Seat, role: ClientRole, events: ClientEvents) {
    this.seat = seat;
    this.#wire = wire;
    this.#role = role;
    this.#events = events;
    this.#scanner = new FrameScanner(wire.peek, (op, bytes, at, length) => this.#frame(op, bytes, at, length));
    const onread = {
      buffer: readBuffer,
      callback: (size: number, bytes: Uint8Array) => {
        this.#read(bytes as Buffer, size);
        return true;
      },
    };
    this.#socket = connect({ host: '127.0.0.1', port, noDelay: true, onread }, () =>
      this.#socket.write(this.#request(port)),
    );
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('The server closed the connection.')));
  }

  /** Resolves when it is logged in and in its room. */
  entered(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#entered) resolve();
      else this.#enter = resolve;
    });
  }

  /** Publishes to its room; all texts go out in one write. */
  say(texts: readonly string[]): void {
    const frames = texts.map((text) => clientFrame(opcode.text, this.#wire.say(this.seat.room, text)));
    this.#socket.write(frames.length === 1 && frames[0] !== undefined ? frames[0] : Buffer.concat(frames));
  }

  close(): void {
    this.#ending = true;
    this.#socket.destroy();
  }

  #request(port: number): string {
    const { path, subprotocol } = this.#wire;
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ];
    if (subprotocol !== undefined) lines.push(`Sec-WebSocket-Protocol: ${subprotocol}`);
    return `${lines.join('\r\n')}\r\n\r\n`;
  }

  #read(bytes: Buffer, size: number): void {
    if (this.#ending) return;
    const before = this.got;
    try {
      if (this.#handshake === undefined) this.#scanner.push(bytes, size);
      else this.#shake(Buffer.concat([this.#handshake, bytes.subarray(0, size)]));
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
    if (this.#role.publishes && this.got > before) this.#events.read(this.got - before);
  }

  #shake(bytes: Buffer): void {
    this.#handshake = bytes;
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = bytes.toString('latin1', 0, end);
    const { subprotocol } = this.#wire;
    if (!head.startsWith('HTTP/1.1 101')) throw new Error(`The handshake was refused: ${head.split('\r\n')[0]}`);
    if (subprotocol !== undefined && !head.includes(subprotocol))
      throw new Error(`The server does not speak ${subprotocol}.`);
    this.#handshake = undefined;
    const opening = this.#wire.opening(this.seat);
    if (opening !== undefined) this.#send(opening);
    const rest = Buffer.from(bytes.subarray(end + 4));
    if (rest.length > 0) this.#scanner.push(rest, rest.length);
  }

  #frame(op: number, bytes: Buffer, at: number, length: number): void {
    if (op === opcode.text) {
      const kind = this.#wire.kind(bytes, at);
      if (kind === 'message') {
        this.got++;
        if (this.#role.samples) this.#events.sampled(bytes, at);
      } else if (kind === 'talk' || (kind === 'reply' && !this.#entered)) {
        this.#step(bytes.toString('utf8', at, at + length));
      }
    } else if (op === opcode.ping) {
      this.#socket.write(clientFrame(opcode.pong, bytes.subarray(at, at + length)));
    }
  }

  #step(text: string): void {
    const step = this.#wire.answer(text, this.seat);
    if (step.send !== undefined) this.#send(step.send);
    if (step.entered !== true || this.#entered) return;
    this.#entered = true;
    this.#scanner.whole = this.#role.samples;
    this.#enter?.();
  }

  #send(text: string): void {
    this.#socket.write(clientFrame(opcode.text, text));
  }

  #fail(error: Error): void {
    if (this.#ending) return;
    this.close();
    this.#events.failed(new Error(`${this.seat.nick} in ${this.seat.room}: ${error.message}`));
  }
}
