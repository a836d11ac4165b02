import { expect, test } from 'vitest';
import { FrameMeter, PIECE_COST } from '../../../../adapters/transports/websocket/frame-meter.js';

const TEXT = 0x1;
const CONTINUATION = 0x0;
const PING = 0x9;
const MOST = 65_536;

function frame(opcode: number, length: number, fin = true): Buffer {
  const first = (fin ? 0x80 : 0) | opcode;
  const mask = Buffer.alloc(4);
  const payload = Buffer.alloc(length);
  if (length < 126) return Buffer.concat([Buffer.from([first, 0x80 | length]), mask, payload]);
  if (length < 65_536) return Buffer.concat([Buffer.from([first, 0xfe, length >> 8, length & 0xff]), mask, payload]);
  const head = Buffer.alloc(10);
  head[0] = first;
  head[1] = 0xff;
  head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, mask, payload]);
}

test.each([0, 1, 125, 126, 65_535, 65_536])(
  'a whole message of %d bytes leaves nothing held, wherever it is cut',
  (length) => {
    const bytes = Buffer.concat([frame(TEXT, length), frame(TEXT, 3)]);
    for (const size of [1, 2, 7, 1_460, bytes.length]) {
      const meter = new FrameMeter();
      let held = 0;
      for (let at = 0; at < bytes.length; at += size) held = meter.push(bytes.subarray(at, at + size), 1e9);
      expect(held).toBe(0);
    }
  },
);

test('fragments are held until the last has come, each with what a piece costs', () => {
  const meter = new FrameMeter();
  expect(meter.push(frame(TEXT, 10, false), MOST)).toBe(10 + PIECE_COST);
  expect(meter.push(frame(CONTINUATION, 0, false), MOST)).toBe(10 + 2 * PIECE_COST);
  expect(meter.push(frame(PING, 20), MOST)).toBe(10 + 2 * PIECE_COST);
  expect(meter.push(frame(CONTINUATION, 5), MOST)).toBe(0);
});

test('a frame in pieces costs by its pieces, so that single bytes are not free', () => {
  const meter = new FrameMeter();
  const bytes = frame(TEXT, 60_000);
  let pieces = 0;
  while (meter.push(bytes.subarray(pieces, pieces + 1), MOST) <= MOST) pieces++;
  expect(pieces).toBeLessThan(MOST / PIECE_COST);
});

test('a frame that announces more than is allowed is over at its header', () => {
  const head = frame(TEXT, 70_000).subarray(0, 14);
  expect(new FrameMeter().push(head, MOST)).toBeGreaterThan(MOST);
  const huge = Buffer.from([0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);
  expect(new FrameMeter().push(huge, MOST)).toBeGreaterThan(MOST);
});
