import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unframed } from '../../../../adapters/transports/tcp/index.js';
import { UnframedDeframer } from '../../../../adapters/transports/tcp/text-deframers.js';
import { cut, found, listing } from '../support/sink.js';

const MAX = 64;

/** Whether it has no half of a character. */
const isWhole = (text: string): boolean => !/\p{Cs}|\ufffd/u.test(text);

describe('without framing', () => {
  test('any split inside characters gives the same message', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter(isWhole);
    fc.assert(
      fc.property(text, fc.array(fc.nat(200), { maxLength: 20 }), (message, places) => {
        expect(found(new UnframedDeframer(1_000), cut(Buffer.from(message), places))).toEqual([message]);
      }),
    );
  });

  test('each silence ends a message, but no character', () => {
    const bytes = Buffer.from('张三：你好 🙂');
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 8 }), (places) => {
        const deframer = new UnframedDeframer(MAX);
        const sink = listing();
        for (const piece of cut(bytes, places)) {
          deframer.push(Buffer.from(piece), sink);
          deframer.quiet(sink);
        }
        expect(sink.list.join('')).toBe(bytes.toString());
        for (const frame of sink.list) expect(isWhole(String(frame))).toBe(true);
      }),
    );
  });

  test('line breaks are part of the message', () => {
    expect(found(new UnframedDeframer(MAX), [Buffer.from('a\r\n\nb\n')])).toEqual(['a\r\n\nb\n']);
  });

  test('what is too large is refused once, and what comes after the silence is taken', () => {
    const deframer = new UnframedDeframer(MAX);
    const sink = listing();
    for (let times = 0; times < 3; times++) deframer.push(Buffer.alloc(MAX, 'x'), sink);
    expect(deframer.waiting).toBe(true);
    deframer.quiet(sink);
    deframer.push(Buffer.alloc(MAX, 'y'), sink);
    deframer.quiet(sink);
    expect(sink.list).toEqual(['!CHAT_FRAME_TOO_LARGE', 'y'.repeat(MAX)]);
    expect(deframer.waiting).toBe(false);
  });

  test('what is not UTF-8 is refused, and the next message taken', () => {
    const deframer = new UnframedDeframer(MAX);
    const sink = listing();
    for (const bytes of [Buffer.from([0xc4, 0xe3, 0xba, 0xc3, 0x41]), Buffer.from('ok')]) {
      deframer.push(bytes, sink);
      deframer.quiet(sink);
    }
    expect(sink.list).toEqual(['!CHAT_BAD_ENCODING', 'ok']);
  });

  test('the last words come whole although a character behind them is missing its end', () => {
    const bytes = Buffer.from('再见！').subarray(0, -1);
    expect(found(new UnframedDeframer(MAX), [bytes])).toEqual(['再见', '!CHAT_BAD_ENCODING']);
  });

  test('nothing is put between what is written', () => {
    expect(unframed.pack(['a', 'б'])).toEqual(Buffer.from('aб'));
  });
});
