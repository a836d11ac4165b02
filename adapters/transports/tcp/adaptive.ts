import type { Framing } from '../../../core/index.js';
import { BlockDeframer } from './blocks.js';
import type { Deframer, FrameSink } from './deframer.js';
import { lines, unframed } from './framing.js';
import { LineDeframer } from './lines.js';

const TEXT_BLOCK = 0x00;
const BINARY_BLOCK = 0x80;

/** The largest `maxFrameBytes` with which the first byte of a block tells it from text. */
export const LARGEST_ADAPTIVE_FRAME = 0xff_ffff;

/**
 * Learns how a peer frames. A first byte of 0x00 or 0x80, which no text begins with, means blocks. All else
 * is text: a message ends at a newline, or, until the first newline has come, at a silence or at the end.
 */
export class AdaptiveDeframer implements Deframer {
  readonly #max: number;
  #blocks: BlockDeframer | undefined;
  #lines: LineDeframer | undefined;
  #silenced = false;
  #limit: number | undefined;

  constructor(maxFrameBytes: number) {
    this.#max = maxFrameBytes;
  }

  get framing(): Framing {
    if (this.#blocks !== undefined) return this.#blocks.framing;
    return this.#silenced && this.#lines?.sawNewline === false ? unframed : lines;
  }

  get waiting(): boolean {
    return this.#lines !== undefined && !this.#lines.sawNewline && this.#lines.begun;
  }

  limit(bytes: number | undefined): void {
    this.#limit = bytes;
    this.#blocks?.limit(bytes);
    this.#lines?.limit(bytes);
  }

  push(chunk: Buffer, sink: FrameSink): void {
    if (chunk.length === 0) return;
    this.#inner(chunk).push(chunk, sink);
  }

  quiet(sink: FrameSink): void {
    if (this.#lines === undefined || !this.waiting) return;
    this.#silenced = true;
    this.#lines.takeUnended(sink);
  }

  end(sink: FrameSink): void {
    this.#blocks?.end();
    this.#lines?.end(sink);
  }

  #inner(chunk: Buffer): Deframer {
    const known = this.#blocks ?? this.#lines;
    if (known !== undefined) return known;
    if (chunk[0] === TEXT_BLOCK || chunk[0] === BINARY_BLOCK) {
      this.#blocks = new BlockDeframer(this.#max);
      this.#blocks.limit(this.#limit);
      return this.#blocks;
    }
    this.#lines = new LineDeframer(this.#max);
    this.#lines.limit(this.#limit);
    return this.#lines;
  }
}
