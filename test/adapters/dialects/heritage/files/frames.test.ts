import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chunkFrame,
  dataStream,
  encodeFile,
  encodeFileBytes,
  fieldsTogether,
  headerFrame,
  parseAnswer,
  stringField,
} from '../../../../../adapters/dialects/heritage/files/frames.js';
import type { FileChunkEvent, FileHeaderEvent } from '../../../../../plugins/file-transfer/index.js';
import { framing, plainFraming, textFraming } from './support/framings.js';

const hex = (frame: unknown) => (frame instanceof Uint8Array ? Buffer.from(frame).toString('hex') : frame);
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex');

const header: FileHeaderEvent = {
  type: 'file.header',
  transfer: 'd1',
  file: 'f1',
  name: '报告 отчёт 🙂.txt',
  size: 65_537,
  mediaType: 'text/plain',
  sha256: '0'.repeat(64),
  offset: 0,
};
const chunk: FileChunkEvent = { type: 'file.chunk', transfer: 'd1', offset: 0 };

describe('a header', () => {
  test('is its tag, the name and the size', () => {
    const name = utf16be(header.name);
    const length = (name.length / 2).toString(16).padStart(8, '0');
    expect(hex(headerFrame(header.name, header.size))).toBe(
      `00000016${utf16be('FILE_HEADER')}${length}${name}0000000000010001`,
    );
  });

  test('comes of the event that a download begins', () => {
    expect(hex(encodeFile(header))).toBe(hex(headerFrame(header.name, header.size)));
  });
});

describe('a part', () => {
  test('is its tag, the number of its bytes and they themselves', () => {
    const frame = chunkFrame(Uint8Array.of(1, 2, 3), plainFraming);
    expect(hex(frame)).toBe(`00000014${utf16be('FILE_CHUNK')}00000003010203`);
  });

  test('is in two parts where the framing takes them, and its bytes are not copied', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const frame = chunkFrame(bytes, framing);
    expect(frame).toEqual({ head: expect.any(Uint8Array), body: bytes });
    expect((frame as { body: Uint8Array }).body).toBe(bytes);
    expect(hex((frame as { head: Uint8Array }).head)).toBe(`00000014${utf16be('FILE_CHUNK')}00000003`);
  });

  test('is a copy where it is whole, since the memory of its bytes is used again', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const frame = chunkFrame(bytes, plainFraming);
    bytes.fill(0);
    expect(hex(frame)).toMatch(/010203$/);
  });

  test('comes of the event of a part', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    expect(hex(encodeFileBytes(chunk, bytes, plainFraming))).toBe(hex(chunkFrame(bytes, plainFraming)));
  });

  test('without bytes is never shown', () => {
    expect(encodeFileBytes(chunk, new Uint8Array(0), framing)).toBeUndefined();
  });

  test('is not shown where no bytes can be carried', () => {
    expect(encodeFileBytes(chunk, Uint8Array.of(1), textFraming)).toBeUndefined();
  });

  test('does not come of any other event with bytes', () => {
    expect(encodeFileBytes(header, Uint8Array.of(1), framing)).toBeUndefined();
  });
});

test.each([
  { type: 'file.end', transfer: 'd1', sha256: '0' },
  { type: 'file.abort', transfer: 'd1', code: 'FILE_STALLED', text: 'It stood still.' },
  chunk,
  { type: 'notice', text: 'hello' },
] as const)('$type has no frame', (event) => {
  expect(encodeFile(event)).toBeUndefined();
});

describe('an acknowledgement', () => {
  test('of a part is known by its very bytes', () => {
    const frame = Buffer.from('0000001c00460049004c0045005f004300480055004e004b005f00410043004b', 'hex');
    expect(parseAnswer(frame)).toBe('chunk');
  });

  test('of a header brings the name with it', () => {
    expect(parseAnswer(fieldsTogether(stringField('FILE_ACK'), stringField('отчёт.txt')))).toBe('header');
  });

  test.each(['FILE_HEADER', 'FILE_CHUNK', 'FILE_ACK2', 'file_ack', '', 'constructor'])('is not %j', (tag) => {
    expect(parseAnswer(stringField(tag))).toBeUndefined();
  });

  test.each([
    ['nothing', new Uint8Array(0)],
    ['half a length', Uint8Array.of(0, 0)],
    ['UTF-8', new TextEncoder().encode('FILE_CHUNK_ACK')],
    ['a tag that is cut off', stringField('FILE_CHUNK_ACK').subarray(0, 31)],
  ])('is not %s', (_, frame) => {
    expect(parseAnswer(frame)).toBeUndefined();
  });

  test('is never found in rubbish, which does not throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (frame) => {
        const tag = dataStream(frame).string();
        fc.pre(tag !== 'FILE_ACK' && tag !== 'FILE_CHUNK_ACK');
        expect(parseAnswer(frame)).toBeUndefined();
      }),
    );
  });
});
