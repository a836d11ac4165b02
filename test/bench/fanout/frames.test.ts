import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientFrame, FrameScanner, opcode } from '../../../bench/fanout/load/frames.js';

/** A server's text frame, as RFC 6455, 5.2 has it. */
function serverFrame(payload: Buffer, op: number = opcode.text): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x80 | op;
  head[1] = head.length === 2 ? length : head.length === 4 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

/** Feeds `wire` cut into pieces of the given sizes, all through one buffer that is overwritten each time. */
function feed(scanner: FrameScanner, wire: Buffer, sizes: readonly number[]): void {
  const shared = Buffer.alloc(wire.length + 1);
  for (let at = 0, piece = 0; at < wire.length; piece++) {
    const size = Math.min(sizes[piece % sizes.length] ?? 1, wire.length - at);
    shared.fill(0xff);
    wire.copy(shared, 0, at, at + size);
    scanner.push(shared, size);
    at += size;
  }
}

const payloads = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 130 }),
    fc.integer({ min: 120, max: 70_000 }).map((length) => new Uint8Array(length).fill(length % 251)),
  ),
  { maxLength: 6 },
);
const cuts = fc.array(fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 70_000 })), { minLength: 1 });

describe('FrameScanner', () => {
  it('hands over every payload whole and in order, however the bytes are cut', () => {
    fc.assert(
      fc.property(payloads, cuts, (expected, sizes) => {
        const seen: Buffer[] = [];
        const scanner = new FrameScanner(10, (_op, bytes, at, length) => {
          seen.push(Buffer.from(bytes.subarray(at, at + length)));
        });
        feed(scanner, Buffer.concat(expected.map((payload) => serverFrame(Buffer.from(payload)))), sizes);
        expect(seen.map((payload) => payload.toString('hex'))).toEqual(
          expected.map((payload) => Buffer.from(payload).toString('hex')),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('counts the same frames when it only looks at their beginnings', () => {
    fc.assert(
      fc.property(payloads, cuts, (expected, sizes) => {
        const seen: string[] = [];
        const scanner = new FrameScanner(10, (_op, bytes, at, length) => {
          seen.push(`${length} ${bytes.toString('hex', at, at + Math.min(10, length))}`);
        });
        scanner.whole = false;
        feed(scanner, Buffer.concat(expected.map((payload) => serverFrame(Buffer.from(payload)))), sizes);
        expect(seen).toEqual(
          expected.map((payload) => `${payload.length} ${Buffer.from(payload.subarray(0, 10)).toString('hex')}`),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('tells control frames from text by their opcode', () => {
    const seen: number[] = [];
    const scanner = new FrameScanner(10, (op) => seen.push(op));
    const wire = Buffer.concat([
      serverFrame(Buffer.from('a'), opcode.ping),
      serverFrame(Buffer.from('b')),
      serverFrame(Buffer.alloc(0), opcode.close),
    ]);
    scanner.push(wire, wire.length);
    expect(seen).toEqual([opcode.ping, opcode.text, opcode.close]);
  });

  it.each([
    ['compressed', 0xc1, 0x00],
    ['unfinished', 0x01, 0x00],
    ['masked', 0x81, 0x80],
  ])('throws for a %s frame', (_what, first, second) => {
    const scanner = new FrameScanner(10, () => {});
    expect(() => scanner.push(Buffer.from([first, second, 0, 0, 0, 0]), 6)).toThrow('Unexpected frame header');
  });
});

describe('clientFrame', () => {
  it.each([0, 1, 125, 126, 4_000])('masks a payload of %i bytes so that unmasking gives it back', (length) => {
    const text = 'x'.repeat(length);
    const frame = clientFrame(opcode.text, text);
    const head = length < 126 ? 2 : 4;
    const mask = frame.subarray(head, head + 4);
    const payload = frame.subarray(head + 4).map((byte, index) => byte ^ (mask[index & 3] ?? 0));
    expect(frame[0]).toBe(0x81);
    expect(frame[1]).toBe(0x80 | Math.min(length, 126));
    expect(length < 126 ? length : frame.readUInt16BE(2)).toBe(length);
    expect(mask.equals(Buffer.alloc(4))).toBe(false);
    expect(Buffer.from(payload).toString()).toBe(text);
  });
});
