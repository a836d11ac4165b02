import type { Frame, FrameFault, Framing } from '../../../core/index.js';

/** Where a deframer puts what it finds. */
export interface FrameSink {
  frame(frame: Frame): void;
  rejected(fault: FrameFault): void;
}

/**
 * Finds frames in a stream of bytes. A pure state machine: however the bytes are split into pushes, the
 * sink receives the same, in the same order.
 */
export interface Deframer {
  /** How to write to a peer that frames like this. */
  readonly framing: Framing;
  /** Whether a pause now would complete a frame. */
  readonly waiting: boolean;
  /** How long such a pause lasts, in milliseconds. Absent: as the transport's option says. */
  readonly quietMs?: number;
  /** Whether the bytes so far are a program's, although its first frame may not be whole. Absent: nothing tells. */
  readonly isProgram?: boolean;
  /** Lowers the largest frame that is kept, in bytes; `undefined`: to what it was made with. Called between pushes. */
  limit(bytes: number | undefined): void;
  /** More bytes came. They are not kept; only copies of them are. */
  push(chunk: Buffer, sink: FrameSink): void;
  /** The peer has been silent for a while. */
  quiet(sink: FrameSink): void;
  /** Time has passed since the last bytes, and more have come: no program paused inside a text. Absent: it does not matter. */
  paused?(): void;
  /** The peer has closed in order: nothing more will come. */
  end(sink: FrameSink): void;
}

/** Bytes that gather until they are a frame. Holds no memory while empty. */
export class ByteBuffer {
  #bytes: Buffer | undefined;
  #size = 0;

  /** How many bytes are kept. */
  get size(): number {
    return this.#size;
  }

  /** Copies bytes to the end; what it costs is in proportion to the bytes, however many pieces they come in. */
  append(chunk: Buffer): void {
    const needed = this.#size + chunk.length;
    if (this.#bytes === undefined || this.#bytes.length < needed) {
      const grown = Buffer.allocUnsafeSlow(Math.max(needed, Math.min(this.#size * 2, this.#size + 65_536), 64));
      this.#bytes?.copy(grown, 0, 0, this.#size);
      this.#bytes = grown;
    }
    chunk.copy(this.#bytes, this.#size);
    this.#size = needed;
  }

  /** What is kept, without taking it. */
  peek(): Buffer {
    return this.#bytes === undefined ? Buffer.alloc(0) : this.#bytes.subarray(0, this.#size);
  }

  /** Takes everything out. */
  take(): Buffer {
    const all = this.peek();
    this.#bytes = undefined;
    this.#size = 0;
    return all;
  }
}

/**
 * How many bytes at the end begin a UTF-8 character (RFC 3629) without finishing it: 0 to 3. Bytes that
 * cannot begin a character count as 0.
 */
export function incompleteTail(bytes: Uint8Array): number {
  const furthest = Math.min(3, bytes.length);
  for (let back = 1; back <= furthest; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    return characterLength(byte) > back ? back : 0;
  }
  return 0;
}

function characterLength(lead: number): number {
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xc2 && lead < 0xe0 ? 2 : 1;
}
