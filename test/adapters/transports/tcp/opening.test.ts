import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AdaptiveDeframer } from '../../../../adapters/transports/tcp/adaptive.js';
import { blocks } from '../../../../adapters/transports/tcp/framing.js';
import { applyEditingKeys } from '../../../../adapters/transports/tcp/terminal.js';
import { manualClock } from '../../../../testkit/index.js';
import { cut, found, listing } from '../support/sink.js';

const MAX = 4_096;
const FIRST_MS = 1_500;
const BLANK = '';

const deframer = () => new AdaptiveDeframer(MAX, { firstMs: FIRST_MS, laterMs: 100 });
const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

/** Pushes pieces with pauses between them, as a connection does, and returns what was found. */
async function typed(pieces: readonly Uint8Array[], pauseMs: number, ends = false) {
  const clock = manualClock();
  const sink = listing();
  const subject = deframer();
  let cancel = () => {};
  for (const piece of pieces) {
    cancel();
    if (pauseMs >= 30) subject.paused();
    subject.push(Buffer.from(piece), sink);
    if (subject.waiting) cancel = clock.after(subject.quietMs, () => subject.quiet(sink));
    await clock.advance(pauseMs);
  }
  cancel();
  if (ends) subject.end(sink);
  return sink.list;
}

const keys = (line: string): readonly Uint8Array[] => [...line].map((key) => Buffer.from(key));

describe('a line typed key by key', () => {
  test.each([80, 300, 1_400, 60_000])('stays whole with %i ms between the keys', async (pauseMs) => {
    expect(await typed(keys('max\r\n'), pauseMs)).toEqual(['max']);
  });

  test('is never taken without Enter, however long the pause and although the connection ends', async () => {
    expect(await typed(keys('S3cret'), 200)).toEqual([]);
    expect(await typed(keys('S3cret'), 60_000)).toEqual([]);
    expect(await typed(keys('S3cret'), 200, true)).toEqual([]);
    expect(await typed(keys('юля'), 60_000, true)).toEqual([]);
    expect(await typed([bytes('👩‍👩‍👧'), bytes('x')], 60_000, true)).toEqual([]);
  });

  test.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR NUL', '\r\0'],
    ['CR', '\r'],
  ])('ends in %s, and so do the lines after it', async (_, end) => {
    const script = `max${end}hey you${end}${end}bye${end}`;
    expect(await typed(keys(script), 100)).toEqual(['max', 'hey you', BLANK, 'bye']);
    expect(found(deframer(), [Buffer.from(script)])).toEqual(['max', 'hey you', BLANK, 'bye']);
  });

  test.each([
    ['maz\bx\r\n', 'max'],
    ['maz\x7fx\n', 'max'],
    ['\b\bmax\n', 'max'],
    ['юлe\x7fя\n', 'юля'],
    ['ann👩‍👩‍👧\x7f\n', 'ann'],
    ['wrong\x15max\n', 'max'],
    ['max smith\x17\n', 'max '],
  ])('%j is edited as a terminal does', async (line, text) => {
    expect(await typed(keys(line), 100)).toEqual([text]);
    expect(await typed([Buffer.from(`ok\n${line}`)], 100)).toEqual(['ok', text]);
  });

  test.each([
    ['negotiations', bytes([0xff, 0xfb, 0x1f, 0xff, 0xfd, 0x03], 'max', [0xff, 0xfd, 0x06], '\r\n'), 'max'],
    ['transmit-binary, whose option is NUL', bytes([0xff, 0xfb, 0x00], 'max\r\n'), 'max'],
    ['a subnegotiation', bytes([0xff, 0xfa, 0x18, 0x00, 0x78, 0xff, 0xff, 0xff, 0xf0], 'max\r\n'), 'max'],
    ['an interrupt', bytes('x', [0xff, 0xf4, 0xff, 0xfd, 0x06], '\n'), 'x'],
    ['erase character and erase line', bytes('ab', [0xff, 0xf8], 'maxx', [0xff, 0xf7], '\n'), 'max'],
  ])('%s of telnet are not shown', async (_, line, text) => {
    expect(
      await typed(
        [...line].map((byte) => Uint8Array.of(byte)),
        100,
      ),
    ).toEqual([text]);
    expect(found(deframer(), [line])).toEqual([text]);
    expect(found(deframer(), [bytes('ok\n', [...line])])).toEqual(['ok', text]);
  });

  test('bytes of another encoding are no commands of telnet', () => {
    expect(found(deframer(), [bytes([0xff, 0xfe], '\nnext\n')])).toEqual(['!CHAT_BAD_ENCODING', 'next']);
    expect(found(deframer(), [bytes([0xff], '\nnext\n')])).toEqual(['!CHAT_BAD_ENCODING', 'next']);
    expect(found(deframer(), [bytes('ok\n', [0xff, 0xfa, 1, 2], '\nnext\n')])).toEqual([
      'ok',
      '!CHAT_BAD_ENCODING',
      'next',
    ]);
  });
});

describe('a first text that comes in pieces', () => {
  test('stays a line where the rest comes within a second and a half', async () => {
    expect(await typed([bytes('jo'), bytes('seph\n')], 120)).toEqual(['joseph']);
    expect(await typed([bytes('nina'), bytes('\r\n')], 1_400)).toEqual(['nina']);
  });

  test('is a message of a client without framing after a second and a half, and later ones sooner', () => {
    const sink = listing();
    const subject = deframer();
    subject.push(bytes('李四进入聊天'), sink);
    expect([subject.waiting, subject.quietMs]).toEqual([true, FIRST_MS]);
    subject.quiet(sink);
    subject.push(bytes('李四: 早'), sink);
    expect([subject.waiting, subject.quietMs]).toEqual([true, 100]);
    subject.quiet(sink);
    subject.push(bytes('嗯'), sink);
    expect([subject.waiting, subject.quietMs]).toEqual([true, FIRST_MS]);
    subject.quiet(sink);
    expect(sink.list).toEqual(['李四进入聊天', '李四: 早', '嗯']);
  });

  const hello = '{"type":"hello","nick":"юля","credentials":{"token":"x\u2028y"}}';
  const delays = fc.constantFrom(0, 40, 120, 1_499, 5_000, 119_000);

  test.each([
    ['a hello', bytes(`${hello}\n`), hello],
    ['a hello behind blank lines', bytes(`\r\n \n\t${hello}\r\n`), hello],
    ['a hello behind a byte order mark', bytes([0xef, 0xbb, 0xbf], `${hello}\n`), hello],
    ['a block', Buffer.from(blocks.pack([hello]) as Uint8Array), hello],
  ])('%s is the same in any pieces with any pauses', async (_, whole, frame) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(300), { maxLength: 8 }), delays, async (places, pauseMs) => {
        const frames = await typed(cut(whole, places), pauseMs);
        expect(
          frames
            .map(String)
            .filter((text) => text.trim() !== '')
            .map((text) => text.trimStart()),
        ).toEqual([frame]);
      }),
      { numRuns: 60 },
    );
  });

  test('a line is the same in any pieces with pauses under a second and a half', async () => {
    const line = fc.stringMatching(/^[a-zя-ё你好🙂]{1,12}$/u);
    const end = fc.constantFrom('\n', '\r\n', '\r', '\r\0');
    const pauses = fc.constantFrom(0, 80, 300, 1_499);
    await fc.assert(
      fc.asyncProperty(line, end, fc.array(fc.nat(60), { maxLength: 8 }), pauses, async (text, by, places, pauseMs) => {
        expect(await typed(cut(bytes(text, by), places), pauseMs)).toEqual([text]);
      }),
      { numRuns: 200 },
    );
  });

  test('JSON is lost with its connection, and is known for a program before it is whole', () => {
    const subject = deframer();
    subject.push(bytes(' {"type":"hel'), listing());
    expect([subject.isProgram, subject.waiting]).toEqual([true, false]);
  });

  test('JSON keeps carriage returns and erasing characters as they are', () => {
    const text = '{"a":1,\r"b":"\x7f"}';
    expect(found(deframer(), [bytes(`${text}\n`)])).toEqual([text]);
  });
});

describe('a peer of another protocol', () => {
  const tls = bytes([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03], '\nabc\n');
  const cases: readonly (readonly [string, Buffer, readonly string[]])[] = [
    ['TLS', tls, []],
    ['RDP', bytes([0x03, 0x00, 0x00, 0x13, 0x0e, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 3, 0, 0, 0]), []],
    ['PROXY v2', bytes('\r\n\r\n\0\r\nQUIT\n', [0x21, 0x11, 0x00, 0x0c]), ['', '']],
    ['UTF-16', Buffer.from('max\r\n', 'utf16le'), []],
    ['UTF-16 with a byte order mark', Buffer.from('\ufeffmax\r\n', 'utf16le'), []],
    ['SMB', bytes([0, 0, 0, 0x85, 0xff], 'SMBr', Array(128).fill(0)), []],
    ['SMB 2', bytes([0, 0, 0, 0x6c, 0xfe], 'SMB@', Array(104).fill(0)), []],
  ];

  test.each(cases)('%s is refused once, whatever follows and however it is cut', (_, stream, before) => {
    const list = [...before, '!CHAT_PROTOCOL'];
    expect(found(deframer(), [stream])).toEqual(list);
    expect(
      found(
        deframer(),
        [...stream].map((byte) => Uint8Array.of(byte)),
      ),
    ).toEqual(list);
    expect(found(deframer(), [stream, bytes('\nroot\n')])).toEqual(list);
  });

  test('TLS is told that the port is not encrypted', () => {
    const texts: string[] = [];
    deframer().push(tls, { frame() {}, rejected: ({ text }) => void texts.push(text) });
    expect(texts).toEqual(['This port of the chat is not encrypted. Connect without TLS.']);
  });
});

test('any bytes give the same frames, however they are cut', () => {
  const byte = fc.constantFrom(
    0,
    8,
    9,
    10,
    13,
    0x15,
    0x17,
    0x1b,
    0x20,
    0x61,
    0x7b,
    0x7f,
    0xef,
    0xbb,
    0xbf,
    0xf0,
    0xfa,
    0xfb,
    0xff,
  );
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 40 }), fc.array(fc.nat(40), { maxLength: 8 }), (all, places) => {
      const whole = Uint8Array.from(all);
      expect(found(deframer(), cut(whole, places))).toEqual(found(deframer(), [whole]));
    }),
    { numRuns: 2_000 },
  );
});

test('erasing takes time in proportion to the line', () => {
  expect(applyEditingKeys(`${'x'.repeat(50_000)}${'\b'.repeat(49_999)}`)).toBe('x');
});
