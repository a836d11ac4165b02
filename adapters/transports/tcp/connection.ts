import type { Socket } from 'node:net';
import type {
  Cancel,
  Clock,
  CloseCause,
  CloseReason,
  Connection,
  ConnectionInfo,
  Frame,
  FrameFault,
  FrameReceiver,
  Framing,
  Packet,
} from '../../../core/index.js';
import {
  pending,
  READ_SLICE_BYTES,
  ReceiveQueue,
  type SocketOutput,
  type StallMonitor,
  send,
} from '../socket/index.js';
import type { Deframer, FrameSink } from './deframer.js';
import { bytesOf } from './framing.js';

/** Shortest pause between two typed keys; programs do not pause that long within a text. */
const PAUSE_MS = 30;

/** What all connections of one TCP transport share. */
export interface TcpShared {
  readonly clock: Clock;
  readonly watch: StallMonitor;
  readonly quietMs: number;
  readonly stallMs: number;
  readonly lingerMs: number;
  gone(connection: TcpConnection): void;
}

/** A peer on a TCP or TLS socket. */
export class TcpConnection implements Connection, SocketOutput, FrameSink {
  readonly info: ConnectionInfo;
  readonly socket: Socket;
  readonly #deframer: Deframer;
  readonly #shared: TcpShared;
  readonly #inflow = new ReceiveQueue();
  slow = false;
  /** Bytes read since it rested last. */
  #read = 0;
  /** When bytes came last: milliseconds since the epoch. */
  #readAt = 0;
  #closing = false;
  #cause: CloseCause | undefined;
  #cancelQuiet: Cancel | undefined;

  constructor(socket: Socket, info: ConnectionInfo, deframer: Deframer, shared: TcpShared) {
    this.socket = socket;
    this.info = info;
    this.#deframer = deframer;
    this.#shared = shared;
    socket.on('error', (error) => this.#fail({ by: 'error', text: error.message }));
    socket.on('close', () => this.#closed());
  }

  get framing(): Framing {
    return this.#deframer.framing;
  }

  get isProgram(): boolean {
    return this.#deframer.isProgram ?? false;
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
    this.#deframer.limit(bytes);
  }

  start(receiver: FrameReceiver): void {
    this.#inflow.start(receiver);
    // Until now, received bytes stay in the operating system's buffer.
    this.socket.on('data', (chunk: Buffer) => this.#data(chunk));
    this.socket.on('end', () => this.#end());
    if (!this.#inflow.open) this.socket.pause();
  }

  write(packet: Packet, behind?: Packet): void {
    if (!this.#closing) send(this, bytesOf(packet), behind && bytesOf(behind));
  }

  pause(): void {
    this.#inflow.pause();
    if (!this.#closing) this.socket.pause();
  }

  resume(): void {
    this.#inflow.resume();
    if (this.#inflow.open) this.socket.resume();
  }

  close(reason: CloseReason): void {
    this.#fail({ by: 'local', code: reason.code, text: reason.text });
    this.#inflow.discard();
    this.#finish();
    // The peer's last bytes are read and dropped: closing with unread bytes would reset the connection,
    // and take what we wrote with it.
    this.socket.resume();
  }

  destroy(): void {
    this.#fail({ by: 'local' });
    this.#inflow.discard();
    this.#closing = true;
    this.socket.destroy();
  }

  expired(): void {
    this.#fail({ by: 'timeout' });
    this.socket.destroy();
  }

  drained(): void {
    this.#inflow.drained();
  }

  frame(frame: Frame): void {
    this.#inflow.frame(frame);
  }

  rejected(fault: FrameFault): void {
    this.#inflow.rejected(fault);
  }

  #data(chunk: Buffer): void {
    if (this.#closing) return;
    if (this.#deframer.paused !== undefined) this.#detectPause();
    this.#deframer.push(chunk, this);
    this.#restartQuietTimer();
    this.#read += chunk.length;
    if (this.#read >= READ_SLICE_BYTES) this.#yieldReading();
  }

  #detectPause(): void {
    const now = this.#shared.clock.now();
    if (now - this.#readAt >= PAUSE_MS) this.#deframer.paused?.();
    this.#readAt = now;
  }

  /** Pauses until the next tick, so that other connections are served. */
  #yieldReading(): void {
    this.#read = 0;
    this.socket.pause();
    this.#shared.clock.turn(() => {
      if (this.#inflow.open && !this.#closing) this.socket.resume();
    });
  }

  #restartQuietTimer(): void {
    this.#cancelQuiet?.();
    this.#cancelQuiet = this.#deframer.waiting
      ? this.#shared.clock.after(this.#deframer.quietMs ?? this.#shared.quietMs, () => this.#quiet())
      : undefined;
  }

  #quiet(): void {
    this.#cancelQuiet = undefined;
    if (!this.#closing) this.#deframer.quiet(this);
  }

  #end(): void {
    if (!this.#closing) this.#deframer.end(this);
    this.#fail({ by: 'peer' });
    this.#finish();
  }

  #finish(): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#cancelQuiet?.();
    this.socket.end();
    this.watch.add(this);
  }

  // The first cause is the true one: what follows it are its consequences.
  #fail(cause: CloseCause): void {
    this.#cause ??= cause;
  }

  #closed(): void {
    this.#closing = true;
    this.#cancelQuiet?.();
    this.watch.remove(this);
    const cause = this.#cause ?? { by: 'error' };
    if (cause.by === 'peer') this.#inflow.finish(cause);
    else this.#inflow.abandon(cause);
    this.#shared.gone(this);
  }
}
