import { randomBytes } from 'node:crypto';
import { constants, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { agreedWindowBits, createDeflaters, messages } from '../../../../adapters/transports/websocket/framing.js';
import { websocket } from '../../../../adapters/transports/websocket/index.js';
import { type WebSocketStage, webSocketStage } from '../support/websocket-stage.js';

let stage: WebSocketStage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

async function dial(perMessageDeflate: object | boolean) {
  stage ??= await webSocketStage(websocket({ port: 0, compression: { thresholdBytes: 50 } }));
  return stage.dial({ perMessageDeflate: perMessageDeflate as boolean });
}

function next(socket: Awaited<ReturnType<typeof dial>>['socket']): Promise<string> {
  return new Promise((resolve) => socket.once('message', (data: Buffer) => resolve(data.toString())));
}

const LONG = 'Привет, привет, привет, 你好你好你好. '.repeat(20);

describe('with compression on', () => {
  test('a peer that offers it gets large frames small and small frames as they are', async () => {
    const { connection } = await dial(true);
    const packed = connection.framing.pack([LONG]) as Uint8Array;
    expect(packed[0]).toBe(0xc1);
    expect(packed.byteLength).toBeLessThan(Buffer.byteLength(LONG) / 5);
    expect((connection.framing.pack(['short']) as Uint8Array)[0]).toBe(0x81);
  });

  test('a peer that does not offer it gets the plain framing', async () => {
    const { connection } = await dial(false);
    expect(connection.framing).toBe(messages);
  });

  test('peers with the same window share one framing, others have another', async () => {
    const [one, two, narrow] = [await dial(true), await dial(true), await dial({ serverMaxWindowBits: 10 })];
    expect(one.connection.framing).toBe(two.connection.framing);
    expect(narrow.connection.framing).not.toBe(one.connection.framing);
  });

  test.each([9, 10, 12, 15])('a peer with a window of %i bits can read what is sent', async (serverMaxWindowBits) => {
    const { connection, socket } = await dial({ serverMaxWindowBits });
    // Noise that comes again 20,000 characters later: only a window of 15 bits reaches back that far.
    const far = randomBytes(15_000).toString('base64').repeat(2);
    const arrived = next(socket);
    connection.write(connection.framing.pack([far]));
    expect(await arrived).toBe(far);
  });

  test('a peer with a window of 8 bits, which zlib cannot do, gets plain frames', async () => {
    const { connection, socket } = await dial({ serverMaxWindowBits: 8 });
    expect(connection.framing).toBe(messages);
    const arrived = next(socket);
    connection.write(connection.framing.pack([LONG]));
    expect(await arrived).toBe(LONG);
  });

  test('what the peer compressed is read', async () => {
    const { socket, near } = await dial({ threshold: 0 });
    socket.send(LONG);
    socket.send(LONG);
    await near.until(() => near.frames.length === 2);
    expect(near.frames).toEqual([LONG, LONG]);
  });

  test('one packet serves several peers', async () => {
    const [one, two] = [await dial(true), await dial(true)];
    const packet = one.connection.framing.pack([LONG, `${LONG}!`]);
    const arrived = [next(one.socket), next(two.socket)];
    one.connection.write(packet);
    two.connection.write(packet);
    expect(await Promise.all(arrived)).toEqual([LONG, LONG]);
  });
});

test('packing inflates back to the frame, whatever it is', () => {
  const framing = createDeflaters(1).framing(11);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 40, maxLength: 120 }), (text) => {
      const packet = Buffer.from(framing.pack([wellFormed(text).repeat(2)]) as Uint8Array);
      const start = (packet[1] ?? 0) < 126 ? 2 : 4;
      const body = packet.subarray(start);
      const raw =
        (packet[0] ?? 0) & 0x40
          ? inflateRawSync(Buffer.concat([body, Buffer.from([0, 0, 0xff, 0xff])]), {
              finishFlush: constants.Z_SYNC_FLUSH,
            })
          : body;
      expect(raw.toString()).toBe(wellFormed(text).repeat(2));
    }),
  );
});

test.each([
  [['Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover'], 15],
  [['Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; server_max_window_bits=10'], 10],
  [['Sec-WebSocket-Extensions: permessage-deflate'], undefined],
  [['Upgrade: websocket'], undefined],
])('the response %o allows a window of %s bits', (headers, bits) => {
  expect(agreedWindowBits(headers)).toBe(bits);
});

/** The text as it survives UTF-8. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
