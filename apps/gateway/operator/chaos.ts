import type {
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
  Transport,
} from '../../../core/index.js';
import { createDelayQueue, type DelayQueue } from './delay-queue.js';
import type { ChaosMode } from './wire.js';

/** Simulates bad connections. */
export interface Chaos {
  /** Wraps a transport, so that each of its connections can be disturbed. */
  wrap(transport: Transport): Transport;
  /** Returns the current mode of a connection; `undefined` if it is not disturbed. */
  modeOf(info: ConnectionInfo): ChaosMode | undefined;
  /** Sets the mode. @param ms Delay of writes with `slow`. @returns Whether the connection exists. */
  set(info: ConnectionInfo, mode: ChaosMode | 'off', ms: number): boolean;
}

/** Creates the wrapper of transports. */
export function createChaos(clock: Clock): Chaos {
  // Weak: entries are released with their connections.
  const wrapped = new WeakMap<ConnectionInfo, ChaosConnection>();
  return {
    wrap(transport) {
      const open = new Set<ChaosConnection>();
      return {
        name: transport.name,
        listen: (accept) =>
          transport.listen((connection) => {
            const worse = new ChaosConnection(connection, clock, () => open.delete(worse));
            open.add(worse);
            wrapped.set(connection.info, worse);
            accept(worse);
          }),
        close(options) {
          // The transport closes its connections itself and does not wait for delayed writes.
          if (options?.patient !== true) for (const connection of open) connection.setMode(undefined, 0);
          return transport.close(options);
        },
      };
    },
    modeOf: (info) => wrapped.get(info)?.mode,
    set(info, mode, ms) {
      const connection = wrapped.get(info);
      if (connection === undefined) return false;
      if (mode === 'drop') connection.cut();
      else connection.setMode(mode === 'off' ? undefined : mode, ms);
      return true;
    },
  };
}

/** Modes that last until they are reset. */
export type PersistentMode = Exclude<ChaosMode, 'drop'>;

/** A connection that can simulate a bad network. Without a mode it passes everything through. */
export class ChaosConnection implements Connection, FrameReceiver {
  readonly info: ConnectionInfo;
  readonly #inner: Connection;
  readonly #queue: DelayQueue;
  readonly #onClosed: () => void;
  #receiver: FrameReceiver | undefined;
  #mode: PersistentMode | undefined;
  #ms = 0;
  /** Whether the receiver has paused reading. */
  #paused = false;
  /** Why this side closes; no writes are accepted then. */
  #reason: CloseReason | undefined;
  #cut = false;
  #closed = false;

  /** @param ended Called when the connection has closed. */
  constructor(inner: Connection, clock: Clock, ended: () => void) {
    this.#inner = inner;
    this.#onClosed = ended;
    this.info = inner.info;
    this.#queue = createDelayQueue(clock, () => this.#queueEmptied());
  }

  get mode(): PersistentMode | undefined {
    return this.#mode;
  }

  get framing(): Framing {
    return this.#inner.framing;
  }

  get isProgram(): boolean {
    return this.#inner.isProgram ?? false;
  }

  get pendingBytes(): number {
    return this.#queue.bytes + this.#inner.pendingBytes;
  }

  get roundTripMs(): number | undefined {
    return this.#inner.roundTripMs;
  }

  get pongs(): number | undefined {
    return this.#inner.pongs;
  }

  ping(): void {
    // A half-open connection sends nothing.
    if (this.#mode !== 'half-open' && !this.#closed) this.#inner.ping?.();
  }

  /** Sets or resets the mode. @param ms Delay of writes with `slow`. */
  setMode(mode: PersistentMode | undefined, ms: number): void {
    this.#mode = mode;
    this.#ms = ms;
    this.#updateReading();
    if (mode === undefined) this.#queue.release();
    else if (mode === 'half-open' && this.#reason !== undefined) this.#inner.destroy();
  }

  /** Cuts the connection as a network failure would: neither side closes it. */
  cut(): void {
    this.#cut = true;
    this.destroy();
  }

  limitInput(bytes: number | undefined): void {
    this.#inner.limitInput?.(bytes);
  }

  start(receiver: FrameReceiver): void {
    // The inner connection rejects a second receiver.
    this.#receiver ??= receiver;
    this.#inner.start(this);
    this.#updateReading();
  }

  write(packet: Packet, behind?: Packet): void {
    if (this.#reason !== undefined || this.#closed) return;
    if (this.#mode === undefined && this.#queue.isEmpty) {
      this.#inner.write(packet, behind);
      return;
    }
    const packets = behind === undefined ? [packet] : [packet, behind];
    this.#queue.add(() => this.#inner.write(packet, behind), packets, this.#delayMs());
  }

  pause(): void {
    this.#paused = true;
    this.#inner.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#updateReading();
  }

  close(reason: CloseReason): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    // An unreachable peer gets no close frame.
    if (this.#mode === 'half-open') this.#inner.destroy();
    else if (this.#queue.isEmpty) this.#inner.close(reason);
    else this.#queue.add(() => this.#inner.close(reason), [], this.#delayMs());
  }

  destroy(): void {
    this.#queue.clear();
    this.#inner.destroy();
  }

  frame(frame: Frame): void {
    if (this.#reason === undefined) this.#receiver?.frame(frame);
  }

  rejected(fault: FrameFault): void {
    if (this.#reason === undefined) this.#receiver?.rejected(fault);
  }

  drained(): void {
    if (this.#queue.bytes === 0) this.#receiver?.drained();
  }

  closed(cause: CloseCause): void {
    this.#closed = true;
    this.#onClosed();
    this.#queue.clear();
    this.#receiver?.closed(this.#closeCause(cause));
  }

  /** Pauses reading while half-open: data stays in the operating system's buffers. */
  #updateReading(): void {
    if (this.#paused || this.#mode === 'half-open') this.#inner.pause();
    else this.#inner.resume();
  }

  #delayMs(): number | undefined {
    if (this.#mode === 'half-open') return undefined;
    return this.#mode === 'slow' ? this.#ms : 0;
  }

  #queueEmptied(): void {
    if (this.#inner.pendingBytes === 0 && !this.#closed) this.#receiver?.drained();
  }

  #closeCause(cause: CloseCause): CloseCause {
    if (this.#cut) return { by: 'error', text: 'An operator cut the connection.' };
    if (cause.by !== 'local' || this.#reason === undefined) return cause;
    return { by: 'local', code: this.#reason.code, text: this.#reason.text };
  }
}
