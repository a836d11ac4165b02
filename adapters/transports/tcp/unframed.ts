import { badEncoding, readText, tooLarge } from '../socket/index.js';
import { ByteBuffer } from './bytes.js';
import type { Deframer, FrameSink } from './deframer.js';
import { unframed } from './framing.js';
import { incompleteTail } from './utf8.js';

/**
 * Text whose messages are told apart by silence alone: whatever has come until then is one message, line breaks and all. A
 * character that is cut in the middle waits for its rest. What is too large is refused once, and skipped up to the silence.
 */
export class UnframedDeframer implements Deframer {
  readonly framing = unframed;
  readonly #most: number;
  #max: number;
  readonly #kept = new ByteBuffer();
  #discarding = false;

  constructor(maxFrameBytes: number) {
    this.#most = maxFrameBytes;
    this.#max = maxFrameBytes;
  }

  limit(bytes = this.#most): void {
    this.#max = Math.min(bytes, this.#most);
  }

  get waiting(): boolean {
    return this.#kept.size > 0 || this.#discarding;
  }

  push(chunk: Buffer, sink: FrameSink): void {
    if (this.#discarding) return;
    if (this.#kept.size + chunk.length <= this.#max) {
      this.#kept.append(chunk);
      return;
    }
    this.#kept.take();
    this.#discarding = true;
    sink.rejected(tooLarge(this.#max));
  }

  quiet(sink: FrameSink): void {
    this.#discarding = false;
    const tail = this.#takeWhole(sink);
    if (tail.length > 0) this.#kept.append(tail);
  }

  end(sink: FrameSink): void {
    if (this.#takeWhole(sink).length > 0) sink.rejected(badEncoding);
  }

  /** Gives what is complete; returns what is left, part of a character. */
  #takeWhole(sink: FrameSink): Buffer {
    const bytes = this.#kept.take();
    const whole = bytes.length - incompleteTail(bytes);
    if (whole > 0) {
      const text = readText(bytes.subarray(0, whole));
      if (text === undefined) sink.rejected(badEncoding);
      else sink.frame(text);
    }
    return bytes.subarray(whole);
  }
}
