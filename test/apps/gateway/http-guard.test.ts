import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createRefusalLog } from '../../../apps/gateway/http/access.js';
import { createPageFiles } from '../../../apps/gateway/http/page.js';
import {
  closeServer,
  createConnectionLimiter,
  createHttpServer,
  type ExceededLimit,
  type HttpServerOptions,
  listen,
} from '../../../apps/gateway/http/server.js';
import { manualClock } from '../../../testkit/index.js';
import { type RawSocket, rawSocket } from '../../support/raw-socket.js';
import { temporaryFolder } from './support/files.js';
import { startGateway, webSocketClient } from './support/gateway.js';

const HOST = 'Host: localhost\r\n';

async function guarded(guard: HttpServerOptions = {}) {
  const server = createHttpServer((request, response) => {
    if (request.url !== '/hold') response.end('served');
  }, guard);
  const { port } = await listen(server, '127.0.0.1', 0);
  onTestFinished(() => closeServer(server));
  return port;
}

async function raw(port: number, bytes: string): Promise<RawSocket> {
  const socket = await rawSocket(port);
  onTestFinished(() => socket.destroy());
  socket.write(bytes);
  return socket;
}

describe('the head of a request', () => {
  test.each([
    ['421 Misdirected Request', `GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n`],
    ['400 Bad Request', `GET / HTTP/1.1\r\n${HOST}Host: evil.example\r\n\r\n`],
    ['400 Bad Request', `GET / HTTP/1.1\r\n${HOST}hOsT: localhost\r\n\r\n`],
    ['501 Not Implemented', `GET / HTTP/1.1\r\n${HOST}Transfer-Encoding: xchunked\r\n\r\n`],
    ['400 Bad Request', `GET / HTTP/1.1\r\n${HOST}Content-Length: 1000000\r\n\r\nx`],
    ['400 Bad Request', `HEAD / HTTP/1.1\r\n${HOST}Content-Length: 1\r\n\r\n`],
    ['400 Bad Request', `GET / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n`],
  ])('is answered with %s and the connection closed: %j', async (status, bytes) => {
    const socket = await raw(await guarded(), bytes);
    await socket.closed;
    expect(socket.text).toContain(`HTTP/1.1 ${status}\r\n`);
    expect(socket.text).toContain('Connection: close');
    expect(socket.text).not.toContain('served');
  });

  test('without a Host is served in HTTP/1.0, as load balancers ask', async () => {
    const socket = await raw(await guarded(), 'GET / HTTP/1.0\r\n\r\n');
    await socket.closed;
    expect(socket.text).toContain('served');
  });
});

describe('the body of a request', () => {
  test.each(['POST / HTTP/1.1', 'POST /hold HTTP/1.1', 'PUT /other HTTP/1.1'])(
    'that does not come in time ends the connection: %s',
    async (line) => {
      const port = await guarded({ bodyMs: 30 });
      const socket = await raw(port, `${line}\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n`);
      await socket.closed;
      expect(socket.text).toMatch(line.includes('/hold') ? /^HTTP\/1\.1 408 / : /^HTTP\/1\.1 200 /);
    },
  );
});

describe('every listener of the gateway', () => {
  test('refuses other hosts with 421 and says what to set', async () => {
    const { http, addresses } = await startGateway({ consoleAddress: '127.0.0.1:0' });
    const consolePort = addresses.find(({ transport }) => transport === 'console')?.port ?? 0;
    const paths = ['/', '/about.json', '/metrics', '/livez', '/operator/overview', '/files/x/y'];
    const asked = [...paths.map((path) => [Number(new URL(http).port), path] as const)];
    for (const [port, path] of [...asked, [consolePort, '/console'] as const]) {
      const socket = await raw(port, `GET ${path} HTTP/1.1\r\nHost: evil.example:${port}\r\n\r\n`);
      await socket.closed;
      expect(socket.text, path).toMatch(/^HTTP\/1\.1 421 /);
      expect(socket.text).toContain('--hosts evil.example');
    }
    const upgrade = await raw(
      Number(new URL(http).port),
      'GET /ws HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await upgrade.closed;
    expect(upgrade.text).toMatch(/^HTTP\/1\.1 421 Misdirected Request\r\n/);
  });

  test('answers to the names that are set', async () => {
    const { http } = await startGateway({ hosts: ['chat.lan'], publicUrl: 'https://chat.example/x' });
    for (const host of ['chat.lan', 'chat.example:443', 'localhost', '[::1]', '10.1.2.3:8080']) {
      const socket = await raw(Number(new URL(http).port), `GET /livez HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      await socket.until('live');
      socket.destroy();
    }
  });

  test.each([
    ['/', 101],
    ['/ws', 101],
    ['/ws?x', 101],
    ['/operator/say', 404],
    ['/files/x', 404],
    ['/odd', 404],
  ])('opens WebSockets on its own paths only: %s', async (path, status) => {
    const { http } = await startGateway();
    const socket = await raw(
      Number(new URL(http).port),
      `GET ${path} HTTP/1.1\r\n${HOST}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await socket.until(`HTTP/1.1 ${status} `);
  });

  test('/about.json says whether pages of an origin may connect', async () => {
    const { http } = await startGateway({ origins: ['https://chat.example'] });
    const ask = async (origin: string): Promise<unknown> =>
      (await fetch(`${http}about.json?origin=${encodeURIComponent(origin)}`)).json();
    expect(await ask('https://chat.example')).toMatchObject({ originAllowed: true });
    expect(await ask(new URL(http).origin)).toMatchObject({ originAllowed: true });
    expect(await ask('null')).toMatchObject({ originAllowed: false });
    expect(await ask('http://localhost:1')).toMatchObject({ originAllowed: false });
  });
});

test('refusals are logged at warn with what to set, once a minute for each and within a bound', async () => {
  const lines: [object, string][] = [];
  const clock = manualClock();
  const log = createRefusalLog({ warn: (fields, text) => void lines.push([fields, text]) }, clock);
  for (let at = 0; at < 3; at++) log.request({ rule: 'origin', status: 403, origin: 'https://a.example' });
  expect(lines).toEqual([
    [{ rule: 'origin', status: 403, origin: 'https://a.example' }, expect.stringMatching(/--origins/)],
  ]);
  for (let at = 0; at < 1_000; at++) log.request({ rule: 'host', status: 421, host: `h${at}.example` });
  expect(lines).toHaveLength(20);
  await clock.advance(60_000);
  log.connection({ limit: 'perAddress', address: '10.0.0.1' });
  expect(lines.at(-1)).toEqual([
    { limit: 'perAddress', address: '10.0.0.1', missed: 981 },
    expect.stringMatching(/--http-connections-per-address/),
  ]);
});

describe('connections', () => {
  test('beyond the limits get 503 and are closed; one that ends makes room', async () => {
    const over: ExceededLimit[] = [];
    const port = await guarded({ cap: createConnectionLimiter({ total: 3, perAddress: 2 }, (one) => over.push(one)) });
    const [first] = [await raw(port, ''), await raw(port, '')];
    const third = await raw(port, `GET / HTTP/1.1\r\n${HOST}\r\n`);
    await third.closed;
    expect(third.text).toContain('HTTP/1.1 503 Service Unavailable');
    expect(over).toEqual([{ limit: 'perAddress', address: '127.0.0.1' }]);
    first.destroy();
    await expect.poll(async () => (await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined))?.status).toBe(200);
  });

  test('that became WebSockets are not counted any longer', async () => {
    const { http, ws } = await startGateway({ httpConnections: 2, httpConnectionsPerAddress: 2 });
    for (let at = 0; at < 4; at++) await webSocketClient(ws, 'partyline.v1');
    expect((await fetch(`${http}livez`)).status).toBe(200);
  });
});

describe('page files', () => {
  function built(): string {
    const path = temporaryFolder();
    mkdirSync(join(path, 'assets'));
    writeFileSync(join(path, 'index.html'), 'page 0');
    writeFileSync(join(path, 'assets', 'a.js'), 'asset 0');
    return path;
  }

  test('are served whole to eight readers while they are renamed away and replaced', async () => {
    const path = built();
    const { http } = await startGateway({}, { pageFolder: path });
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    onTestFinished(() => agent.destroy());
    let isOver = false;
    const read = (url: string): Promise<string> =>
      new Promise((resolve, reject) => {
        get(url, { agent }, (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (part: string) => {
            body += part;
          });
          response.on('end', () => resolve(`${response.statusCode} ${body}`)).on('error', reject);
        }).on('error', reject);
      });
    expect(await read(`${http}assets/a.js`)).toBe('200 asset 0');
    const reader = async (): Promise<void> => {
      while (!isOver) expect(await read(`${http}assets/a.js`)).toMatch(/^200 asset \d+$/);
    };
    const readers = Array.from({ length: 8 }, reader);
    const asset = join(path, 'assets', 'a.js');
    for (let at = 1; at <= 300; at++) {
      renameSync(asset, `${asset}.away`);
      await new Promise(setImmediate);
      writeFileSync(`${asset}.new`, `asset ${at}`);
      renameSync(`${asset}.new`, asset);
      await new Promise(setImmediate);
    }
    isOver = true;
    await Promise.all(readers);
    expect(await read(`${http}assets/a.js`)).toBe('200 asset 300');
  });

  test('keep their last good version when they go, and the new one is served at once', async () => {
    const path = built();
    const files = createPageFiles(path);
    await files.preload();
    rmSync(join(path, 'assets'), { recursive: true });
    expect(String((await files.find('/assets/a.js'))?.body)).toBe('asset 0');
    writeFileSync(join(path, 'index.html'), 'page 1!');
    expect(String((await files.find('/index.html'))?.body)).toBe('page 1!');
    expect(await files.find('/other.html')).toBeUndefined();
  });

  test('take no more memory than allowed: the least recently used are read again', async () => {
    const path = built();
    const files = createPageFiles(path, { totalBytes: 10, fileBytes: 7 });
    const first = await files.find('/index.html');
    await files.find('/assets/a.js');
    const again = await files.find('/index.html');
    expect(again?.body).toEqual(first?.body);
    expect(again).not.toBe(first);
    writeFileSync(join(path, 'large.txt'), 'too large');
    expect(await files.find('/large.txt')).toBeUndefined();
  });

  test.each([
    '/../x',
    '/.hidden',
    '/assets/../index.html',
    '/%2e%2e/x',
    '/a\\b',
    '/%00',
    '/%',
    '//index.html',
    'index.html',
  ])('are not found by %s', async (url) => {
    const path = built();
    writeFileSync(join(path, '.hidden'), 'secret');
    expect(await createPageFiles(path).find(url)).toBeUndefined();
  });
});
