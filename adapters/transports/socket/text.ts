import { isUtf8 } from 'node:buffer';
import type { FrameFault } from '../../../core/index.js';

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
