import { once } from 'node:events';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { webSocket } from '../../../client/index.js';
import { bareWebSocketServer, deafPort } from './support/bare-server.js';
import { CLOSED, OPENED, told } from './support/told.js';

async function pair() {
  const server = await bareWebSocketServer();
  const accepted = server.accepted();
  const client = told(webSocket(`ws://127.0.0.1:${server.port}`, { WebSocket }));
  const far = await accepted;
  await client.opened;
  return { client, far };
}

describe('a wire over WebSocket', () => {
  test('asks for the subprotocol', async () => {
    const { far } = await pair();
    expect(far.protocol).toBe('partyline.v1');
  });

  test('carries text and bytes, both ways', async () => {
    const { client, far } = await pair();
    const heard: unknown[] = [];
    const both = new Promise<void>((resolve) => {
      far.on('message', (data: Buffer, isBinary) => {
        heard.push(isBinary ? [...data] : data.toString());
        if (heard.length === 2) resolve();
      });
    });
    expect(client.wire.binary).toBe(true);
    client.wire.send('早上好');
    client.wire.send(Uint8Array.of(0, 128, 255));
    await both;
    expect(heard).toEqual(['早上好', [0, 128, 255]]);
    far.send('晚上好');
    far.send(Uint8Array.of(255, 0));
    expect(await client.frames(2)).toEqual(['晚上好', Uint8Array.of(255, 0)]);
  });

  test('is closed by the server', async () => {
    const { client, far } = await pair();
    far.send('last words');
    far.close();
    await client.closed;
    expect(client.all).toEqual([OPENED, 'last words', CLOSED]);
  });

  test('is closed once, however often it is asked to', async () => {
    const { client, far } = await pair();
    const gone = once(far, 'close');
    client.wire.close();
    client.wire.close();
    await Promise.all([client.closed, gone]);
    client.wire.close();
    expect(client.all).toEqual([OPENED, CLOSED]);
  });

  test('lets out what was sent before it was closed, and nothing after', async () => {
    const { client, far } = await pair();
    const heard: string[] = [];
    far.on('message', (data) => heard.push(String(data)));
    const gone = once(far, 'close');
    client.wire.send('before');
    client.wire.close();
    client.wire.send('after');
    await Promise.all([client.closed, gone]);
    client.wire.send('much later');
    expect(heard).toEqual(['before']);
  });

  test('tells no frame after it was closed', async () => {
    const server = await bareWebSocketServer();
    const accepted = server.accepted();
    const client = told(webSocket(`ws://127.0.0.1:${server.port}`, { WebSocket }), (wire) => wire.close());
    const far = await accepted;
    for (const text of ['one', 'two', 'three']) far.send(text);
    await client.closed;
    expect(client.all).toEqual([OPENED, 'one', CLOSED]);
  });

  test('is cut when the server never answers the close', async () => {
    const { client, far } = await pair();
    far.pause();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    client.wire.close();
    vi.advanceTimersByTime(2_000);
    await client.closed;
    expect(client.all).toEqual([OPENED, CLOSED]);
  });

  test('can be closed before it stands', async () => {
    const server = await bareWebSocketServer();
    const client = told(webSocket(`ws://127.0.0.1:${server.port}`, { WebSocket }));
    client.wire.send('too early');
    client.wire.close();
    await client.closed;
    expect(client.all).toEqual([CLOSED]);
  });

  test('is closed, later, where no server is', async () => {
    const client = told(webSocket(`ws://127.0.0.1:${await deafPort()}`, { WebSocket }));
    expect(client.all).toEqual([]);
    await client.closed;
    expect(client.all).toEqual([CLOSED]);
  });

  test.each([
    ['a function that gives no address', () => 'no address at all'],
    ['a function that gives the address of something else', () => 'mailto:ann@example.org'],
    [
      'a function that throws',
      () => {
        throw new Error('no idea');
      },
    ],
  ])('is closed, later, with %s', async (_, url) => {
    const client = told(webSocket(url, { WebSocket }));
    client.wire.send('into nothing');
    client.wire.close();
    expect(client.all).toEqual([]);
    await client.closed;
    expect(client.all).toEqual([CLOSED]);
  });

  test('asks for its address at every attempt', async () => {
    const server = await bareWebSocketServer();
    const urls = [new URL(`ws://127.0.0.1:${await deafPort()}`), `ws://127.0.0.1:${server.port}`];
    const open = webSocket(() => urls.shift() ?? '', { WebSocket });
    await told(open).closed;
    await told(open).opened;
    expect(urls).toEqual([]);
  });

  test('takes the global WebSocket where there is one', async () => {
    vi.stubGlobal('WebSocket', WebSocket);
    onTestFinished(() => void vi.unstubAllGlobals());
    const server = await bareWebSocketServer();
    await told(webSocket(`ws://127.0.0.1:${server.port}`)).opened;
  });

  test('cannot be had without a WebSocket, and says what to do', () => {
    vi.stubGlobal('WebSocket', undefined);
    onTestFinished(() => void vi.unstubAllGlobals());
    expect(() => webSocket('ws://127.0.0.1')).toThrow(TypeError);
    expect(() => webSocket('ws://127.0.0.1')).toThrow('Pass that of ws');
  });
});
