import { AssertionError } from 'node:assert/strict';
import { expect, test } from 'vitest';
import { sameFrame, sameFrames } from '../../../testkit/transport/same-frames.js';

function bytes(size: number, first = 0): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => (first + at * 7) & 0xff);
}

test('frames of the same kind and content are the same', () => {
  sameFrames(['text', bytes(70_000), ''], ['text', bytes(70_000), '']);
});

test('the first frame that differs is named, with both in short and the place where they part', () => {
  expect(() => sameFrames(['one', 'a text with more to it'], ['one', 'a text with less'])).toThrow(
    'frame 1 is a text of 22 ("a text with more"…), not a text of 16 ("a text with less"); they part at 12',
  );
});

test('what is thrown is an AssertionError', () => {
  expect(() => sameFrame('a', 'b')).toThrow(AssertionError);
});

test('text and the bytes of it differ', () => {
  expect(() => sameFrame(Buffer.from('AB'), 'AB')).toThrow('frame 0 is a Buffer of 2 (4142), not a text of 2 ("AB")');
});

test('a frame that is missing is named', () => {
  expect(() => sameFrames(['one'], ['one', 'two'])).toThrow('frame 1 is missing, not a text of 3 ("two")');
});

test('a frame too many is named', () => {
  expect(() => sameFrames(['one', 'two'], ['one'])).toThrow('frame 1 is a text of 3 ("two"), not missing');
});

test('bytes that differ in everything are told in one line', () => {
  expect(() => sameFrame(bytes(70_000, 1), bytes(65_535))).toThrow(
    'frame 0 is a Uint8Array of 70000 (01080f161d242b323940474e555c636a…), ' +
      'not a Uint8Array of 65535 (00070e151c232a31383f464d545b6269…); they part at 0',
  );
});
