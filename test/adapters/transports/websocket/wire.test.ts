import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { systemRandom } from '../../../../adapters/system/index.js';
import { websocket } from '../../../../adapters/transports/websocket/index.js';
import type { CloseReason } from '../../../../core/index.js';
import { type ManualClock, manualClock } from '../../../../testkit/index.js';
import { type WebSocketStage, webSocketStage } from '../support/websocket-stage.js';

const PING = 10_000;
const LIMIT = 1_000;
let clock: ManualClock;
let stage: WebSocketStage;

beforeEach(async () => {
  clock = manualClock();
  stage = await webSocketStage(websocket({ port: 0, clock, pingMs: PING, maxFrameBytes: LIMIT }));
});
afterEach(() => stage.close());

describe('closing', () => {
  const reasons: readonly (readonly [CloseReason, number])[] = [
    [{ code: 'bye', text: 'See you.' }, 1000],
    [{ code: 'CHAT_DRAINING', text: 'Down.' }, 1012],
    [{ code: 'CHAT_FRAME_TOO_LARGE', text: 'Big.' }, 1009],
    [{ code: 'CHAT_SLOW_CONSUMER', text: 'Slow.' }, 4008],
    [{ code: 'CHAT_PROTOCOL', text: 'Noise.' }, 4000],
  ];

  test.each(reasons)('%o is close code %i and its reason', async (reason, code) => {
    const { socket, connection } = await stage.dial();
    connection.close(reason);
    const [seen, text] = (await once(socket, 'close')) as [number, Buffer];
    expect([seen, text.toString()]).toEqual([code, `${reason.code} ${reason.text}`]);
  });

  test('a long reason is cut to 123 bytes between characters', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 60, maxLength: 200 }), async (text) => {
        const { socket, connection } = await stage.dial();
        connection.close({ code: 'bye', text });
        const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
        expect(code).toBe(1000);
        expect(`bye ${text}`.startsWith(reason.toString())).toBe(true);
        expect(reason.length).toBeLessThanOrEqual(123);
      }),
      { numRuns: 20 },
    );
  });

  test('the code and text of a peer that closes are in the cause', async () => {
    const { socket, near } = await stage.dial();
    socket.close(4321, 'enough');
    expect(await near.closed()).toEqual({ by: 'peer', code: '4321', text: 'enough' });
  });

  test('a peer that closes without a code is a peer that closes', async () => {
    const { socket, near } = await stage.dial();
    socket.close();
    expect((await near.closed()).by).toBe('peer');
  });

  test('a broken connection is an error', async () => {
    const { socket, near } = await stage.dial();
    socket.terminate();
    expect((await near.closed()).by).toBe('error');
  });

  test('a peer that does not answer the close frame is cut off', async () => {
    const { socket, near, connection } = await stage.dial();
    socket.pause();
    connection.close({ code: 'bye', text: '' });
    await clock.advance(5_000);
    expect((await near.closed()).by).toBe('local');
  });
});

describe('sizes', () => {
  test('beyond twice the limit the connection is closed with 1009', async () => {
    const { socket, near } = await stage.dial();
    socket.send('x'.repeat(LIMIT * 2 + 1));
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1009);
    expect(await near.closed()).toMatchObject({ by: 'error', code: 'CHAT_FRAME_TOO_LARGE' });
    expect(near.calls).toEqual(['closed']);
  });

  test('a message of many fragments over the limit is refused and the connection lives', async () => {
    const { socket, near } = await stage.dial();
    for (let at = 0; at < 11; at++) socket.send('x'.repeat(100), { fin: at === 10 });
    socket.send('ok');
    await near.until(() => near.frames.length === 1);
    expect(near.faults.map(({ code }) => code)).toEqual(['CHAT_FRAME_TOO_LARGE']);
  });

  test('bytes are not a view of what else was read', async () => {
    const { socket, near } = await stage.dial();
    socket.send(Uint8Array.of(1, 2, 3));
    await near.until(() => near.frames.length === 1);
    expect((near.frames[0] as Uint8Array).buffer.byteLength).toBe(3);
  });
});

describe('back-pressure', () => {
  async function flood(socket: WebSocket): Promise<void> {
    for (let at = 0; at < 400; at++) socket.send('x'.repeat(65_536));
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  test('a paused connection is not read', async () => {
    const { socket, connection } = await stage.dial();
    connection.pause();
    await flood(socket);
    expect(socket.bufferedAmount).toBeGreaterThan(1_000_000);
  });

  test('a connection that has not been started is not read', async () => {
    const transport = websocket({ port: 0, clock });
    const [address] = await transport.listen(() => {});
    const socket = new WebSocket(address?.url ?? '');
    await once(socket, 'open');
    await flood(socket);
    expect(socket.bufferedAmount).toBeGreaterThan(1_000_000);
    socket.terminate();
    await transport.close();
  });
});

describe('pings', () => {
  test('a silent peer that answers pings stays', async () => {
    const { socket, near } = await stage.dial();
    const barrier = await stage.dial();
    for (let round = 1; round <= 4; round++) {
      const pinged = once(socket, 'ping');
      await clock.advance(PING);
      await pinged;
      // The pong has been written by now; a frame on another socket comes in behind it.
      barrier.socket.send('tick');
      await barrier.near.until(() => barrier.near.frames.length === round);
      await clock.settle();
    }
    expect(near.cause).toBeUndefined();
  });

  test('the time that a peer takes to answer a ping is known', async () => {
    const random = { ...systemRandom, between: (_low: number, high: number) => high };
    await stage.close();
    stage = await webSocketStage(websocket({ port: 0, clock, random, pingMs: PING, maxFrameBytes: LIMIT }));
    const { socket, near, connection } = await stage.dial({ autoPong: false });
    expect(connection.roundTripMs).toBeUndefined();
    const pinged = once(socket, 'ping');
    await clock.advance(PING);
    await pinged;
    await clock.advance(40);
    socket.pong();
    socket.send('behind it');
    await near.until(() => near.frames.length === 1);
    expect(connection.roundTripMs).toBe(40);
  });

  test('a pong that was not asked for says nothing', async () => {
    const { socket, near, connection } = await stage.dial();
    socket.pong();
    socket.send('behind it');
    await near.until(() => near.frames.length === 1);
    expect(connection.roundTripMs).toBeUndefined();
  });

  test('a peer that answers nothing is found by its silence alone', async () => {
    const { socket, near } = await stage.dial();
    socket.pause();
    await clock.advance(PING * 2);
    expect((await near.closed()).by).toBe('timeout');
  });

  test('a peer that we do not read is not blamed for it', async () => {
    const { near, connection } = await stage.dial();
    connection.pause();
    await clock.advance(PING * 5);
    expect(near.cause).toBeUndefined();
  });

  test('a peer that we read again has a whole period to answer', async () => {
    const { socket, near, connection } = await stage.dial();
    socket.pause();
    await clock.advance(PING);
    connection.pause();
    await clock.advance(PING * 3);
    connection.resume();
    await clock.advance(PING);
    expect(near.cause).toBeUndefined();
    await clock.advance(PING);
    expect((await near.closed()).by).toBe('timeout');
  });

  test('a ping from a peer is answered', async () => {
    const { socket } = await stage.dial();
    socket.ping('are you there');
    const [data] = (await once(socket, 'pong')) as [Buffer];
    expect(data.toString()).toBe('are you there');
  });

  test('one timer serves all connections', async () => {
    for (let at = 0; at < 20; at++) await stage.dial();
    expect(clock.timers).toBe(1);
  });
});

test('arbitrary bytes never crash the listener, before or after the handshake', async () => {
  const hello = `GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`;
  const keys = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n';
  const openings = fc.constantFrom('', hello, `${hello}\r\n`, hello + keys);
  await fc.assert(
    fc.asyncProperty(openings, fc.array(fc.uint8Array({ maxLength: 300 })), async (opening, pieces) => {
      const socket = connect({ port: stage.port, host: '127.0.0.1' });
      socket.on('error', () => {});
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.resume();
      if (opening !== '') socket.write(opening);
      for (const piece of pieces) socket.write(piece);
      socket.end();
      await closed;
    }),
    { numRuns: 100 },
  );
  const { socket, near } = await stage.dial();
  socket.send('still alive');
  await near.until(() => near.frames.length === 1);
  expect(near.frames).toEqual(['still alive']);
  expect(socket.readyState).toBe(WebSocket.OPEN);
});
