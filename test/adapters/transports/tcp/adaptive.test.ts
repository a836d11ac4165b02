import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AdaptiveDeframer } from '../../../../adapters/transports/tcp/adaptive.js';
import { incompleteTail } from '../../../../adapters/transports/tcp/deframer.js';
import { blocks, lines, unframed } from '../../../../adapters/transports/tcp/framing.js';
import { listing } from '../support/sink.js';

const MAX = 60;

function play(...steps: readonly (string | Uint8Array | 'quiet' | null)[]) {
  const sink = listing();
  const deframer = new AdaptiveDeframer(MAX);
  for (const step of steps) {
    if (step === null) deframer.quiet(sink);
    else deframer.push(Buffer.from(step as Uint8Array), sink);
  }
  return { list: sink.list, deframer, sink };
}
const silence = null;

/** Texts that do not themselves have U+FFFD, which stands for bytes that are no character. */
function wholeText(constraints: { minLength: number; maxLength?: number }): fc.Arbitrary<string> {
  return fc.string({ unit: 'grapheme', ...constraints }).map((text) => text.replaceAll('\ufffd', '?'));
}

describe('a peer that never sends a newline', () => {
  test('has its text taken as a message at a silence', () => {
    const { list, deframer } = play('张三：你好', silence, '再见', silence);
    expect(list).toEqual(['张三：你好', '再见']);
    expect(deframer.framing).toBe(unframed);
  });

  test('waits for a silence only while text is pending', () => {
    expect(play().deframer.waiting).toBe(false);
    expect(play('ab').deframer.waiting).toBe(true);
    expect(play('ab', silence).deframer.waiting).toBe(false);
  });

  test('has its last text taken at the end', () => {
    const { deframer, sink } = play('赵六离开聊天');
    deframer.end(sink);
    expect(sink.list).toEqual(['赵六离开聊天']);
  });

  test('has a character that was cut by the silence kept whole', () => {
    const [head, tail] = [Buffer.from('好🙂').subarray(0, 5), Buffer.from('好🙂').subarray(5)];
    expect(play(head, silence, tail, silence).list).toEqual(['好', '🙂']);
  });

  const shortText = wholeText({ minLength: 1, maxLength: 12 }).filter((text) => Buffer.byteLength(text) <= MAX);

  test('never has a character split, wherever the silences fall', () => {
    fc.assert(
      fc.property(shortText, fc.infiniteStream(fc.boolean()), (text, quiet) => {
        const clean = text.replaceAll('\n', ' ').replaceAll('\r', ' ').replaceAll('\0', ' ');
        const steps = [...Buffer.from(clean)].flatMap((byte) => [
          Uint8Array.of(byte),
          quiet.next().value ? silence : '',
        ]);
        const { list, deframer, sink } = play(...steps);
        deframer.end(sink);
        expect(list.join('')).toBe(clean);
        expect(list.every((frame) => typeof frame === 'string' && !frame.includes('\ufffd'))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('is refused once for a message over the limit, and starts afresh after a silence', () => {
    const { list } = play('x'.repeat(MAX), 'x'.repeat(MAX), 'x'.repeat(MAX), silence, 'short', silence);
    expect(list).toEqual(['!CHAT_FRAME_TOO_LARGE', 'short']);
  });

  test('is refused for text that is not UTF-8 and goes on', () => {
    expect(play(Uint8Array.of(0x61, 0xff, 0x62), silence, 'ok', silence).list).toEqual(['!CHAT_BAD_ENCODING', 'ok']);
  });
});

describe('a peer that sends a newline', () => {
  test('is line-framed for good', () => {
    const { list, deframer } = play('one\ntw', silence, 'o\n', silence);
    expect(list).toEqual(['one', 'two']);
    expect(deframer.framing).toBe(lines);
    expect(deframer.waiting).toBe(false);
  });

  test('is line-framed although it was unframed before', () => {
    const { list, deframer } = play('typed', silence, ' slowly\nne', silence, 'xt\n');
    expect(list).toEqual(['typed', ' slowly', 'next']);
    expect(deframer.framing).toBe(lines);
  });
});

describe('a peer whose first byte is 0x00 or 0x80', () => {
  test.each([
    ['text', 'hello'],
    ['bytes', Uint8Array.of(1, 2, 3)],
  ])('speaks blocks from then on: %s', (_, frame) => {
    const { list, deframer } = play(blocks.pack([frame]) as Uint8Array, silence, blocks.pack(['a\nb']) as Uint8Array);
    expect(list).toEqual([frame, 'a\nb']);
    expect(deframer.framing).toBe(blocks);
    expect(deframer.waiting).toBe(false);
  });

  test('is told blocks from its very first byte', () => {
    expect(play(Uint8Array.of(0)).deframer.framing).toBe(blocks);
    expect(play(Uint8Array.of(0x80)).deframer.framing).toBe(blocks);
  });
});

test('nothing but text and silences that change nothing leaves no trace', () => {
  expect(play(silence, '', silence, 'a\n', silence).list).toEqual(['a']);
});

test('incompleteTail counts the bytes of a begun character', () => {
  fc.assert(
    fc.property(wholeText({ minLength: 1 }), fc.nat(), (text, at) => {
      const bytes = Buffer.from(text);
      const head = bytes.subarray(0, at % (bytes.length + 1));
      const whole = head.subarray(0, head.length - incompleteTail(head));
      expect(bytes.toString().startsWith(whole.toString())).toBe(true);
      expect(whole.toString()).not.toContain('\ufffd');
    }),
  );
});
