import type { Bulk, BulkPiece, BulkSource } from '../../../core/index.js';
import type { FileReader } from '../file-store/index.js';
import { type AbortReason, abortReasonFrom, type Transfer } from './transfer.js';

/** Maximum size of one read; two such buffers exist at once. */
const READ_BYTES = 1_048_576;
const BUFFERS = 2;

/** What an outgoing file is sent with. */
export interface OutgoingOptions {
  /** How the client calls it. */
  readonly id: string;
  readonly reader: FileReader;
  /** The place of the first byte to send. */
  readonly offset: number;
  /** Bytes that may be sent beyond what was acknowledged. */
  readonly credit: number;
  /** The largest part, in bytes; no larger than the credit. */
  readonly chunk: number;
  readonly now: () => number;
  /** Every byte has been handed to the connection, and `file.end` behind them. */
  readonly done: () => void;
  /** It is over before its end; {@link Transfer.drop} need not be called any more. */
  readonly over: (why: AbortReason) => void;
}

/** A file on its way to a client. */
export interface Outgoing extends Transfer {
  /** Begins. @param stream The session's. */
  begin(stream: (source: BulkSource) => Bulk): void;
  /** Number of bytes sent. */
  readonly sent: number;
  /**
   * The client has everything before a place.
   * @returns How many bytes that is more than it had before; `undefined`: that has not been sent yet.
   */
  acknowledge(offset: number): number | undefined;
}

/** Reads ahead of what is sent, and sends no more than the credit allows. */
export function createOutgoing(parts: OutgoingOptions): Outgoing {
  const { id, reader, credit, now } = parts;
  const { id: file, name, size, type: mediaType, sha256 } = reader.file;
  const chunk = Math.min(parts.chunk, credit);
  const ahead = Math.min(READ_BYTES, credit);
  const ready: Uint8Array[] = [];
  /** Memory to read into; that of a piece which is just being written is not in it. */
  const idle: Uint8Array[] = [];
  let leaving: Uint8Array | undefined;
  let at = 0;
  let readTo = parts.offset;
  let sent = parts.offset;
  let acknowledged = parts.offset;
  let movedAt = now();
  let stage: 'header' | 'bytes' | 'over' = 'header';
  let isReading = false;
  let bulk: Bulk | undefined;

  function close(): void {
    stage = 'over';
    ready.length = 0;
    idle.length = 0;
    bulk?.cancel();
    reader.close().catch(() => undefined);
  }

  function fail(error: unknown): void {
    if (stage === 'over') return;
    close();
    parts.over(abortReasonFrom(error));
  }

  function readOn(): void {
    if (isReading || stage === 'over' || ready.length >= BUFFERS || readTo >= size) return;
    isReading = true;
    reader.read(readTo, Math.min(ahead, size - readTo), idle.pop()).then((bytes) => {
      isReading = false;
      if (stage === 'over') return;
      if (bytes.length === 0) return fail(new Error('The file is shorter than it was.'));
      ready.push(bytes);
      readTo += bytes.length;
      bulk?.wake();
      readOn();
    }, fail);
  }

  function piece(): BulkPiece | undefined {
    const [buffer] = ready;
    if (buffer === undefined) return undefined;
    const bytes = buffer.subarray(at, at + chunk);
    // Never cut to what is left of the credit: a client that acknowledges odd places would get crumbs.
    if (sent + bytes.length > acknowledged + credit) return undefined;
    const event = { type: 'file.chunk', transfer: id, offset: sent } as const;
    at += bytes.length;
    sent += bytes.length;
    movedAt = now();
    if (at === buffer.length) {
      leaving = ready.shift();
      at = 0;
    }
    return { event, bytes };
  }

  function next(): BulkPiece | undefined {
    if (stage === 'over') return undefined;
    if (leaving !== undefined) idle.push(leaving);
    leaving = undefined;
    readOn();
    if (stage === 'header') {
      stage = 'bytes';
      return { event: { type: 'file.header', transfer: id, file, name, size, mediaType, sha256, offset: sent } };
    }
    if (sent < size) return piece();
    close();
    parts.done();
    return { event: { type: 'file.end', transfer: id, sha256 } };
  }

  return {
    id,
    get movedAt() {
      return movedAt;
    },
    get moved() {
      return sent;
    },
    get sent() {
      return sent;
    },
    begin(stream) {
      if (stage === 'over') return;
      bulk = stream({ next });
      readOn();
    },
    acknowledge(offset) {
      if (offset > sent) return undefined;
      const more = offset - acknowledged;
      if (more <= 0) return 0;
      acknowledged = offset;
      movedAt = now();
      bulk?.wake();
      return more;
    },
    drop() {
      if (stage !== 'over') close();
    },
  };
}
