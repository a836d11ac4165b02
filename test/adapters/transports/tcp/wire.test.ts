import { once } from 'node:events';
import { createConnection } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { blocks, lines, tcp, unframed } from '../../../../adapters/transports/tcp/index.js';
import { type ManualClock, manualClock } from '../../../../testkit/index.js';
import { type RawStage, rawStage, silence, turnsUntil } from '../support/raw.js';
import { cut } from '../support/sink.js';

const QUIET = 100;
let clock: ManualClock;
let stage: RawStage;

beforeEach(async () => {
  clock = manualClock();
  stage = await rawStage(tcp({ port: 0, clock, quietMs: QUIET }));
});
afterEach(() => stage.close());

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('over a real socket', () => {
  const tale = ['Привет всем', '你好，世界：测试', '🙂👩‍👩‍👧🇷🇺 emoji', '{"type":"say"}', 'plain'];

  test('any split of the segments gives the same lines', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(200), { maxLength: 12 }), async (places) => {
        const { socket, near } = await stage.dial();
        for (const piece of cut(lines.pack(tale) as Uint8Array, places)) {
          socket.write(piece);
          await nextTurn();
        }
        await near.until(() => near.frames.length >= tale.length);
        expect(near.frames).toEqual(tale);
        socket.destroy();
        await near.closed();
      }),
      { numRuns: 40 },
    );
  });

  test('any split of the segments gives the same unframed message', async () => {
    const text = '张三：Привет 🙂！';
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(40), { maxLength: 6 }), async (places) => {
        const { socket, near, connection } = await stage.dial();
        let sent = 0;
        for (const piece of cut(Buffer.from(text), places)) {
          socket.write(piece);
          sent += piece.length;
          await nextTurn();
        }
        socket.end();
        await near.closed();
        expect(sent).toBe(Buffer.byteLength(text));
        expect(near.frames).toEqual([text]);
        expect(connection.info.transport).toBe('tcp');
      }),
      { numRuns: 40 },
    );
  });

  test('a message without a newline is taken after quietMs of silence, not before', async () => {
    const { socket, near, connection } = await stage.dial();
    socket.write('李四: 早上好');
    await silence(clock, QUIET - 1);
    expect(near.frames).toEqual([]);
    await clock.advance(1);
    expect(near.frames).toEqual(['李四: 早上好']);
    expect(connection.framing).toBe(unframed);
  });

  test('a character cut between two segments with a silence in between stays whole', async () => {
    const { socket, near } = await stage.dial();
    const bytes = Buffer.from('王五：饭');
    socket.write(bytes.subarray(0, -1));
    await silence(clock, QUIET);
    expect(near.frames).toEqual(['王五：']);
    socket.write(bytes.subarray(-1));
    await silence(clock, QUIET);
    expect(near.frames).toEqual(['王五：', '饭']);
  });

  test('the last words of an unframed peer arrive although it is closing', async () => {
    const { socket, near } = await stage.dial();
    socket.end('赵六离开聊天');
    expect(await near.closed()).toEqual({ by: 'peer' });
    expect(near.frames).toEqual(['赵六离开聊天']);
  });

  test('a line-framed peer costs no timers', async () => {
    const { socket, near } = await stage.dial();
    socket.write('a line\nand a half');
    await near.until(() => near.frames.length === 1);
    await clock.settle();
    expect(clock.timers).toBe(0);
  });

  test('a program that speaks blocks is answered in blocks on the same port as people', async () => {
    const person = await stage.dial();
    const program = await stage.dial();
    person.socket.write('hello\n');
    program.socket.write(blocks.pack(['hello', Uint8Array.of(1, 2)]) as Uint8Array);
    await person.near.until(() => person.near.frames.length === 1);
    await program.near.until(() => program.near.frames.length === 2);
    expect(program.near.frames).toEqual(['hello', Uint8Array.of(1, 2)]);
    expect([person.connection.framing, program.connection.framing]).toEqual([lines, blocks]);
    program.connection.write(program.connection.framing.pack(['ok']));
    const [answer] = (await once(program.socket, 'data')) as [Buffer];
    expect([...answer]).toEqual([0, 0, 0, 2, 0x6f, 0x6b]);
  });

  test('a peer that ends its side still gets what is written while its last line is handled', async () => {
    const { socket, near, connection } = await stage.dial();
    near.onframe = (frame) => connection.write(connection.framing.pack([`you said ${String(frame)}`]));
    socket.end('hi\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toBe('you said hi\n');
    await near.closed();
  });

  test('a frame with newlines goes out as it is', async () => {
    const { socket, connection } = await stage.dial();
    connection.write(connection.framing.pack(['first\nsecond']));
    const [bytes] = (await once(socket, 'data')) as [Buffer];
    expect(bytes.toString()).toBe('first\nsecond\n');
  });

  test('arbitrary bytes never crash the listener', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }),
        fc.boolean(),
        async (pieces, reset) => {
          const { socket, near } = await stage.dial();
          for (const piece of pieces) {
            socket.write(piece);
            await nextTurn();
          }
          if (reset) socket.resetAndDestroy();
          else socket.end();
          await near.closed();
          expect(near.calls.at(-1)).toBe('closed');
        },
      ),
      { numRuns: 60 },
    );
    const { socket, near } = await stage.dial();
    socket.write('still alive\n');
    await near.until(() => near.frames.length === 1);
    expect(near.frames).toEqual(['still alive']);
  });
});

describe('dead peers', () => {
  test('a slow reader that still takes bytes is not closed', async () => {
    const { socket, near, connection } = await stage.dial();
    socket.pause();
    const packet = connection.framing.pack(['x'.repeat(1_000_000)]);
    while (connection.pendingBytes < 2_000_000) connection.write(packet);
    await clock.advance(20_000);
    const before = connection.pendingBytes;
    socket.resume();
    await turnsUntil(() => connection.pendingBytes < before);
    socket.pause();
    await clock.advance(20_000);
    expect(near.cause).toBeUndefined();
  });

  test('a connection that has closed is not watched any more', async () => {
    const { near, connection } = await stage.dial();
    connection.close({ code: 'bye', text: '' });
    await near.closed();
    expect(clock.timers).toBe(1);
    await clock.advance(1_000);
    expect(clock.timers).toBe(0);
  });

  test('a peer that keeps its side open after our close is cut off after lingerMs', async () => {
    const { socket, near, connection } = await stage.dial();
    socket.allowHalfOpen = true;
    connection.close({ code: 'bye', text: '' });
    await once(socket.resume(), 'end');
    await clock.advance(5_000);
    expect((await near.closed()).by).toBe('local');
  });
});

describe('options', () => {
  test.each([
    { port: -1 },
    { port: 65_536 },
    { port: 1.5 },
    { port: 0, quietMs: 0 },
    { port: 0, maxFrameBytes: 0 },
    { port: 0, maxFrameBytes: 0x100_0000 },
    { port: 0, stallMs: Number.NaN },
    { port: 0, framing: 'netstrings' as 'lines' },
  ])('that cannot be are a TypeError: %o', (options) => {
    expect(() => tcp(options)).toThrow(TypeError);
  });

  test('a taken port is said in words that help', async () => {
    const second = tcp({ port: stage.port });
    await expect(second.listen(() => {})).rejects.toMatchObject({
      code: 'CHAT_LISTEN_FAILED',
      message: expect.stringContaining('another port') as string,
      details: { port: stage.port, reason: 'EADDRINUSE' },
      cause: expect.objectContaining({ code: 'EADDRINUSE' }) as object,
    });
  });

  test('an unknown host is CHAT_LISTEN_FAILED too', async () => {
    const transport = tcp({ port: 0, host: '203.0.113.1' });
    await expect(transport.listen(() => {})).rejects.toMatchObject({ details: { reason: 'EADDRNOTAVAIL' } });
  });

  test('a transport that could not listen can listen elsewhere later', async () => {
    const second = tcp({ port: stage.port });
    await expect(second.listen(() => {})).rejects.toThrow();
    await stage.close();
    const addresses = await second.listen(() => {});
    expect(addresses[0]).toMatchObject({ url: `tcp://127.0.0.1:${stage.port}`, port: stage.port, transport: 'tcp' });
    await second.close();
  });

  test('nobody is let in after close', async () => {
    const { port } = stage;
    await stage.close();
    const late = createConnection({ port, host: '127.0.0.1' });
    const [error] = (await once(late, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });
});
