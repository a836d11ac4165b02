import { isUtf8 } from 'node:buffer';
import type { CloseCause, Frame, FrameFault, FrameReceiver } from '../../../core/index.js';

/**
 * Receive queue of a connection. Implements the contract of `FrameReceiver` for all transports: nothing is delivered before
 * `start` or while paused, frames keep their order, and `closed` is delivered once and last.
 */
export class ReceiveQueue {
  #receiver: FrameReceiver | undefined;
  #held: (Frame | FrameFault)[] | undefined;
  #end: CloseCause | undefined;
  #paused = false;
  #discarding = false;
  #done = false;
  #delivering = false;

  /** Whether frames may be read from the wire: started and not paused. */
  get open(): boolean {
    return this.#receiver !== undefined && !this.#paused;
  }

  /** Starts delivery in a microtask. @throws TypeError if already started. */
  start(receiver: FrameReceiver): void {
    if (this.#receiver !== undefined) throw new TypeError('The connection has been started already.');
    this.#receiver = receiver;
    if (this.#held !== undefined || this.#end !== undefined) this.#later();
  }

  /** Delivers or queues a frame. */
  frame(frame: Frame): void {
    if (this.#discarding) return;
    if (this.#held === undefined && this.open) this.#receiver?.frame(frame);
    else this.#hold(frame);
  }

  /** Delivers or queues the fault of a rejected frame. */
  rejected(fault: FrameFault): void {
    if (this.#discarding) return;
    if (this.#held === undefined && this.open) this.#receiver?.rejected(fault);
    else this.#hold(fault);
  }

  /** Reports that all written bytes were sent. */
  drained(): void {
    if (!this.#done) this.#receiver?.drained();
  }

  pause(): void {
    this.#paused = true;
  }

  /** Resumes delivery; queued frames are delivered in a microtask. */
  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    if (this.#held !== undefined) this.#later();
  }

  /** Discards queued and later frames, because this side has closed. */
  discard(): void {
    this.#discarding = true;
    this.#held = undefined;
  }

  /** Delivers `closed` after the queued frames: the wire was closed in order. Later causes are ignored. */
  finish(cause: CloseCause): void {
    if (this.#end !== undefined) return;
    this.#end = cause;
    this.#discarding = true;
    if (!this.#delivering) this.#deliver();
  }

  /** Delivers `closed` at once and discards queued frames: the wire broke. */
  abandon(cause: CloseCause): void {
    this.discard();
    this.finish(cause);
  }

  #hold(item: Frame | FrameFault): void {
    this.#held ??= [];
    this.#held.push(item);
  }

  #later(): void {
    queueMicrotask(() => this.#deliver());
  }

  #deliver(): void {
    const receiver = this.#receiver;
    if (receiver === undefined || this.#done || this.#delivering) return;
    this.#delivering = true;
    let at = 0;
    while (this.#held !== undefined && at < this.#held.length && !this.#paused) {
      const item = this.#held[at++] as Frame | FrameFault;
      if (typeof item === 'string' || item instanceof Uint8Array) receiver.frame(item);
      else receiver.rejected(item);
    }
    this.#delivering = false;
    if (this.#held !== undefined) this.#held = at < this.#held.length ? this.#held.slice(at) : undefined;
    if (this.#held !== undefined || this.#end === undefined) return;
    this.#done = true;
    receiver.closed(this.#end);
  }
}

/** The fault of a text that is not UTF-8. */
export const badEncoding: FrameFault = { code: 'CHAT_BAD_ENCODING', text: 'The frame is not valid UTF-8.' };

/** Creates the fault of a frame that is too large. */
export function tooLarge(maxFrameBytes: number): FrameFault {
  return { code: 'CHAT_FRAME_TOO_LARGE', text: `The frame has more than ${maxFrameBytes} bytes.` };
}

/** Reads UTF-8 (RFC 3629); `undefined` when the bytes are not. */
export function readText(bytes: Buffer): string | undefined {
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

/** A view that uses a smaller share of its buffer is copied. */
const MIN_SHARE = 0.5;

/**
 * Returns bytes that stay valid: a view if they use most of their buffer, otherwise a copy, since a view would keep the whole
 * read of up to 64 KiB in memory.
 */
export function detachBytes(bytes: Buffer): Uint8Array {
  const { buffer, byteOffset, length } = bytes;
  if (length < buffer.byteLength * MIN_SHARE) return new Uint8Array(bytes);
  return new Uint8Array(buffer, byteOffset, length);
}

/**
 * Bytes read from one connection before it pauses until the next tick, so that other connections are served. The operating system
 * may deliver up to 2 MiB at once.
 */
export const READ_SLICE_BYTES = 131_072;
