import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { websocket } from '../../adapters/transports/websocket/index.js';
import {
  type ClientOptions,
  type ClientState,
  createClient,
  type OpenWire,
  type StateReason,
  webSocket,
} from '../../client/index.js';
import { tcp } from '../../client/wires/tcp.js';
import { createHub } from '../../index.js';
import { bareServer, deafPort } from './wires/support/bare-server.js';

/** Connects, and resolves with the first state after the attempt, and its reason. */
async function firstState(
  open: OpenWire,
): Promise<{ state: ClientState; reason: StateReason | undefined; rejected: unknown }> {
  const client = createClient({ open });
  onTestFinished(() => client.stop());
  const joining = client.join('lobby').catch((error: unknown) => error);
  const found = new Promise<[ClientState, StateReason | undefined]>((resolve) => {
    client.on('state', (state, reason) => {
      if (state !== 'connecting') resolve([state, reason]);
    });
  });
  client.connect();
  const [state, reason] = await found;
  expect(client.reason).toEqual(reason);
  client.stop();
  return { state, reason, rejected: await joining };
}

/** An HTTP server that answers each request for a WebSocket with a status. */
async function answering(status: string, body: string, type = 'text/plain'): Promise<string> {
  const server: Server = createServer();
  server.on('upgrade', (_request, socket) => {
    socket.on('error', () => {});
    const head = `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: ${type}\r\n`;
    socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`;
}

const native = (url: string) => webSocket(url, { WebSocket });

describe('over a WebSocket of ws', () => {
  test('an origin that is not allowed stops the client with the text of the server', async () => {
    const hub = createHub({});
    onTestFinished(() => hub.stop());
    const [address] = await hub.listen(websocket({ port: 0, origins: ['https://chat.example'] }));
    class FromElsewhere extends WebSocket {
      constructor(url: string, subprotocol: string) {
        super(url, subprotocol, { origin: 'https://other.example' });
      }
    }
    const { state, reason, rejected } = await firstState(webSocket(address?.url ?? '', { WebSocket: FromElsewhere }));
    expect(state).toBe('stopped');
    expect(reason).toMatchObject({ code: 'CLIENT_REFUSED', details: { status: 403, closeCode: 1006 } });
    expect(reason?.text).toMatch(/403.*origin/);
    expect(rejected).toMatchObject({ code: 'CLIENT_STOPPED', details: { reason: 'CLIENT_REFUSED', status: 403 } });
  });

  test('a wrong path stops it', async () => {
    const hub = createHub({});
    onTestFinished(() => hub.stop());
    const [address] = await hub.listen(websocket({ port: 0, path: '/chat' }));
    const { state, reason } = await firstState(native(new URL('/other', address?.url).href));
    expect([state, reason?.code, reason?.details.status]).toEqual(['stopped', 'CLIENT_REFUSED', 404]);
  });

  test.each(['404 Not Found', '426 Upgrade Required'])('%s stops it', async (status) => {
    const { state, reason } = await firstState(native(await answering(status, 'no chat here')));
    expect([state, reason?.details.status]).toEqual(['stopped', Number.parseInt(status, 10)]);
    expect(reason?.details.cause).toContain('no chat here');
  });

  test.each(['503 Service Unavailable', '429 Too Many Requests', '302 Found'])('%s is tried again', async (status) => {
    const { state, reason } = await firstState(native(await answering(status, 'later')));
    expect([state, reason?.code]).toEqual(['waiting', 'CLIENT_CONNECTION_LOST']);
    expect(reason?.details).toMatchObject({
      status: Number.parseInt(status, 10),
      cause: expect.stringContaining('later'),
    });
  });

  test('the page of a proxy, and a text without end, are not read out', async () => {
    const page = await firstState(native(await answering('502 Bad Gateway', '<html>nginx</html>', 'text/html')));
    expect(page.reason?.details.cause).toBe('HTTP status 502.');
    const long = await firstState(native(await answering('500 Oops', 'x'.repeat(100_000))));
    expect(String(long.reason?.details.cause).length).toBeLessThan(400);
  });

  test('a port where no server is, is tried again', async () => {
    const { state, reason } = await firstState(native(`ws://127.0.0.1:${await deafPort()}`));
    expect(state).toBe('waiting');
    expect(reason).toMatchObject({ code: 'CLIENT_CONNECTION_LOST', details: { errno: 'ECONNREFUSED' } });
    expect(reason?.text).toContain('ECONNREFUSED');
  });

  test('a host that is not known is tried again', async () => {
    const { state, reason } = await firstState(native('ws://nowhere.invalid'));
    expect([state, reason?.code]).toEqual(['waiting', 'CLIENT_CONNECTION_LOST']);
    expect(reason?.details.errno).toMatch(/^(?:ENOTFOUND|EAI_AGAIN)$/);
  });

  test('a certificate that is not trusted is named', async () => {
    const { port } = await bareServer('secure');
    const { state, reason } = await firstState(native(`wss://127.0.0.1:${port}`));
    expect([state, reason?.details.errno]).toEqual(['waiting', 'DEPTH_ZERO_SELF_SIGNED_CERT']);
  });
});

describe('over TCP', () => {
  test('a port where no server is, is tried again', async () => {
    const { state, reason } = await firstState(tcp({ host: '127.0.0.1', port: await deafPort() }));
    expect([state, reason?.details.errno]).toEqual(['waiting', 'ECONNREFUSED']);
    expect(reason?.text).toContain('ECONNREFUSED');
  });

  test('a certificate that is not trusted is named', async () => {
    const { port } = await bareServer('secure');
    const { reason } = await firstState(tcp({ host: '127.0.0.1', port, tls: true }));
    expect(reason?.details.errno).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });
});

describe('what can never work is a TypeError at once', () => {
  test.each([
    ['not a url', 'is no WebSocket URL'],
    ['', 'is no WebSocket URL'],
    ['http://chat.example/ws', 'ws: or wss:'],
    ['tcp://chat.example:7000', 'ws: or wss:'],
    ['chat.example:8080', 'ws: or wss:'],
    ['ws://chat.example/#room', 'fragment'],
  ])('webSocket(%j)', (url, text) => {
    expect(() => native(url)).toThrow(TypeError);
    expect(() => native(url)).toThrow(text);
  });

  test.each([
    ['no host', { port: 7_000 }],
    ['an empty host', { host: '', port: 7_000 }],
    ['an address in one piece', 'tcp://127.0.0.1:7000'],
  ])('tcp with %s', (_, options) => {
    expect(() => tcp(options as never)).toThrow(TypeError);
    expect(() => tcp(options as never)).toThrow("tcp({ host: '127.0.0.1', port: 7000 })");
  });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'createClient({ open: webSocket('],
    ['a url', { url: 'ws://127.0.0.1' }, 'createClient({ open: webSocket('],
    ['an address for open', { open: 'ws://127.0.0.1' }, 'createClient({ open: webSocket('],
    [
      'credentials that are no function',
      { open: () => {}, credentials: { token: 'x' } },
      'credentials must be a function',
    ],
  ])('createClient with %s', (_, options, text) => {
    expect(() => createClient(options as ClientOptions)).toThrow(TypeError);
    expect(() => createClient(options as ClientOptions)).toThrow(text);
  });
});
