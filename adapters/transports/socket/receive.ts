import { isUtf8 } from 'node:buffer';
import type { CloseCause, Frame, FrameFault, FrameReceiver } from '../../../core/index.js';

/**
 * What a connection has received and not delivered yet. Keeps the promises of `FrameReceiver` for every
 * transport: nothing before `start`, nothing while paused, everything in order, `closed` once and last.
 */
export class ReceiveQueue {
  #receiver: FrameReceiver | undefined;
  #held: (Frame | FrameFault)[] | undefined;
  #end: CloseCause | undefined;
  #paused = false;
  #discarding = false;
  #done = false;
  #delivering = false;

  /** Whether frames may be read off the wire: begun, not paused. */
  get open(): boolean {
    return this.#receiver !== undefined && !this.#paused;
  }

  /** Begins delivery, in a microtask of its own. @throws TypeError when it has begun already. */
  start(receiver: FrameReceiver): void {
    if (this.#receiver !== undefined) throw new TypeError('The connection has been started already.');
    this.#receiver = receiver;
    if (this.#held !== undefined || this.#end !== undefined) this.#later();
  }

  /** A frame came off the wire. */
  frame(frame: Frame): void {
    if (this.#discarding) return;
    if (this.#held === undefined && this.open) this.#receiver?.frame(frame);
    else this.#hold(frame);
  }

  /** A frame came off the wire that cannot be taken. */
  rejected(fault: FrameFault): void {
    if (this.#discarding) return;
    if (this.#held === undefined && this.open) this.#receiver?.rejected(fault);
    else this.#hold(fault);
  }

  /** Passes on that everything written has gone out. */
  drained(): void {
    if (!this.#done) this.#receiver?.drained();
  }

  pause(): void {
    this.#paused = true;
  }

  /** Goes on with delivery; frames that were held come in a microtask of their own. */
  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    if (this.#held !== undefined) this.#later();
  }

  /** Throws away what is held and all that still comes: our side has closed. */
  discard(): void {
    this.#discarding = true;
    this.#held = undefined;
  }

  /** The wire has ended in order: `closed` follows the frames that are held. Later causes are ignored. */
  finish(cause: CloseCause): void {
    if (this.#end !== undefined) return;
    this.#end = cause;
    this.#discarding = true;
    if (!this.#delivering) this.#deliver();
  }

  /** The wire is gone: `closed` comes now and what is held is lost. */
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

/** The fault of a frame with more bytes than are taken. */
export function tooLarge(maxFrameBytes: number): FrameFault {
  return { code: 'CHAT_FRAME_TOO_LARGE', text: `The frame has more than ${maxFrameBytes} bytes.` };
}

/** Reads UTF-8 (RFC 3629); `undefined` when the bytes are not. */
export function readText(bytes: Buffer): string | undefined {
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

/** A view that has less of its memory than this share would keep too much of it alive. */
const MIN_SHARE = 0.5;

/**
 * Bytes to be handed on, which nobody overwrites: as they are where most of the memory beneath is theirs, else a copy, for a
 * view would keep the whole read of up to 64 KiB alive, and other frames in it.
 */
export function detachBytes(bytes: Buffer): Uint8Array {
  const { buffer, byteOffset, length } = bytes;
  if (length < buffer.byteLength * MIN_SHARE) return new Uint8Array(bytes);
  return new Uint8Array(buffer, byteOffset, length);
}

/**
 * After so many bytes of one connection the others come first: it is not read again until the next turn of the event loop.
 * The operating system would hand over up to 2 MiB of it at once.
 */
export const READ_SLICE_BYTES = 131_072;
