import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AdaptiveDeframer } from '../../../../adapters/transports/tcp/adaptive.js';
import { BlockDeframer } from '../../../../adapters/transports/tcp/blocks.js';
import type { Deframer } from '../../../../adapters/transports/tcp/deframer.js';
import { blocks, lines } from '../../../../adapters/transports/tcp/framing.js';
import { LineDeframer } from '../../../../adapters/transports/tcp/text-deframers.js';
import type { Frame } from '../../../../core/index.js';
import { cut, found, listing } from '../support/sink.js';

const MAX = 40;
const kinds: Readonly<Record<string, () => Deframer>> = {
  lines: () => new LineDeframer(MAX),
  blocks: () => new BlockDeframer(MAX),
  adaptive: () => new AdaptiveDeframer(MAX),
};
const places = fc.array(fc.nat(4_000), { maxLength: 60 });
// Bytes that look like a protocol: newlines, carriage returns, short block headers, pieces of characters.
const likely = fc.constantFrom(
  [10],
  [13, 10],
  [13],
  [0, 0, 0, 2],
  [0x80, 0, 0, 3],
  [0, 0, 0, 41],
  [0xe4, 0xbd],
  [0xa0],
);
const nasty = fc
  .array(
    fc.oneof(
      likely,
      fc.array(fc.nat(255), { maxLength: 50 }),
      fc.string().map((text) => [...Buffer.from(text)]),
    ),
  )
  .map((parts) => Uint8Array.from(parts.flat()));
const textFrame = fc
  .string({ unit: 'grapheme', maxLength: MAX })
  .map((text) => text.replaceAll(/[\r\n]/g, ' '))
  .filter((text) => Buffer.byteLength(text) <= MAX);
const tongues = fc.constantFrom('Привет', '你好世界', '🙂🇷🇺', 'name：text', 'é', '');

describe.each(Object.entries(kinds))('%s', (_, make) => {
  test('any split of any bytes gives the same frames and the same refusals', () => {
    fc.assert(
      fc.property(nasty, places, (bytes, at) => {
        expect(found(make(), cut(bytes, at))).toEqual(found(make(), [bytes]));
      }),
      { numRuns: 500 },
    );
  });

  test('one byte at a time gives the same as all at once', () => {
    fc.assert(
      fc.property(nasty, (bytes) => {
        const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
        expect(found(make(), single)).toEqual(found(make(), [bytes]));
      }),
    );
  });

  test('no frame is larger than the limit, whatever comes', () => {
    fc.assert(
      fc.property(nasty, (bytes) => {
        for (const frame of found(make(), [bytes])) {
          expect(typeof frame === 'string' ? Buffer.byteLength(frame) : frame.length).toBeLessThanOrEqual(MAX);
        }
      }),
    );
  });

  test('what it was given to read may be overwritten afterwards', () => {
    fc.assert(
      fc.property(nasty, places, (bytes, at) => {
        const sink = listing();
        const deframer = make();
        for (const piece of cut(bytes, at)) {
          const reused = Buffer.from(piece);
          deframer.push(reused, sink);
          reused.fill(0x7a);
        }
        deframer.end(sink);
        expect(sink.list).toEqual(found(make(), [bytes]));
      }),
    );
  });
});

describe('lines', () => {
  test('give back what was packed, in every script, however the bytes are split', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(textFrame, tongues)), places, (frames, at) => {
        const bytes = lines.pack(frames) as Uint8Array;
        expect(found(new LineDeframer(MAX), cut(bytes, at))).toEqual(frames);
      }),
    );
  });

  test('end in LF or in CR LF', () => {
    expect(found(new LineDeframer(MAX), [Buffer.from('a\r\nb\nc\r\n\n')])).toEqual(['a', 'b', 'c', '']);
  });

  test('keep a carriage return that is not before a newline', () => {
    expect(found(new LineDeframer(MAX), [Buffer.from('a\rb\n')])).toEqual(['a\rb']);
  });

  test('may go without a newline at the very end', () => {
    expect(found(new LineDeframer(MAX), [Buffer.from('whole\nlast')])).toEqual(['whole', 'last']);
  });

  test('of exactly the limit are taken, with CR LF too', () => {
    const full = 'x'.repeat(MAX);
    expect(found(new LineDeframer(MAX), [Buffer.from(`${full}\r\n${full}\n${full}`)])).toEqual([full, full, full]);
  });

  test('over the limit are refused once, before their end has come', () => {
    const sink = listing();
    const deframer = new LineDeframer(MAX);
    for (let at = 0; at < 10; at++) deframer.push(Buffer.from('x'.repeat(MAX)), sink);
    expect(sink.list).toEqual(['!CHAT_FRAME_TOO_LARGE']);
    deframer.push(Buffer.from('x\nnext\n'), sink);
    expect(sink.list).toEqual(['!CHAT_FRAME_TOO_LARGE', 'next']);
  });

  test('that are not UTF-8 are refused and the next is read', () => {
    expect(found(new LineDeframer(MAX), [Uint8Array.of(0xff, 10, 0x61, 10)])).toEqual(['!CHAT_BAD_ENCODING', 'a']);
  });

  test('cannot carry bytes', () => {
    expect(() => lines.pack([Uint8Array.of(1)])).toThrow(TypeError);
  });
});

describe('blocks', () => {
  const frame: fc.Arbitrary<Frame> = fc.oneof(textFrame, tongues, fc.uint8Array({ maxLength: MAX }));

  test('give back what was packed, text and bytes, however the bytes are split', () => {
    fc.assert(
      fc.property(fc.array(frame), places, (frames, at) => {
        const bytes = blocks.pack(frames) as Uint8Array;
        expect(found(new BlockDeframer(MAX), cut(bytes, at))).toEqual(frames);
      }),
    );
  });

  test('have a big-endian length with the top bit set for bytes', () => {
    const packet = blocks.pack(['hé', Uint8Array.of(7)]) as Uint8Array;
    expect([...packet]).toEqual([0, 0, 0, 3, 0x68, 0xc3, 0xa9, 0x80, 0, 0, 1, 7]);
  });

  test('over the limit are refused at their header and skipped', () => {
    const sink = listing();
    const deframer = new BlockDeframer(MAX);
    deframer.push(Buffer.from([0, 0, 0, MAX + 1]), sink);
    expect(sink.list).toEqual(['!CHAT_FRAME_TOO_LARGE']);
    deframer.push(Buffer.alloc(MAX + 1), sink);
    deframer.push(Buffer.from(blocks.pack(['next']) as Uint8Array), sink);
    expect(sink.list).toEqual(['!CHAT_FRAME_TOO_LARGE', 'next']);
  });
});
