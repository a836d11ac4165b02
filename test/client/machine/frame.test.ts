import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { objectIn, readFrame } from '../../../client/machine/frame.js';
import { binaryFrame } from '../../../core/protocol/bytes.js';
import { message, recovered } from '../support/frames.js';

describe('a frame', () => {
  test.each(['', 'hello', '3', 'null', '"x"', '[]', '{', '{"a":1}}'])('that is %j holds no object', (text) => {
    expect(objectIn(text)).toBeUndefined();
  });

  test('needs a type', () => {
    expect(readFrame({ ref: 1 })).toBe('a frame without a type');
  });

  test('of an unknown type is somebody else’s event, as it is', () => {
    expect(readFrame({ type: 'poll', votes: 3 })).toEqual({
      type: 'other',
      event: { type: 'poll', votes: 3 },
      bytes: [],
    });
  });

  test('of bytes is its head and what comes with it', () => {
    const opened = objectIn(binaryFrame({ type: 'poll' }, Uint8Array.of(1, 2)));
    expect(readFrame(opened?.fields ?? {}, opened?.bytes)).toEqual({
      type: 'other',
      event: { type: 'poll' },
      bytes: [Uint8Array.of(1, 2)],
    });
  });

  test('may have its bytes in base64', () => {
    expect(readFrame({ type: 'poll', base64: 'AQI=' })).toEqual({
      type: 'other',
      event: { type: 'poll' },
      bytes: [Uint8Array.of(1, 2)],
    });
  });

  test.each(['{', 3, null])('has no bytes in the base64 %j', (base64) => {
    expect(readFrame({ type: 'poll', base64 })).toBe('poll with a wrong base64');
  });

  test('may have more fields than are known', () => {
    const frame = message(1, { mood: 'sunny' });
    expect(readFrame(frame)).toBe(frame);
  });

  test.each([
    [message(0), 'message with a wrong offset'],
    [message(1.5), 'message with a wrong offset'],
    [message(1, { from: 'bob' }), 'message with a wrong from'],
    [message(1, { key: 3 }), 'message with a wrong key'],
    [recovered(1, { members: [{ id: 'x' }] }), 'recovered with a wrong members'],
    [{ type: 'gap', room: 'a', epoch: 'e', offset: 1 }, 'gap with a wrong after'],
    [{ type: 'bye', code: 'X', text: '', reconnectMs: Number.POSITIVE_INFINITY }, 'bye with a wrong reconnectMs'],
    [{ type: 'welcome', user: { id: 'a' } }, 'welcome with a wrong user'],
    [{ type: 'welcome', user: { id: 'a', nick: 'a' }, rooms: [3] }, 'welcome with a wrong rooms'],
    [{ type: 'ok' }, 'ok with a wrong result'],
  ])('%j is not sound', (frame, fault) => {
    expect(readFrame(frame)).toBe(fault);
  });

  test('of any bytes is opened or not, and no more', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const opened = objectIn(bytes);
        if (opened !== undefined) expect(opened.fields).toBeTypeOf('object');
      }),
    );
  });

  test('is never more than read, whatever it holds', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const opened = objectIn(text);
        if (opened !== undefined) expect(['string', 'object']).toContain(typeof readFrame(opened.fields));
      }),
    );
  });
});
