import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import {
  type RefusedRequest,
  type WebSocketTuning,
  websocket,
} from '../../../../adapters/transports/websocket/index.js';
import { manualClock } from '../../../../testkit/index.js';
import { rawSocket } from '../../../support/raw-socket.js';
import { type WebSocketStage, webSocketStage } from '../support/websocket-stage.js';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

async function stage(options: WebSocketTuning & { handshakeMs?: number } = {}): Promise<WebSocketStage> {
  const opened = await webSocketStage(websocket({ port: 0, ...options }));
  open.push(opened);
  return opened;
}

async function httpServer(): Promise<{ server: Server; port: number }> {
  const server = createServer((_, response) => response.end('a page'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({ close: () => server.close() });
  return { server, port: (server.address() as { port: number }).port };
}

async function fetched(port: number): Promise<{ status: number | undefined; body: string }> {
  const [response] = (await once(get({ port, host: '127.0.0.1', agent: false }), 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode, body };
}

describe('what a connection tells of its handshake', () => {
  test('partyline.v1 is agreed to when it is offered', async () => {
    const { socket, connection } = await (await stage()).dial({ protocols: ['chat', 'partyline.v1'] });
    expect(socket.protocol).toBe('partyline.v1');
    expect(connection.info.subprotocol).toBe('partyline.v1');
  });

  test('without a subprotocol the plain handshake is accepted', async () => {
    const { socket, connection } = await (await stage()).dial();
    expect(socket.protocol).toBe('');
    expect(connection.info.subprotocol).toBe('');
  });

  test('the path and query are the url', async () => {
    const { connection } = await (await stage()).dial({ path: '/room/любая?x=1' });
    expect(connection.info.url).toBe(`/room/${encodeURIComponent('любая')}?x=1`);
  });

  test('the address is the peer’s, and the wire is not secure', async () => {
    const { connection } = await (await stage()).dial();
    expect(connection.info).toMatchObject({ transport: 'websocket', remoteAddress: '127.0.0.1', secure: false });
  });
});

describe('origins', () => {
  const attempts = (origins: WebSocketTuning['origins'], origin: string) => ({ origins, origin });

  test.each([
    attempts('any', 'https://evil.example'),
    attempts(['https://chat.example'], 'https://chat.example'),
    attempts(['null'], 'null'),
    attempts(['file'], 'file://'),
  ])('admitted: %o', async ({ origins, origin }) => {
    const { socket } = await (await stage({ origins })).dial({ origin });
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  test.each(['127.0.0.1', 'localhost', '[::1]'])(
    'admitted: the page of %s with the port that is listened on',
    async (host) => {
      const { dial, port } = await stage();
      expect((await dial({ origin: `http://${host}:${port}` })).socket.readyState).toBe(WebSocket.OPEN);
    },
  );

  test.each([
    attempts(undefined, 'https://evil.example'),
    attempts(undefined, 'http://127.0.0.1.evil.example'),
    attempts(undefined, 'not a url'),
    attempts(undefined, 'null'),
    attempts(undefined, 'file://'),
    attempts(undefined, 'http://localhost:5173'),
    attempts(undefined, 'http://127.0.0.1:3000'),
    attempts(undefined, 'http://[::1]:3000'),
    attempts(['https://chat.example'], 'https://chat.example.evil.example'),
    attempts(['file'], 'null'),
    attempts([], 'null'),
  ])('refused with 403: %o', async ({ origins, origin }) => {
    expect(await (await stage({ origins })).refusal({ origin })).toBe(403);
  });

  test('are refused where the host name was made to point at this machine, though both agree', async () => {
    const { refusal } = await stage();
    expect(await refusal({ origin: 'https://chat.example', headers: { Host: 'chat.example' } })).toBe(421);
  });

  test('of a page under a host name that is listed are admitted', async () => {
    const { dial } = await stage({ hosts: ['chat.example'] });
    const { socket } = await dial({ origin: 'https://chat.example', headers: { Host: 'chat.example' } });
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  test('that are refused are reported, cut to a length that a log can hold', async () => {
    const seen: RefusedRequest[] = [];
    const { refusal } = await stage({ onRefused: (refused) => seen.push(refused) });
    expect(await refusal({ origin: `https://${'e'.repeat(5_000)}.example` })).toBe(403);
    expect(seen).toMatchObject([{ rule: 'origin', status: 403, address: '127.0.0.1' }]);
    expect(seen[0]?.origin).toHaveLength(200);
  });
});

describe('an own port', () => {
  test('answers a browser that opens it with 426', async () => {
    const { port } = await stage();
    const { status, body } = await fetched(port);
    expect(status).toBe(426);
    expect(body).toContain('WebSocket');
  });

  test('hangs up on a peer that never asks for a WebSocket', async () => {
    const { port } = await stage({ handshakeMs: 40 });
    const socket = connect({ port, host: '127.0.0.1' });
    await once(socket.resume(), 'close');
    expect(socket.destroyed).toBe(true);
  });

  test('refuses other paths when it has one', async () => {
    const { refusal, dial, url } = await stage({ path: '/chat' });
    expect(url).toMatch(/\/chat$/);
    expect(await refusal({ path: '/other' })).toBe(404);
    expect((await dial({ path: '/chat?x' })).connection.info.url).toBe('/chat?x');
  });
});

describe('an existing server', () => {
  test('goes on serving pages, and lives on after the transport has closed', async () => {
    const { server, port } = await httpServer();
    const transport = websocket({ server });
    const { dial, close } = await webSocketStage(transport);
    await dial();
    expect((await fetched(port)).body).toBe('a page');
    await close();
    expect(server.listenerCount('upgrade')).toBe(0);
    expect((await fetched(port)).body).toBe('a page');
  });

  test('keeps its other upgrade paths when the transport has a path', async () => {
    const { server, port } = await httpServer();
    const chat = await webSocketStage(websocket({ server, path: '/chat' }));
    open.push(chat);
    server.on('upgrade', (request, socket) => {
      if (request.url === '/other') socket.end('HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\n\r\n');
    });
    expect(await chat.refusal({ path: '/other' })).toBe(418);
    expect((await chat.dial({ path: '/chat' })).connection.info.url).toBe('/chat');
    expect(port).toBeGreaterThan(0);
  });

  test('answers upgrades to other paths with 404 at once where nothing else listens for them', async () => {
    const { server } = await httpServer();
    const chat = await webSocketStage(websocket({ server, path: ['/chat', '/ws'], unclaimedMs: 3_600_000 }));
    open.push(chat);
    expect(await chat.refusal({ path: '/other' })).toBe(404);
    expect((await chat.dial({ path: '/ws?x' })).connection.info.url).toBe('/ws?x');
  });

  test('answers upgrades that no other listener takes with 404 after the grace period, also on a connection used before', async () => {
    const { server, port } = await httpServer();
    const clock = manualClock();
    open.push(await webSocketStage(websocket({ server, path: '/chat', clock, unclaimedMs: 500 })));
    const seen = new Promise<void>((resolve) => server.on('upgrade', () => resolve()));
    const raw = await rawSocket(port);
    raw.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await raw.until('a page');
    raw.write('GET /other HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await seen;
    expect(raw.text).not.toContain('404');
    await clock.advance(500);
    await raw.until('HTTP/1.1 404 Not Found');
    await raw.closed;
  });

  test('leaves a socket alone that another listener has begun to read, however long it takes to answer', async () => {
    const { server } = await httpServer();
    const clock = manualClock();
    const chat = await webSocketStage(websocket({ server, path: '/chat', clock, unclaimedMs: 500 }));
    open.push(chat);
    const taken = new Promise<Duplex>((resolve) =>
      server.on('upgrade', (_, socket) => {
        socket.on('data', () => {});
        socket.on('error', () => {});
        resolve(socket);
      }),
    );
    const refused = chat.refusal({ path: '/other' });
    const socket = await taken;
    await clock.advance(5_000);
    socket.end('HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\n\r\n');
    expect(await refused).toBe(418);
  });

  test('survives a peer that breaks an upgrade which nobody has taken yet', async () => {
    const { server, port } = await httpServer();
    const clock = manualClock();
    open.push(await webSocketStage(websocket({ server, path: '/chat', clock })));
    const seen = new Promise<Duplex>((resolve) => server.on('upgrade', (_, socket) => resolve(socket)));
    const raw = await rawSocket(port);
    raw.write('GET /other HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const socket = await seen;
    socket.destroy(new Error('The connection broke.'));
    await clock.advance(1_000);
    expect((await fetched(port)).body).toBe('a page');
  });

  test('gives no addresses while it does not listen', async () => {
    const server = createServer();
    const transport = websocket({ server });
    expect(await transport.listen(() => {})).toEqual([]);
    await transport.close();
  });
});

test.each([
  {},
  { port: 70_000 },
  { port: 0, server: createServer() },
  { port: 0, path: 'chat' },
  { port: 0, pingMs: 0 },
  { port: 0, hosts: ['http://chat.example'] },
  { port: 0, hosts: ['chat.example:80'] },
  { port: 0, origins: ['chat.example'] },
  { port: 0, origins: ['http://127.1'] },
  { port: 0, handshakeMs: 0.5 },
  { port: 0, compression: { thresholdBytes: -1 } },
])('options that cannot be are a TypeError: case %#', (options) => {
  expect(() => websocket(options as { port: number })).toThrow(TypeError);
});
