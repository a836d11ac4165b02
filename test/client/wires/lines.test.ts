import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLineReader } from '../../../client/wires/lines.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a reader makes of pieces of bytes; `too long` where it has had enough. */
function read(maxBytes: number, pieces: readonly Uint8Array[]): string[] {
  const taken: string[] = [];
  const take = createLineReader(maxBytes, { line: (text) => taken.push(text), tooLong: () => taken.push('too long') });
  for (const piece of pieces) {
    take(piece);
    // Whoever reads from a socket may use the memory again.
    piece.fill(0x21);
  }
  return taken;
}

describe('a reader of lines', () => {
  test('keeps the bytes of a character together, wherever they are cut', () => {
    const text = '早上好，李四 🐎';
    const bytes = bytesOf(`${text}\n`);
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(read(1_000, [bytes.slice(0, cut), bytes.slice(cut)])).toEqual([text]);
    }
  });

  test('takes both ends of lines, also cut in two', () => {
    expect(read(9, [bytesOf('a\r\nb\n\r\nc\r'), bytesOf('\nd')])).toEqual(['a', 'b', '', 'c']);
  });

  test('leaves a return within a line alone', () => {
    expect(read(9, [bytesOf('a\rb\n')])).toEqual(['a\rb']);
  });

  test('takes a line of the limit, and none of a byte more', () => {
    expect(read(4, [bytesOf('abcd\r'), bytesOf('\n')])).toEqual(['abcd']);
    expect(read(4, [bytesOf('abcde\n')])).toEqual(['too long']);
    expect(read(4, [bytesOf('ab'), bytesOf('cde\n')])).toEqual(['too long']);
  });

  test('does not wait for the end of a line that is too long', () => {
    expect(read(4, [bytesOf('ab'), bytesOf('cde')])).toEqual(['too long']);
  });

  test('tells the lines before one that is too long, and nothing after it', () => {
    expect(read(4, [bytesOf('a\nabcdef\nb\n'), bytesOf('c\n')])).toEqual(['a', 'too long']);
  });

  test('goes on after a line of many pieces', () => {
    const long = 'x'.repeat(100_000);
    const pieces = Array.from({ length: 10 }, () => bytesOf(long.slice(0, 10_000)));
    expect(read(100_000, [...pieces, bytesOf('\nshort\n'), bytesOf(`${long}\n`)])).toEqual([long, 'short', long]);
  });

  test('makes the same of the same bytes, however they are cut', () => {
    const lines = fc.array(
      fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replace(/[\r\n\uFEFF]/g, '')),
    );
    fc.assert(
      fc.property(lines, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), fc.boolean(), (texts, sizes, returns) => {
        const bytes = bytesOf(texts.map((text) => `${text}${returns ? '\r\n' : '\n'}`).join(''));
        const pieces: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; ) {
          const size = Number(sizes.next().value);
          pieces.push(bytes.slice(at, at + size));
          at += size;
        }
        expect(read(1_000, pieces)).toEqual(texts);
      }),
    );
  });
});
