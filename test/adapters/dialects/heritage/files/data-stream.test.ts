import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bytesHead,
  dataStream,
  fieldsTogether,
  int64Field,
  stringField,
} from '../../../../../adapters/dialects/heritage/files/frames.js';

const bytesOf = (...bytes: readonly number[]) => Uint8Array.from(bytes);
/** Any code units, surrogates without a partner among them. */
const anyString = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) });
const anyBytes = fc.uint8Array({ maxLength: 200 });

/** All that can be read of bytes, whatever they are. */
function readAll(bytes: Uint8Array, wishes: readonly ('string' | 'bytes' | 'int64')[]) {
  const stream = dataStream(bytes);
  return wishes.map((wish) => stream[wish]());
}

describe('a QString', () => {
  test('is its length in bytes and UTF-16BE', () => {
    const field = stringField('FILE_CHUNK_ACK');
    const units = [...'FILE_CHUNK_ACK'].flatMap((letter) => [0, letter.charCodeAt(0)]);
    expect([...field]).toEqual([0, 0, 0, 0x1c, ...units]);
  });

  test('has emoji as two code units', () => {
    expect([...stringField('é世🙂')]).toEqual([0, 0, 0, 8, 0x00, 0xe9, 0x4e, 0x16, 0xd8, 0x3d, 0xde, 0x42]);
  });

  test('that is empty has no bytes', () => {
    expect([...stringField('')]).toEqual([0, 0, 0, 0]);
    expect(dataStream(bytesOf(0, 0, 0, 0)).string()).toBe('');
  });

  test('that is null reads as empty, and the next field is behind it', () => {
    const stream = dataStream(bytesOf(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 2, 0, 0x41));
    expect([stream.string(), stream.string()]).toEqual(['', 'A']);
  });

  test('of an odd length is none, and so is what is behind it', () => {
    const stream = dataStream(bytesOf(0, 0, 0, 1, 0x41, 0, 0, 0, 2, 0, 0x41));
    expect([stream.string(), stream.string()]).toEqual([undefined, undefined]);
  });

  test('that announces more than there is is none', () => {
    expect(dataStream(bytesOf(0xff, 0xff, 0xff, 0xfe, 0, 0x41)).string()).toBeUndefined();
    expect(dataStream(bytesOf(0, 0, 0, 4, 0, 0x41)).string()).toBeUndefined();
  });

  test('of any code units reads as it was written', () => {
    fc.assert(
      fc.property(anyString, (text) => {
        expect(dataStream(stringField(text)).string()).toBe(text);
      }),
    );
  });

  test('is read without changing the bytes it is in', () => {
    const field = stringField('file');
    const before = [...field];
    dataStream(field).string();
    expect([...field]).toEqual(before);
  });
});

describe('a QByteArray', () => {
  test('is the number of its bytes and they themselves', () => {
    const stream = dataStream(fieldsTogether(bytesHead(3), bytesOf(1, 2, 3), stringField('x')));
    expect([...(stream.bytes() ?? [])]).toEqual([1, 2, 3]);
    expect(stream.string()).toBe('x');
  });

  test('that is null has no bytes', () => {
    expect(dataStream(bytesOf(0xff, 0xff, 0xff, 0xff)).bytes()).toHaveLength(0);
  });

  test('that announces more than there is is none', () => {
    expect(dataStream(bytesOf(0, 0, 0, 4, 1, 2, 3)).bytes()).toBeUndefined();
  });
});

describe('a qint64', () => {
  test.each([
    [0, [0, 0, 0, 0, 0, 0, 0, 0]],
    [65_537, [0, 0, 0, 0, 0, 1, 0, 1]],
    [2 ** 32, [0, 0, 0, 1, 0, 0, 0, 0]],
    [-1, [255, 255, 255, 255, 255, 255, 255, 255]],
  ])('of %i has eight bytes, the highest first', (value, bytes) => {
    expect([...int64Field(value)]).toEqual(bytes);
    expect(dataStream(int64Field(value)).int64()).toBe(value);
  });

  test.each([0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])('cannot be %d', (value) => {
    expect(() => int64Field(value)).toThrow(TypeError);
  });

  test('that no number can hold is none, and so is what is behind it', () => {
    const stream = dataStream(bytesOf(0x7f, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0));
    expect([stream.int64(), stream.string()]).toEqual([undefined, undefined]);
  });
});

describe('fields one behind the other', () => {
  const field = fc.oneof(
    fc.record({ wish: fc.constant('string' as const), value: anyString }),
    fc.record({ wish: fc.constant('bytes' as const), value: anyBytes }),
    fc.record({ wish: fc.constant('int64' as const), value: fc.maxSafeInteger().map((value) => value + 0) }),
  );
  const written = ({ value }: { readonly value: string | number | Uint8Array }) => {
    if (typeof value === 'string') return stringField(value);
    return typeof value === 'number' ? int64Field(value) : fieldsTogether(bytesHead(value.length), value);
  };

  test('read as they were written', () => {
    fc.assert(
      fc.property(fc.array(field, { maxLength: 6 }), (fields) => {
        const read = readAll(
          fieldsTogether(...fields.map(written)),
          fields.map(({ wish }) => wish),
        );
        const plain = (value: unknown) => (value instanceof Uint8Array ? [...value] : value);
        expect(read.map(plain)).toEqual(fields.map(({ value }) => plain(value)));
      }),
    );
  });

  test('that are cut off anywhere lack the last of them', () => {
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 4 }), fc.nat(), (fields, at) => {
        const whole = fieldsTogether(...fields.map(written));
        const read = readAll(
          whole.subarray(0, at % whole.length),
          fields.map(({ wish }) => wish),
        );
        expect(read.at(-1)).toBeUndefined();
      }),
    );
  });

  test('that are rubbish never throw, and nothing follows what is wrong', () => {
    const wishes = fc.array(fc.constantFrom('string' as const, 'bytes' as const, 'int64' as const), { maxLength: 8 });
    fc.assert(
      fc.property(anyBytes, wishes, (bytes, asked) => {
        const read = readAll(bytes, asked);
        const wrong = read.indexOf(undefined);
        if (wrong >= 0) expect(read.slice(wrong).every((value) => value === undefined)).toBe(true);
        for (const value of read) {
          if (typeof value === 'string') expect(value.length * 2).toBeLessThanOrEqual(bytes.length);
          if (value instanceof Uint8Array) expect(value.length).toBeLessThanOrEqual(bytes.length);
        }
      }),
    );
  });
});
