import { describe, expect, test } from 'vitest';
import { detachBytes } from '../../../../adapters/transports/socket/index.js';

describe('bytes that are handed on', () => {
  test('are not copied when most of the memory beneath is theirs', () => {
    const memory = new ArrayBuffer(100);
    expect(detachBytes(Buffer.from(memory, 10, 50)).buffer).toBe(memory);
  });

  test('are copied when they would keep much other memory alive', () => {
    const memory = new ArrayBuffer(100);
    const bytes = Buffer.from(memory, 10, 49).fill(7);
    const handed = detachBytes(bytes);
    expect([handed.buffer.byteLength, Buffer.compare(handed, bytes)]).toEqual([49, 0]);
  });

  test('are no Buffer, which the core does not know', () => {
    expect([detachBytes(Buffer.alloc(10_000)), detachBytes(Buffer.from('x'))].map(Buffer.isBuffer)).toEqual([
      false,
      false,
    ]);
  });
});
