import { badEncoding, detachBytes, readText, tooLarge } from '../socket/index.js';
import { ByteBuffer, type Deframer, type FrameSink } from './deframer.js';
import { blocks } from './framing.js';

const HEADER_BYTES = 4;
const BINARY_BIT = 0x8000_0000;

/**
 * Blocks: a big-endian uint32 with the payload's length, top bit set for bytes, then the payload. An
 * oversized block is refused at its header and its payload skipped. A block cut off by the end is lost.
 */
export class BlockDeframer implements Deframer {
  readonly framing = blocks;
  readonly waiting = false;
  readonly #most: number;
  #max: number;
  readonly #kept = new ByteBuffer();
  #length: number | undefined;
  #binary = false;
  #skip = 0;

  constructor(maxFrameBytes: number) {
    this.#most = maxFrameBytes;
    this.#max = maxFrameBytes;
  }

  limit(bytes = this.#most): void {
    this.#max = Math.min(bytes, this.#most);
  }

  push(chunk: Buffer, sink: FrameSink): void {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, rest.length);
        this.#skip -= skipped;
        rest = rest.subarray(skipped);
        continue;
      }
      const needed = (this.#length ?? HEADER_BYTES) - this.#kept.size;
      if (rest.length < needed) {
        this.#kept.append(rest);
        return;
      }
      const bytes = this.#whole(rest.subarray(0, needed));
      rest = rest.subarray(needed);
      if (this.#length === undefined) this.#header(bytes, sink);
      else this.#payload(bytes, sink);
    }
  }

  quiet(): void {}

  end(): void {
    this.#kept.take();
    this.#length = undefined;
    this.#skip = 0;
  }

  #whole(last: Buffer): Buffer {
    if (this.#kept.size === 0) return last;
    this.#kept.append(last);
    return this.#kept.take();
  }

  #header(bytes: Buffer, sink: FrameSink): void {
    const head = bytes.readUInt32BE(0);
    this.#binary = head >= BINARY_BIT;
    const length = this.#binary ? head - BINARY_BIT : head;
    if (length > this.#max) {
      this.#skip = length;
      sink.rejected(tooLarge(this.#max));
    } else if (length === 0) this.#payload(bytes.subarray(0, 0), sink);
    else this.#length = length;
  }

  #payload(bytes: Buffer, sink: FrameSink): void {
    this.#length = undefined;
    if (this.#binary) {
      sink.frame(detachBytes(bytes));
      return;
    }
    const text = readText(bytes);
    if (text === undefined) sink.rejected(badEncoding);
    else sink.frame(text);
  }
}
