import type { Limits } from '../limits.js';
import type { Clock } from '../ports/clock.js';
import type { Connection, Frame, Framing, Packet, SplitFrame } from '../ports/transport.js';
import { Batch, type Broadcast } from '../room/broadcast.js';
import { CoalescingBuffer, type DropReason } from './coalescing-buffer.js';
import type { FlushScheduler } from './flush-scheduler.js';
import { type OutboundStream, type StreamChunk, StreamScheduler, type StreamSource } from './outbound-stream.js';

/** So much of large transfers goes to one connection in one turn of the event loop, if it takes it at once. */
const BURST_BYTES = 262_144;

/** What all outboxes of a hub share. */
export interface OutboxContext {
  readonly clock: Clock;
  readonly scheduler: FlushScheduler;
  readonly limits: Limits;
}

/** Makes frames of pieces of large transfers. */
export interface ChunkEncoder {
  /** `undefined` where there is no such frame for these clients. */
  encodeChunk(piece: StreamChunk, framing: Framing): Frame | SplitFrame | undefined;
}

/** Whose outbox it is. */
export interface OutboxOwner {
  /** More waits than the limits allow. */
  overflow(): void;
  /** A slow reader does not get something. */
  dropped(broadcast: Broadcast, omission: DropReason): void;
}

/**
 * What goes to one connection in this turn: frames of its own and batches it shares with others. Everything
 * leaves in one write when the turn ends. Over the budget of bytes on a connection that does not take them, the
 * reader is too slow. Large transfers go last, in a short burst in each turn, and only once all else has been taken.
 */
export class Outbox {
  readonly #encoder: ChunkEncoder;
  readonly #parts: OutboxContext;
  readonly #owner: OutboxOwner;
  #connection: Connection | undefined;
  #queued: (Frame | Batch)[] = [];
  #scheduled = false;
  #coalescing: CoalescingBuffer | undefined;
  #streams: StreamScheduler | undefined;
  #waiting: (() => void)[] | undefined;
  #congestedSince: number | undefined;

  constructor(connection: Connection, pieces: ChunkEncoder, parts: OutboxContext, owner: OutboxOwner) {
    this.#encoder = pieces;
    this.#connection = connection;
    this.#parts = parts;
    this.#owner = owner;
  }

  /** Bytes written that have not been taken. */
  get pendingBytes(): number {
    return this.#connection?.pendingBytes ?? 0;
  }

  /** Since when something has not been taken, by the monotonic clock; `undefined`: everything has. */
  get congestedSince(): number | undefined {
    return this.pendingBytes > 0 ? this.#congestedSince : undefined;
  }

  add(part: Frame | Batch): void {
    if (this.#connection === undefined) return;
    this.#queued.push(part);
    this.#schedule();
  }

  /** For a reader that is slow at this moment, what need not arrive. */
  coalesce(broadcast: Broadcast, frame: Frame): void {
    this.#coalescing ??= new CoalescingBuffer(this.#parts.limits.latestEvents, this.#owner);
    this.#coalescing.add(broadcast, frame);
  }

  /** Takes pieces of a large transfer whenever nothing else waits. */
  stream(source: StreamSource): OutboundStream {
    const render = (piece: StreamChunk) =>
      this.#connection && this.#encoder.encodeChunk(piece, this.#connection.framing);
    this.#streams ??= new StreamScheduler(render, () => this.#schedule());
    return this.#streams.add(source);
  }

  /** Resolves when everything so far has been taken, or the connection is gone. */
  ready(): Promise<void> {
    if (this.#connection === undefined || (this.#queued.length === 0 && this.pendingBytes === 0)) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#waiting ??= [];
      this.#waiting.push(resolve);
    });
  }

  flush(): void {
    this.#scheduled = false;
    const connection = this.#connection;
    if (connection === undefined) return;
    if (this.#coalescing !== undefined && connection.pendingBytes === 0) this.#queued.push(...this.#coalescing.take());
    const parts = this.#queued;
    if (parts.length > 0) {
      this.#queued = [];
      const [first] = parts;
      const framing = connection.framing;
      const alone = parts.length === 1 && first instanceof Batch;
      connection.write(alone ? first.packet(framing) : packed(parts, framing));
    }
    const wrote = this.#writeChunks(connection) || parts.length > 0;
    if (!wrote) return;
    const pending = connection.pendingBytes;
    if (pending === 0) this.#settle();
    else this.#congested(pending);
  }

  /** Writes what is queued, of which the last is the farewell: nothing of large transfers comes behind it. */
  finish(): void {
    this.#streams = undefined;
    this.flush();
  }

  /** The connection has taken everything. */
  drained(): void {
    if (this.#coalescing !== undefined || this.#streams !== undefined) this.#schedule();
    this.#settle();
  }

  /** The connection is gone; what is left is dropped. */
  detach(): void {
    this.#connection = undefined;
    this.#queued = [];
    this.#coalescing = undefined;
    this.#streams = undefined;
    this.#settle();
  }

  /** Writes pieces as long as the connection takes each of them at once. Says whether there was one. */
  #writeChunks(connection: Connection): boolean {
    let bytes = 0;
    while (this.#streams !== undefined && bytes < BURST_BYTES && connection.pendingBytes === 0) {
      const piece = this.#streams.take();
      if (piece === undefined) break;
      bytes += writeChunk(piece, connection);
    }
    if (this.#streams?.waiting === true) this.#schedule();
    return bytes > 0;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#parts.scheduler.outbox(this);
  }

  #congested(pending: number): void {
    this.#congestedSince ??= this.#parts.clock.monotonic();
    if (pending > this.#parts.limits.outboxBytes) this.#owner.overflow();
  }

  #settle(): void {
    this.#congestedSince = undefined;
    if (this.#waiting === undefined) return;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    for (const resolve of waiting) resolve();
  }
}

/** Says how many bytes of a burst that was: what had to be copied or encoded is a burst of its own. */
function writeChunk(piece: Frame | SplitFrame, connection: Connection): number {
  const { framing } = connection;
  if (typeof piece === 'string' || piece instanceof Uint8Array) {
    connection.write(framing.pack([piece]));
    return BURST_BYTES;
  }
  if (framing.packSplit === undefined) throw new TypeError('The framing takes no frames in two parts.');
  connection.write(...framing.packSplit(piece));
  return piece.head.length + piece.body.length;
}

/** Runs of single frames are packed together; batches bring the packet that they share. */
function packed(parts: readonly (Frame | Batch)[], framing: Framing): Packet {
  const packets: Packet[] = [];
  let run: Frame[] = [];
  for (const part of parts) {
    if (!(part instanceof Batch)) {
      run.push(part);
      continue;
    }
    if (run.length > 0) packets.push(framing.pack(run));
    run = [];
    packets.push(part.packet(framing));
  }
  if (run.length > 0) packets.push(framing.pack(run));
  return packets.length === 1 && packets[0] !== undefined ? packets[0] : framing.join(packets);
}
