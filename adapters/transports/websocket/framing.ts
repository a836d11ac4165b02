import { constants, deflateRawSync } from 'node:zlib';
import type { Frame, Framing, Packet, SplitFrame } from '../../../core/index.js';

const FIN = 0x80;
const COMPRESSED = 0x40;
const TEXT = 0x1;
const BINARY = 0x2;
const SHORT = 125;
const MEDIUM = 0xffff;

/** A ping without payload (RFC 6455, section 5.5.2), as a server sends it. */
export const ping: Uint8Array = Buffer.from([FIN | 0x9, 0]);

/** A payload that is packed: as it is, or compressed. */
export interface Payload {
  readonly text: boolean;
  readonly body: string | Uint8Array;
  readonly byteLength: number;
  readonly compressed: boolean;
}

/** A frame as it is, ready for {@link packPayloads}. */
export function plain(frame: Frame): Payload {
  const text = typeof frame === 'string';
  return { text, body: frame, byteLength: text ? Buffer.byteLength(frame) : frame.byteLength, compressed: false };
}

/** Writes payloads as unmasked, unfragmented frames (RFC 6455, section 5.2) into one buffer. */
export function packPayloads(payloads: readonly Payload[]): Buffer {
  let size = 0;
  for (const { byteLength } of payloads) size += headerBytes(byteLength) + byteLength;
  const packet = Buffer.allocUnsafe(size);
  let at = 0;
  for (const payload of payloads) at = writeFrame(packet, at, payload);
  return packet;
}

function headerBytes(length: number): number {
  if (length <= SHORT) return 2;
  return length <= MEDIUM ? 4 : 10;
}

function writeFrame(packet: Buffer, start: number, { text, body, byteLength, compressed }: Payload): number {
  const at = writeHeader(packet, start, FIN | (compressed ? COMPRESSED : 0) | (text ? TEXT : BINARY), byteLength);
  if (typeof body === 'string') packet.write(body, at, 'utf8');
  else packet.set(body, at);
  return at + byteLength;
}

function writeHeader(packet: Buffer, start: number, first: number, byteLength: number): number {
  let at = start;
  packet[at++] = first;
  if (byteLength <= SHORT) packet[at++] = byteLength;
  else if (byteLength <= MEDIUM) {
    packet[at++] = 126;
    at = packet.writeUInt16BE(byteLength, at);
  } else {
    packet[at++] = 127;
    at = packet.writeBigUInt64BE(BigInt(byteLength), at);
  }
  return at;
}

function packSplit({ head, body }: SplitFrame): readonly [Packet, Packet] {
  const byteLength = head.byteLength + body.byteLength;
  const first = Buffer.allocUnsafe(headerBytes(byteLength) + head.byteLength);
  first.set(head, writeHeader(first, 0, FIN | BINARY, byteLength));
  return [first, body];
}

/** Several packets of WebSocket frames as one. */
export function joinPackets(packets: readonly Packet[]): Packet {
  const [first] = packets;
  return packets.length === 1 && first !== undefined ? first : Buffer.concat(packets.map(bytesOf));
}

/** A packet of these framings. @throws TypeError for another one's. */
export function bytesOf(packet: Packet): Uint8Array {
  if (packet instanceof Uint8Array) return packet;
  throw new TypeError('The packet is not of a WebSocket framing.');
}

/** WebSocket frames without compression: text and binary. */
export const messages: Framing = {
  name: 'websocket',
  binary: true,
  delimited: true,
  pack: (frames) => packPayloads(frames.map(plain)),
  packSplit,
  join: joinPackets,
};

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
