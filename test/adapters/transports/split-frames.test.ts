import { describe, expect, test } from 'vitest';
import { blocks } from '../../../adapters/transports/tcp/index.js';
import { createDeflaters, messages } from '../../../adapters/transports/websocket/framing.js';
import type { Framing } from '../../../core/index.js';

const framings: readonly (readonly [string, Framing])[] = [
  ['blocks', blocks],
  ['WebSocket messages', messages],
];

describe.each(framings)('a frame in two parts, as %s', (_, framing) => {
  test.each([0, 1, 125, 126, 65_535, 65_536])('is what the whole frame is, with %i bytes behind its head', (length) => {
    const head = Uint8Array.from([1, 2, 3]);
    const body = new Uint8Array(length).fill(7);
    const packets = framing.packSplit?.({ head, body }) ?? [];
    const whole = framing.pack([Buffer.concat([head, body])]);
    expect(Buffer.compare(Buffer.concat(packets as Uint8Array[]), whole as Uint8Array)).toBe(0);
  });

  test('has its body uncopied', () => {
    const body = new Uint8Array(70_000);
    expect(framing.packSplit?.({ head: Uint8Array.of(1), body }).at(-1)).toBe(body);
  });
});

describe('a framing that compresses', () => {
  test('takes frames whole', () => {
    expect(createDeflaters(1).framing(15).packSplit).toBeUndefined();
  });
});
