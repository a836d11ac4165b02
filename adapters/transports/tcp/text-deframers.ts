import { badEncoding, readText, tooLarge } from '../socket/index.js';
import { ByteBuffer, type Deframer, type FrameSink, incompleteTail } from './deframer.js';
import { lines, unframed } from './framing.js';

const LF = 0x0a;
const CR = 0x0d;

/**
 * Lines of UTF-8 that end in LF or CR LF; the last one may go without. An oversized line is refused once,
 * as soon as it is known to be too long, and skipped up to its end.
 */
export class LineDeframer implements Deframer {
  readonly framing = lines;
  readonly waiting = false;
  /** Whether a newline ever came. */
  sawNewline = false;
  readonly #most: number;
  #max: number;
  readonly #read: (line: Buffer) => string | undefined;
  readonly #kept = new ByteBuffer();
  #discarding = false;

  /** @param read Gives the text of a line without its end; `undefined`: it is not UTF-8. Default: takes it as it is. */
  constructor(maxFrameBytes: number, read: (line: Buffer) => string | undefined = readText) {
    this.#most = maxFrameBytes;
    this.#max = maxFrameBytes;
    this.#read = read;
  }

  /** Whether a line has begun and not ended. */
  get begun(): boolean {
    return this.#kept.size > 0 || this.#discarding;
  }

  limit(bytes = this.#most): void {
    this.#max = Math.min(bytes, this.#most);
  }

  push(chunk: Buffer, sink: FrameSink): void {
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      this.sawNewline = true;
      const tail = chunk.subarray(from, at);
      from = at + 1;
      if (this.#discarding) this.#discarding = false;
      else this.#line(tail, sink);
    }
    if (from < chunk.length) this.#keep(from === 0 ? chunk : chunk.subarray(from), sink);
  }

  quiet(): void {}

  end(sink: FrameSink): void {
    if (this.#kept.size > 0) this.#text(this.#kept.take(), sink);
    this.#discarding = false;
  }

  /** Takes what has come as a whole message, but for a character that is not complete. */
  takeUnended(sink: FrameSink): void {
    this.#discarding = false;
    const bytes = this.#kept.take();
    const whole = bytes.length - incompleteTail(bytes);
    if (whole < bytes.length) this.#kept.append(bytes.subarray(whole));
    if (whole > 0) this.#text(bytes.subarray(0, whole), sink, readText);
  }

  #line(tail: Buffer, sink: FrameSink): void {
    if (this.#kept.size === 0) {
      this.#text(tail, sink);
      return;
    }
    this.#kept.append(tail);
    this.#text(this.#kept.take(), sink);
  }

  #text(bytes: Buffer, sink: FrameSink, read = this.#read): void {
    const body = bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes;
    if (body.length > this.#max) {
      sink.rejected(tooLarge(this.#max));
      return;
    }
    const text = read(body);
    if (text === undefined) sink.rejected(badEncoding);
    else sink.frame(text);
  }

  #keep(tail: Buffer, sink: FrameSink): void {
    if (this.#discarding) return;
    // One byte more than the limit may be the CR of a line that fits.
    if (this.#kept.size + tail.length > this.#max + 1) {
      this.#kept.take();
      this.#discarding = true;
      sink.rejected(tooLarge(this.#max));
    } else this.#kept.append(tail);
  }
}

/**
 * Text whose messages are separated by pauses alone: the bytes up to a pause are one message, including line breaks. A
 * character that is cut in the middle waits for its rest. What is too large is refused once, and skipped up to the pause.
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
