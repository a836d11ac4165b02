import { expect, it } from 'vitest';
import { stamped, stampIn } from '../../../bench/fanout/load/stamp.js';
import { textBytes } from '../../../bench/fanout/shapes.js';

it('makes every text of the same size', () => {
  expect(Buffer.byteLength(stamped(7))).toBe(textBytes);
  expect(Buffer.byteLength(stamped(123_456_789_012))).toBe(textBytes);
});

it('finds the time again, wherever in a frame the text is', () => {
  const bytes = Buffer.from(`{"type":"message","text":"${stamped(123_456_789)}","kind":"text"}`);
  expect(stampIn(bytes, 0)).toBe(123_456_789);
});

it('does not look before the frame in question', () => {
  const first = Buffer.from(stamped(1));
  const bytes = Buffer.concat([first, Buffer.from(stamped(2))]);
  expect(stampIn(bytes, first.length)).toBe(2);
});

it('throws for a frame without a time', () => {
  expect(() => stampIn(Buffer.from('{"text":"hello"}'), 0)).toThrow('without its stamp');
  expect(() => stampIn(Buffer.from('{"text":"~12~"}'), 0)).toThrow('without its stamp');
});
