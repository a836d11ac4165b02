import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject, Plugin } from '../../../core/index.js';
import { base64, fromBase64 } from '../../../core/protocol/base64.js';
import { binaryFrame, openFrame, textFrame } from '../../../core/protocol/bytes.js';
import { openWorld } from '../../support/world.js';

/** A command that says what came with it. */
const parcel: Plugin = {
  name: 'parcel',
  setup(host) {
    host.command({
      name: 'parcel',
      summary: 'Takes bytes.',
      parse: (fields, { bytes }) => ({ fields, bytes }),
      run: ({ fields, bytes }): JsonObject => ({
        fields: Object.keys(fields),
        bytes: bytes === undefined ? 'none' : [...bytes],
      }),
    });
  },
};

describe('bytes in base64', () => {
  test('are what the platform makes of them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40_000 }), (bytes) => {
        const text = base64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(text)).toEqual(bytes);
      }),
      { numRuns: 50 },
    );
  });

  test('are nothing where the text is none', () => {
    expect(fromBase64('a')).toBeUndefined();
    expect(fromBase64('é')).toBeUndefined();
  });
});

describe('a binary frame', () => {
  test('gives back the object and the bytes', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.uint8Array(), (fields, bytes) => {
        const { head, bytes: opened } = openFrame(binaryFrame(fields, bytes)) ?? {};
        expect(JSON.parse(head ?? '')).toEqual(JSON.parse(JSON.stringify(fields)));
        expect(opened).toEqual(bytes);
      }),
    );
  });

  test.each([
    ['is too short for a length', [0, 0, 1]],
    ['ends before its object', [0, 0, 0, 9, 123, 125]],
    ['has an object that is not UTF-8', [0, 0, 0, 1, 0xff]],
  ])('is none where it %s', (_, bytes) => {
    expect(openFrame(Uint8Array.from(bytes))).toBeUndefined();
  });

  test('is refused, and counted, where it is rubbish; the connection goes on', async () => {
    const { native } = await openWorld({ plugins: [parcel] });
    const ann = await native('ann');
    ann.wire.send(Uint8Array.from([1, 2, 3]));
    expect(await ann.next('error')).toMatchObject({ code: 'CHAT_BAD_FRAME' });
    await ann.ok({ type: 'ping' });
  });
});

describe('a command', () => {
  test('has the bytes of its binary frame', async () => {
    const { native, settle } = await openWorld({ plugins: [parcel] });
    const ann = await native('ann');
    ann.wire.send(binaryFrame({ type: 'parcel', ref: 'a' }, Uint8Array.from([1, 2])));
    await settle();
    expect(ann.heard.at(-1)).toMatchObject({ type: 'ok', ref: 'a', result: { bytes: [1, 2] } });
  });

  test('has the bytes of its field base64, where the wire has no binary frames', async () => {
    const { native, settle } = await openWorld({ plugins: [parcel] });
    const ann = await native('ann');
    ann.wire.send(textFrame({ type: 'parcel', ref: 'a' }, Uint8Array.from([1, 2])));
    await settle();
    expect(ann.heard.at(-1)).toMatchObject({ type: 'ok', result: { fields: ['type', 'ref'], bytes: [1, 2] } });
    ann.wire.send('{"type":"parcel","base64":"a"}');
    expect(await ann.next('error')).toMatchObject({ code: 'CHAT_BAD_FRAME' });
  });

  test('has none otherwise', async () => {
    const { native } = await openWorld({ plugins: [parcel] });
    const ann = await native('ann');
    expect(await ann.ok({ type: 'parcel' })).toMatchObject({ bytes: 'none' });
  });
});
