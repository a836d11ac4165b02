import type { Framing } from '../../../core/index.js';
import { readText } from '../socket/index.js';
import { BlockDeframer } from './blocks.js';
import { ByteBuffer, type Deframer, type FrameSink } from './deframer.js';
import { lines, unframed } from './framing.js';
import { binaryProtocol, Opening } from './opening.js';
import { isOneKey, readTypedLine, withoutByteOrderMark } from './terminal.js';
import { LineDeframer } from './text-deframers.js';

const TEXT_BLOCK = 0x00;
const BINARY_BLOCK = 0x80;
/** A header of SMB behind that of a block: `\xffSMB` or `\xfeSMB`. */
const smb = /^....[\xfe\xff]SMB$/s;
const SMB_BYTES = 8;

/** The largest `maxFrameBytes` with which the first byte of a block tells it from text. */
export const LARGEST_ADAPTIVE_FRAME = 0xff_ffff;

/** Pause after which a text without newline is a message, in milliseconds. */
export interface AdaptiveTimeouts {
  /** The first text, and one that began with a single key. */
  readonly firstMs: number;
  /** Those after it. */
  readonly laterMs: number;
}

/**
 * Learns how a peer frames. A first byte of 0x00 or 0x80, which no text begins with, means blocks. All else is text: a
 * message ends at a newline. Until the first newline has come, a text that came in one go, as programs send it that know no
 * frames, also ends at a pause or at the end. JSON and what is typed key by key never do.
 */
export class AdaptiveDeframer implements Deframer {
  readonly #max: number;
  readonly #timeouts: AdaptiveTimeouts;
  readonly #opening = new Opening();
  #blocks: BlockDeframer | undefined;
  #blockHead: ByteBuffer | undefined;
  #lines: LineDeframer | undefined;
  #quietSeen = false;
  #limit: number | undefined;
  /** Whether the text that waits for its end began with a single key. */
  #isTyped = false;
  /** Whether time has passed between its keys. */
  #isKeyedIn = false;
  #isFirst = true;
  #isRefused = false;

  constructor(maxFrameBytes: number, silences: AdaptiveTimeouts = { firstMs: 1_500, laterMs: 100 }) {
    this.#max = maxFrameBytes;
    this.#timeouts = silences;
  }

  get framing(): Framing {
    if (this.#blocks !== undefined) return this.#blocks.framing;
    return this.#quietSeen && this.#lines?.sawNewline === false ? unframed : lines;
  }

  get isProgram(): boolean {
    return this.#blocks !== undefined || this.#opening.isProgram;
  }

  get waiting(): boolean {
    if (this.#lines === undefined || this.#lines.sawNewline || !this.#lines.begun) return false;
    if (this.#isRefused || this.#opening.isProgram) return false;
    return this.#quietSeen || !this.#isByHand;
  }

  get quietMs(): number {
    const { firstMs, laterMs } = this.#timeouts;
    return this.#quietSeen && !this.#isByHand ? laterMs : firstMs;
  }

  get #isByHand(): boolean {
    return this.#isTyped || this.#opening.isTerminal;
  }

  limit(bytes: number | undefined): void {
    this.#limit = bytes;
    this.#blocks?.limit(bytes);
    this.#lines?.limit(bytes);
  }

  push(chunk: Buffer, sink: FrameSink): void {
    if (chunk.length === 0 || this.#isRefused) return;
    if (this.#lines === undefined && this.#blocks === undefined) this.#choose(chunk);
    if (this.#blocks === undefined) this.#pushText(chunk, sink);
    else this.#pushBlocks(this.#blocks, chunk, sink);
  }

  quiet(sink: FrameSink): void {
    if (this.#lines === undefined || !this.waiting) return;
    this.#quietSeen = true;
    this.#lines.takeUnended(sink);
  }

  end(sink: FrameSink): void {
    if (this.#isRefused) return;
    this.#blocks?.end();
    // What was typed and not sent off with Enter is not said: it may have been meant for another window.
    if (this.#lines?.sawNewline === false && (this.#isKeyedIn || this.#opening.isTerminal)) return;
    this.#lines?.end(sink);
  }

  paused(): void {
    if (this.#lines?.begun === true && this.#isTyped) this.#isKeyedIn = true;
  }

  #choose(chunk: Buffer): void {
    if (chunk[0] === TEXT_BLOCK || chunk[0] === BINARY_BLOCK) {
      this.#blocks = new BlockDeframer(this.#max);
      this.#blocks.limit(this.#limit);
      this.#blockHead = new ByteBuffer();
    } else {
      this.#lines = new LineDeframer(this.#max, (line) => this.#read(line));
      this.#lines.limit(this.#limit);
    }
  }

  #pushText(chunk: Buffer, sink: FrameSink): void {
    const deframer = this.#lines as LineDeframer;
    if (!deframer.sawNewline && !deframer.begun) {
      this.#isTyped = isOneKey(chunk);
      this.#isKeyedIn = false;
    }
    const text = this.#opening.read(chunk);
    if (text.length > 0) deframer.push(text, sink);
    const { fault } = this.#opening;
    if (fault !== undefined) this.#refuse(fault, sink);
  }

  #pushBlocks(deframer: BlockDeframer, chunk: Buffer, sink: FrameSink): void {
    if (this.#blockHead !== undefined) {
      const head = this.#blockHead;
      head.append(chunk.subarray(0, SMB_BYTES - head.size));
      if (head.size === SMB_BYTES) {
        this.#blockHead = undefined;
        if (smb.test(head.take().toString('latin1'))) {
          this.#refuse(binaryProtocol, sink);
          return;
        }
      }
    }
    deframer.push(chunk, sink);
  }

  #refuse(fault: typeof binaryProtocol, sink: FrameSink): void {
    this.#isRefused = true;
    sink.rejected(fault);
  }

  #read(line: Buffer): string | undefined {
    if (!this.#opening.isProgram) return readTypedLine(line);
    const text = readText(line);
    if (!this.#isFirst || text === undefined) return text;
    this.#isFirst = false;
    return withoutByteOrderMark(text);
  }
}
