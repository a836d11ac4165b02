import { constants, deflateRawSync } from 'node:zlib';
import type { Frame, Framing } from '../../../core/index.js';
import { joinPackets, messages, type Payload, packPayloads, plain } from './framing.js';

// What a sync flush ends with; the receiver puts it back (RFC 7692, section 7.2.1).
const TRAILER_BYTES = 4;
const SMALLEST_WINDOW_BITS = 9;
const LARGEST_WINDOW_BITS = 15;

/** Compressing framings of one transport, one for each window size. */
export interface Deflaters {
  /** The framing for what was agreed, or the plain one where nothing was. */
  framing(windowBits: number | undefined): Framing;
}

/**
 * Makes framings that compress frames of at least `thresholdBytes` (permessage-deflate, RFC 7692). Nothing
 * is carried over from one frame to the next, so one packet serves every peer with the same window.
 */
export function createDeflaters(thresholdBytes: number): Deflaters {
  const known = new Map<number, Framing>();
  return {
    framing(windowBits) {
      // zlib cannot compress with a window of 8 bits; plain frames are always allowed.
      if (windowBits === undefined || windowBits < SMALLEST_WINDOW_BITS) return messages;
      const framing = known.get(windowBits) ?? deflating(thresholdBytes, windowBits);
      known.set(windowBits, framing);
      return framing;
    },
  };
}

function deflating(thresholdBytes: number, windowBits: number): Framing {
  const options = { windowBits, finishFlush: constants.Z_SYNC_FLUSH };

  function payload(frame: Frame): Payload {
    const raw = plain(frame);
    if (raw.byteLength < thresholdBytes) return raw;
    const body = deflateRawSync(raw.body, options).subarray(0, -TRAILER_BYTES);
    if (body.byteLength >= raw.byteLength) return raw;
    return { text: raw.text, body, byteLength: body.byteLength, compressed: true };
  }

  return {
    name: `websocket-deflate-${windowBits}`,
    binary: true,
    delimited: true,
    pack: (frames) => packPayloads(frames.map(payload)),
    join: joinPackets,
  };
}

/**
 * The window that our own handshake response allows us, in bits; `undefined` when it does not agree to
 * compress without context takeover.
 */
export function agreedWindowBits(responseHeaders: readonly string[]): number | undefined {
  const line = responseHeaders.find((header) => /^sec-websocket-extensions:/i.test(header));
  if (line === undefined || !line.includes('permessage-deflate')) return undefined;
  if (!line.includes('server_no_context_takeover')) return undefined;
  const bits = /server_max_window_bits="?(\d+)/.exec(line)?.[1];
  return bits === undefined ? LARGEST_WINDOW_BITS : Number(bits);
}
