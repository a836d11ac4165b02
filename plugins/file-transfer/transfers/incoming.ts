import { type Refusal, refuse, type ServerEvent } from '../../../core/index.js';
import { fileErrors, type Upload, type UploadHold } from '../file-store/index.js';
import { type AbortReason, abortReason, abortReasonFrom, abortTexts, type Transfer } from './transfer.js';

/** Parts smaller than this cost more than they bring; the last one of a file may be. */
const LEAST_CHUNK = 1_024;
/** Credit violations before the transfer is aborted. */
const OFFENCES = 8;
/** The credit is given back in parts of this share. */
const ACK_SHARE = 4;

/** What an incoming file is received with. */
export interface IncomingOptions {
  readonly upload: Upload;
  /** Bytes that may be under way beyond what was acknowledged. */
  readonly credit: number;
  /** The largest part, in bytes. */
  readonly chunk: number;
  readonly now: () => number;
  readonly send: (event: ServerEvent) => void;
  /** It is over on this connection; {@link Transfer.drop} need not be called any more. */
  readonly over: (why: AbortReason) => void;
}

/** What became of a part: `lost` is one that was not the next, which a client may still have under way. */
export type ChunkResult = 'taken' | 'lost' | Refusal;

/** A file on its way from a client. */
export interface Incoming extends Transfer {
  readonly upload: Upload;
  /** The right to write to it. */
  readonly hold: UploadHold;
  /** Takes the next part. The bytes must not be changed afterwards. */
  chunk(offset: number, bytes: Uint8Array): ChunkResult;
  /** Stops accepting chunks and passes the hold to the caller. */
  handOver(): void;
}

/** Takes an upload over for a connection; the previous holder is notified. */
export function createIncoming({ upload, credit, chunk, now, send, over }: IncomingOptions): Incoming {
  const { id } = upload;
  const { size } = upload.facts;
  let isOver = false;
  let movedAt = now();
  let offences = 0;
  /** Bytes dropped since the client was sent the right offset; `undefined`: none is pending. */
  let dropped: number | undefined;

  const hold = upload.claim((code) => end({ code, text: fileErrors[code] }));
  /** What the client knows to be written. */
  let acknowledged = hold.expected;

  function end(why: AbortReason): void {
    if (isOver) return;
    isOver = true;
    over(why);
  }

  function written(offset: number): void {
    const isIdle = offset === hold.expected;
    if (isOver || offset <= acknowledged || !(isIdle || offset - acknowledged >= credit / ACK_SHARE)) return;
    acknowledged = offset;
    send({ type: 'file.chunk_ack', transfer: id, offset });
  }

  /** Sent once, and again only after more bytes than can have been in flight. */
  function lost(bytes: number): 'lost' {
    if (dropped === undefined || dropped + bytes > credit) {
      dropped = 0;
      send({ type: 'file.ack', transfer: id, offset: hold.expected });
    }
    dropped += bytes;
    return 'lost';
  }

  function overCredit(): Refusal {
    offences++;
    if (offences >= OFFENCES) {
      hold.release();
      end(abortReason('FILE_CREDIT'));
    }
    return refuse('FILE_CREDIT', abortTexts.FILE_CREDIT, { transfer: id, credit, offset: hold.expected });
  }

  return {
    id,
    upload,
    hold,
    get movedAt() {
      return movedAt;
    },
    get moved() {
      return hold.expected;
    },
    chunk(offset, bytes) {
      if (isOver) return 'lost';
      const { expected } = hold;
      const end = offset + bytes.length;
      if (bytes.length > chunk || (bytes.length < LEAST_CHUNK && end < size) || bytes.length === 0) {
        return refuse('FILE_CHUNK_SIZE', `A part has from ${LEAST_CHUNK} to ${chunk} bytes.`, {
          transfer: id,
          least: LEAST_CHUNK,
          chunk,
        });
      }
      if (offset !== expected) return lost(bytes.length);
      if (end > size) return refuse('FILE_TOO_LARGE', 'The file is larger than it was said to be.', { limit: size });
      if (end - acknowledged > credit) return overCredit();
      dropped = undefined;
      movedAt = now();
      hold.write(offset, bytes).then(written, failed);
      return 'taken';
    },
    handOver() {
      isOver = true;
    },
    drop() {
      if (isOver) return;
      isOver = true;
      hold.release();
    },
  };

  function failed(error: unknown): void {
    if (isOver) return;
    hold.release();
    end(abortReasonFrom(error));
  }
}
