import { once } from 'node:events';
import { Socket } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type TcpWireOptions, tcp } from '../../../client/wires/tcp.js';
import { tls } from '../../adapters/transports/support/harnesses.js';
import { eventually } from '../../support/eventually.js';
import { bareServer, deafPort } from './support/bare-server.js';
import { runToEnd } from './support/own-process.js';
import { CLOSED, OPENED, told } from './support/told.js';

const host = '127.0.0.1';

async function pair(options: Partial<TcpWireOptions> = {}) {
  const server = await bareServer();
  const accepted = server.accepted();
  const client = told(tcp({ host, port: server.port, ...options }));
  const far = await accepted;
  await client.opened;
  return { client, far };
}

/** Everything that comes on a socket until its end; its own side stays open. */
async function all(socket: Socket): Promise<string> {
  const pieces: Buffer[] = [];
  socket.on('data', (piece) => pieces.push(piece));
  await once(socket, 'end');
  return Buffer.concat(pieces).toString();
}

describe('a wire over TCP', () => {
  test('carries text by lines, both ways, and no bytes', async () => {
    const { client, far } = await pair();
    client.wire.send('早上好');
    expect(String((await once(far, 'data'))[0])).toBe('早上好\n');
    far.write('one\r\ntwo\n');
    expect(await client.frames(2)).toEqual(['one', 'two']);
    expect(client.wire.binary).not.toBe(true);
    expect(() => client.wire.send(Uint8Array.of(1))).toThrow(TypeError);
  });

  test('keeps the bytes of a character together, however they are read', async () => {
    const { client, far } = await pair();
    const text = '早上好，李四 🐎';
    for (const byte of Buffer.from(`${text}\n`)) {
      far.write(Uint8Array.of(byte));
      await new Promise(setImmediate);
    }
    expect(await client.frames(1)).toEqual([text]);
  });

  test('does not hold small writes back', async () => {
    const setNoDelay = vi.spyOn(Socket.prototype, 'setNoDelay');
    onTestFinished(() => setNoDelay.mockRestore());
    await pair();
    expect(setNoDelay).toHaveBeenCalledWith(true);
  });

  test('is closed over a line that is too long, after those before it', async () => {
    const { client, far } = await pair({ maxLineBytes: 100 });
    far.write(`short\n${'x'.repeat(101)}`);
    await client.closed;
    expect(client.all).toEqual([OPENED, 'short', CLOSED]);
  });

  test('takes lines of a mebibyte unless it is told otherwise', async () => {
    const { client, far } = await pair();
    const line = 'x'.repeat(1_048_576);
    far.write(`${line}\n`);
    expect(await client.frames(1)).toEqual([line]);
    far.write(`${line}x\n`);
    await client.closed;
  });

  test('is closed when the server ends its side, and leaves out half a line', async () => {
    const { client, far } = await pair();
    far.end('last words\nhalf a li');
    await client.closed;
    expect(client.all).toEqual([OPENED, 'last words', CLOSED]);
  });

  test('is closed when the server resets it', async () => {
    const { client, far } = await pair();
    far.resetAndDestroy();
    await client.closed;
    expect(client.all).toEqual([OPENED, CLOSED]);
  });

  test('is closed once, however often it is asked to', async () => {
    const { client, far } = await pair();
    client.wire.close();
    client.wire.close();
    far.resume().on('end', () => far.end());
    await client.closed;
    client.wire.close();
    expect(client.all).toEqual([OPENED, CLOSED]);
  });

  test('lets out what was sent before it was closed, and nothing after', async () => {
    const { client, far } = await pair();
    const long = 'x'.repeat(10_000_000);
    client.wire.send(long);
    client.wire.close();
    client.wire.send('after');
    expect(await all(far)).toBe(`${long}\n`);
  });

  test('tells no frame after it was closed, though more came with it', async () => {
    const server = await bareServer();
    const accepted = server.accepted();
    const client = told(tcp({ host, port: server.port }), (wire) => wire.close());
    const far = await accepted;
    far.write('one\ntwo\n');
    await once(far.resume(), 'end');
    far.end('three\n');
    await client.closed;
    expect(client.all).toEqual([OPENED, 'one', CLOSED]);
  });

  test('does not wait for a server that never closes its side', async () => {
    const { client, far } = await pair();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    client.wire.close();
    await once(far.resume(), 'end');
    expect(client.all).toEqual([OPENED]);
    vi.advanceTimersByTime(2_000);
    await client.closed;
  });

  test('does not wait for a server that reads nothing', async () => {
    const { client, far } = await pair();
    far.pause();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    for (let count = 0; count < 20; count++) client.wire.send('x'.repeat(1_000_000));
    client.wire.close();
    vi.advanceTimersByTime(2_000);
    await client.closed;
    expect(client.all).toEqual([OPENED, CLOSED]);
  });

  test('does not wait for a server that ends its side and reads nothing', async () => {
    const { client, far } = await pair();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    for (let count = 0; count < 20; count++) client.wire.send('x'.repeat(1_000_000));
    far.end('last words\n');
    await eventually(() => vi.getTimerCount() > 0);
    vi.advanceTimersByTime(2_000);
    await client.closed;
    expect(client.all).toEqual([OPENED, 'last words', CLOSED]);
  });

  test('can be closed before it stands', async () => {
    const server = await bareServer();
    const client = told(tcp({ host, port: server.port }));
    client.wire.send('too early');
    client.wire.close();
    await client.closed;
    expect(client.all).toEqual([CLOSED]);
  });

  test('is closed, later, where no server is', async () => {
    const client = told(tcp({ host, port: await deafPort() }));
    expect(client.all).toEqual([]);
    await client.closed;
    expect(client.all).toEqual([CLOSED]);
  });

  test.each([{ port: 0 }, { port: 65_536 }, { port: 7.5 }, { port: 1, maxLineBytes: 0 }])(
    'cannot be had with %o',
    (options) => {
      expect(() => tcp({ host, ...options })).toThrow(TypeError);
    },
  );
});

describe('a wire over TLS', () => {
  test('carries text to a server whose certificate it trusts, and names it', async () => {
    const server = await bareServer('secure');
    const accepted = server.accepted();
    const client = told(tcp({ host: 'localhost', port: server.port, tls: { ca: tls.cert } }));
    const far = await accepted;
    await client.opened;
    expect(far).toMatchObject({ servername: 'localhost' });
    client.wire.send('psst');
    expect(String((await once(far, 'data'))[0])).toBe('psst\n');
    far.write('yes?\n');
    expect(await client.frames(1)).toEqual(['yes?']);
    client.wire.close();
    await client.closed;
  });

  test('is closed where it does not trust the certificate', async () => {
    const server = await bareServer('secure');
    const client = told(tcp({ host: 'localhost', port: server.port, tls: true }));
    await client.closed;
    expect(client.all).toEqual([CLOSED]);
  });

  test('is closed where the certificate is for another name', async () => {
    const server = await bareServer('secure');
    const elsewhere = { ca: tls.cert, servername: 'chat.example' };
    const client = told(tcp({ host, port: server.port, tls: elsewhere }));
    await client.closed;
    expect(client.all).toEqual([CLOSED]);
  });

  test('is closed where the server speaks no TLS', async () => {
    const server = await bareServer();
    const accepted = server.accepted();
    const client = told(tcp({ host, port: server.port, tls: true }));
    (await accepted).end('Welcome.\n');
    await client.closed;
    expect(client.all).toEqual([CLOSED]);
  });

  test('is closed at once where the server has not shaken hands yet', async () => {
    const server = await bareServer();
    const accepted = server.accepted();
    const client = told(tcp({ host, port: server.port, tls: true }));
    await accepted;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    client.wire.close();
    await client.closed;
    expect(client.all).toEqual([CLOSED]);
  });

  test('cannot be had with a certificate that is none', () => {
    expect(() => tcp({ host, port: 1, tls: { ca: 'x', cert: 'none' } })).toThrow(Error);
  });
});

test('once what was sent is out, a closed wire keeps no process alive, whatever the server does', async () => {
  const server = await bareServer();
  const accepted = server.accepted();
  const ended = runToEnd(`
    import { tcp } from './tcp.js';
    const wire = tcp({ host: '${host}', port: ${server.port} })({
      opened() {
        wire.send('last words');
        wire.close();
      },
      frame() {},
      closed: () => console.log('The server was waited for.'),
    });
  `);
  expect(await all(await accepted)).toBe('last words\n');
  expect(await ended).toBe('');
});
