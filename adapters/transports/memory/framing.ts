import type { Frame, FrameList, Framing, Packet } from '../../../core/index.js';

function size(frame: Frame): number {
  return typeof frame === 'string' ? Buffer.byteLength(frame) : frame.byteLength;
}

function asList(packet: Packet): FrameList {
  if (packet instanceof Uint8Array) throw new TypeError('The packet is not of the framing `frames`.');
  return packet;
}

/** Frames that stay frames. */
export const frames: Framing = {
  name: 'frames',
  binary: true,
  delimited: true,
  pack(list) {
    let byteLength = 0;
    for (const frame of list) byteLength += size(frame);
    return { frames: [...list], byteLength };
  },
  join(packets) {
    let byteLength = 0;
    const all: Frame[] = [];
    for (const packet of packets) {
      const list = asList(packet);
      byteLength += list.byteLength;
      all.push(...list.frames);
    }
    return { frames: all, byteLength };
  },
};
