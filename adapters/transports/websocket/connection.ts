import type { Socket } from 'node:net';
import type {
  Clock,
  CloseCause,
  CloseReason,
  Connection,
  ConnectionInfo,
  FrameReceiver,
  Framing,
  Packet,
  Rounds,
} from '../../../core/index.js';
import {
  detachBytes,
  pending,
  READ_SLICE_BYTES,
  ReceiveQueue,
  type SocketOutput,
  type StallMonitor,
  send,
  tooLarge,
} from '../socket/index.js';
import { FrameMeter } from './frame-meter.js';
import { bytesOf, ping } from './framing.js';
import { closeCode, closeText, type Wire, type WireOwner } from './wire.js';

/** What all connections of one WebSocket transport share. */
export interface WebSocketShared {
  readonly clock: Clock;
  readonly maxFrameBytes: number;
  readonly stallMs: number;
  readonly lingerMs: number;
  readonly watch: StallMonitor;
  readonly rounds: Rounds<WebSocketConnection>;
  gone(connection: WebSocketConnection): void;
}

const NOT_PINGED = -1;

/** A peer on a WebSocket. `ws` did the handshake and reads; packed frames go straight to the socket. */
export class WebSocketConnection implements Connection, SocketOutput, WireOwner {
  readonly info: ConnectionInfo;
  readonly framing: Framing;
  readonly socket: Socket;
  readonly #wire: Wire;
  readonly #shared: WebSocketShared;
  readonly #inflow = new ReceiveQueue();
  slow = false;
  roundTripMs: number | undefined;
  pongs = 0;
  /** Bytes of messages since it rested last. */
  #readSinceYield = 0;
  #closing = false;
  #cause: CloseCause | undefined;
  #bytesAtPing = NOT_PINGED;
  #largest: number;
  /** Watches what is held of an unfinished message, for as long as that is bounded. */
  #measure: ((chunk: Buffer) => void) | undefined;
  /** When the ping was sent of which the answer is awaited. */
  #pingedAt: number | undefined;

  constructor(wire: Wire, socket: Socket, info: ConnectionInfo, framing: Framing, shared: WebSocketShared) {
    this.#wire = wire;
    this.socket = socket;
    this.info = info;
    this.framing = framing;
    this.#shared = shared;
    this.#largest = shared.maxFrameBytes;
    // Until `start`, received bytes stay in the operating system's buffer.
    wire.pause();
    shared.rounds.add(this);
  }

  get pendingBytes(): number {
    return pending(this);
  }

  get watch(): StallMonitor {
    return this.#shared.watch;
  }

  get stallTimeoutMs(): number {
    return this.#closing && this.pendingBytes === 0 ? this.#shared.lingerMs : this.#shared.stallMs;
  }

  limitInput(bytes: number | undefined): void {
    if (this.#measure !== undefined) this.socket.off('data', this.#measure);
    this.#measure = undefined;
    this.#largest = Math.min(bytes ?? Number.POSITIVE_INFINITY, this.#shared.maxFrameBytes);
    if (bytes === undefined || this.#closing) return;
    const meter = new FrameMeter();
    const measure = (chunk: Buffer): void => {
      // What came before in the same read may have lifted the bound.
      if (this.#measure === measure && meter.push(chunk, bytes) > bytes) this.#overrun(bytes);
    };
    this.#measure = measure;
    // Behind `ws`, so that whole frames are delivered first. It has taken payloads apart in place; headers are as they came.
    this.socket.on('data', measure);
  }

  start(receiver: FrameReceiver): void {
    this.#inflow.start(receiver);
    this.#read();
  }

  write(packet: Packet, behind?: Packet): void {
    if (this.#closing || this.#wire.readyState !== this.#wire.OPEN) return;
    send(this, bytesOf(packet), behind && bytesOf(behind));
  }

  pause(): void {
    this.#inflow.pause();
    if (!this.#closing) this.#wire.pause();
  }

  resume(): void {
    this.#inflow.resume();
    this.#read();
  }

  close(reason: CloseReason): void {
    this.setCause({ by: 'local', code: reason.code, text: reason.text });
    this.#inflow.discard();
    if (this.#closing) return;
    this.#closing = true;
    // The peer's own close frame must be read, or the handshake never ends.
    this.#wire.resume();
    this.#wire.close(closeCode(reason.code), closeText(reason));
    this.watch.add(this);
  }

  destroy(): void {
    this.setCause({ by: 'local' });
    this.#inflow.discard();
    this.#closing = true;
    this.#wire.terminate();
  }

  expired(): void {
    this.setCause({ by: 'timeout' });
    this.#wire.terminate();
  }

  drained(): void {
    this.#inflow.drained();
  }

  message(data: Buffer, binary: boolean): void {
    if (data.length > this.#largest) this.#inflow.rejected(tooLarge(this.#largest));
    else this.#inflow.frame(binary ? detachBytes(data) : data.toString('utf8'));
    this.#readSinceYield += data.length;
    if (this.#readSinceYield >= READ_SLICE_BYTES) this.#yieldReading();
  }

  /** Ends a connection that would keep more than it may; what else it sends is thrown away unread. */
  #overrun(bytes: number): void {
    const { code, text } = tooLarge(bytes);
    this.setCause({ by: 'error', code, text });
    this.#inflow.discard();
    this.socket.removeAllListeners('data');
    this.#closing = true;
    this.#wire.close(closeCode(code), closeText({ code, text }));
    this.socket.on('data', () => {});
    this.socket.resume();
    this.socket.end();
    this.watch.add(this);
  }

  /** Pauses until the next tick, so that other connections are served. */
  #yieldReading(): void {
    this.#readSinceYield = 0;
    if (this.#closing) return;
    this.#wire.pause();
    this.#shared.clock.turn(() => {
      if (this.#inflow.open && !this.#closing) this.#wire.resume();
    });
  }

  setCause(cause: CloseCause): void {
    this.#cause ??= cause;
  }

  wireClosed(): void {
    this.#closing = true;
    this.watch.remove(this);
    this.#shared.rounds.remove(this);
    const cause = this.#cause ?? { by: 'error', text: 'The connection broke.' };
    if (cause.by === 'peer') this.#inflow.finish(cause);
    else this.#inflow.abandon(cause);
    this.#shared.gone(this);
  }

  /** Called once per heartbeat: destroys a connection that received nothing since the last ping, otherwise sends a ping. */
  checkHeartbeat(): void {
    // A paused connection cannot receive an answer.
    if (this.#closing || !this.#inflow.open) return;
    if (this.socket.bytesRead === this.#bytesAtPing) {
      this.expired();
      return;
    }
    this.#bytesAtPing = this.socket.bytesRead;
    this.ping();
  }

  ping(): void {
    this.#pingedAt ??= this.#shared.clock.monotonic();
    this.write(ping);
  }

  pong(): void {
    this.pongs++;
    // One that was not asked for (RFC 6455, section 5.5.3) has no round trip.
    if (this.#pingedAt === undefined) return;
    this.roundTripMs = Math.max(0, this.#shared.clock.monotonic() - this.#pingedAt);
    this.#pingedAt = undefined;
  }

  #read(): void {
    if (!this.#inflow.open || this.#closing) return;
    this.#bytesAtPing = NOT_PINGED;
    this.#pingedAt = undefined;
    this.#wire.resume();
  }
}
