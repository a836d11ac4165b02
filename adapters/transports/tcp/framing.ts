import type { Frame, Framing, Packet, SplitFrame } from '../../../core/index.js';

const NEWLINE = '\n';
const HEADER_BYTES = 4;
const BINARY_BIT = 0x8000_0000;

/** A packet of these framings. @throws TypeError for another one's. */
export function bytesOf(packet: Packet): Uint8Array {
  if (packet instanceof Uint8Array) return packet;
  throw new TypeError('The packet is not of a TCP framing.');
}

function join(packets: readonly Packet[]): Packet {
  const [first] = packets;
  return packets.length === 1 && first !== undefined ? first : Buffer.concat(packets.map(bytesOf));
}

const packLines = (frames: readonly Frame[]): Packet => packText(frames, NEWLINE);
const packBare = (frames: readonly Frame[]): Packet => packText(frames, '');

function packText(frames: readonly Frame[], end: string): Packet {
  let text = '';
  for (const frame of frames) {
    if (typeof frame !== 'string') throw new TypeError('A line cannot carry bytes.');
    text += frame + end;
  }
  return Buffer.from(text, 'utf8');
}

function packBlocks(frames: readonly Frame[]): Packet {
  const sizes = frames.map((frame) => (typeof frame === 'string' ? Buffer.byteLength(frame) : frame.byteLength));
  const packet = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + size + HEADER_BYTES, 0));
  let at = 0;
  frames.forEach((frame, index) => {
    const size = sizes[index] ?? 0;
    const text = typeof frame === 'string';
    at = packet.writeUInt32BE(text ? size : size + BINARY_BIT, at);
    if (text) packet.write(frame, at, 'utf8');
    else packet.set(frame, at);
    at += size;
  });
  return packet;
}

function packSplitBlock({ head, body }: SplitFrame): readonly [Packet, Packet] {
  const first = Buffer.allocUnsafe(HEADER_BYTES + head.byteLength);
  first.writeUInt32BE(head.byteLength + body.byteLength + BINARY_BIT);
  first.set(head, HEADER_BYTES);
  return [first, body];
}

/**
 * Text, each frame followed by a newline. One frame is one line unless it has newlines in itself: such a
 * frame goes out as it is, for people get texts of several lines on purpose. A dialect for programs must
 * not put newlines into its frames.
 */
export const lines: Framing = { name: 'lines', binary: false, delimited: true, pack: packLines, join };

/**
 * For peers whose messages are separated by pauses alone: nothing is put between frames, and the peer may see several as
 * one, or one as several. Who writes what is to be read by people ends it with a newline.
 */
export const unframed: Framing = { name: 'unframed', binary: false, delimited: false, pack: packBare, join };

/** Text and bytes, each behind a big-endian uint32: the payload's length, with the top bit set for bytes. */
export const blocks: Framing = {
  name: 'blocks',
  binary: true,
  delimited: true,
  pack: packBlocks,
  packSplit: packSplitBlock,
  join,
};
