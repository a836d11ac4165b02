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

/** Makes connections worse on purpose, to see what becomes of them. */
export interface Chaos {
  /** The transport as the hub is to have it: each of its connections can be made worse. */
  wrap(transport: Transport): Transport;
  /** What is done to a connection; `undefined`: nothing. */
  modeOf(info: ConnectionInfo): ChaosMode | undefined;
  /** Does it; says whether there is such a connection. @param ms By how much `slow` holds back what is written. */
  set(info: ConnectionInfo, mode: ChaosMode | 'off', ms: number): boolean;
}

/** Nothing is made worse yet. */
export function createChaos(clock: Clock): Chaos {
  // What is known of a connection goes with it.
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
          // The transport closes them itself, and would not wait for what is held back.
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

/** How a connection is made worse, for as long as it is. */
export type PersistentMode = Exclude<ChaosMode, 'drop'>;

/** A connection between which and its peer somebody may put a bad network. As long as nobody does, it is as it was. */
export class ChaosConnection implements Connection, FrameReceiver {
  readonly info: ConnectionInfo;
  readonly #inner: Connection;
  readonly #queue: DelayQueue;
  readonly #onClosed: () => void;
  #receiver: FrameReceiver | undefined;
  #mode: PersistentMode | undefined;
  #ms = 0;
  /** Whether the one above wants no frames for now. */
  #paused = false;
  /** Why our side closes; nothing more is taken then. */
  #reason: CloseReason | undefined;
  #cut = false;
  #closed = false;

  /** @param ended Told when it is gone. */
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
    // In a half-open connection nothing goes out.
    if (this.#mode !== 'half-open' && !this.#closed) this.#inner.ping?.();
  }

  /** Makes it worse, or as it was. @param ms By how much `slow` holds back what is written. */
  setMode(mode: PersistentMode | undefined, ms: number): void {
    this.#mode = mode;
    this.#ms = ms;
    this.#updateReading();
    if (mode === undefined) this.#queue.release();
    else if (mode === 'half-open' && this.#reason !== undefined) this.#inner.destroy();
  }

  /** Cuts it, as a network does: neither side has closed. */
  cut(): void {
    this.#cut = true;
    this.destroy();
  }

  limitInput(bytes: number | undefined): void {
    this.#inner.limitInput?.(bytes);
  }

  start(receiver: FrameReceiver): void {
    // A second one is the inner connection's to refuse.
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
    // A peer that cannot be reached is not told.
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

  /** In a half-open one what the peer sends stays with the operating system: it is lost with the connection, or comes later. */
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
