import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ncClient, webSocketClient } from './support/gateway.js';
import { startProgramWithFileLimit } from './support/program.js';

const START = ['--http-port', '0', '--tcp-port', '0', '--log-level', 'warn'];

/** The program where few files may be open, ready. */
async function serving(files: number) {
  const started = startProgramWithFileLimit(files, START);
  const [, http = ''] = await started.waitForOutput(/web chat +(http:\S+)/);
  const [, tcp = ''] = await started.waitForOutput(/nc 127\.0\.0\.1 (\d+)/);
  return { ...started, http, httpPort: Number(new URL(http).port), tcpPort: Number(tcp) };
}

type Kind = (ports: { readonly httpPort: number; readonly tcpPort: number }) => { port: number; bytes: string };

const upgrade = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

/** Peers that take a connection and give nothing for it. */
const kinds: Readonly<Record<string, Kind>> = {
  'silent TCP': ({ tcpPort }) => ({ port: tcpPort, bytes: '' }),
  'half a TCP line': ({ tcpPort }) => ({ port: tcpPort, bytes: '{"type":"hello"' }),
  'silent HTTP': ({ httpPort }) => ({ port: httpPort, bytes: '' }),
  'half a request': ({ httpPort }) => ({ port: httpPort, bytes: 'GET / HTTP/1.1\r\nHost: localhost\r\n' }),
  'a GET with a slow body': ({ httpPort }) => ({
    port: httpPort,
    bytes: 'GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nx',
  }),
  'a chunked GET': ({ httpPort }) => ({
    port: httpPort,
    bytes: 'GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n',
  }),
  'a POST with a slow body': ({ httpPort }) => ({
    port: httpPort,
    bytes: 'POST /operator/say HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx',
  }),
  'a WebSocket that says nothing': ({ httpPort }) => ({ port: httpPort, bytes: upgrade('/ws') }),
  'an upgrade elsewhere': ({ httpPort }) => ({ port: httpPort, bytes: upgrade('/operator/say') }),
  'a page that is not read': ({ httpPort }) => ({ port: httpPort, bytes: 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n' }),
};

function hold(port: number, bytes: string): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => {});
  socket.on('connect', () => socket.write(bytes));
  return Promise.race([once(socket, 'connect'), once(socket, 'close')]).then(() => socket);
}

describe('the program with 256 open files', () => {
  test('starts', async () => {
    const { http } = await serving(256);
    expect((await fetch(http)).status).toBe(200);
  });

  test.each(['silent TCP', 'a GET with a slow body', 'all of them'])(
    'outlives 400 connections of the kind: %s',
    async (name) => {
      const gateway = await serving(256);
      const chosen = name === 'all of them' ? Object.values(kinds) : [kinds[name] as Kind];
      const held = await Promise.all(
        Array.from({ length: 400 }, (_, at) => {
          const { port, bytes } = (chosen[at % chosen.length] as Kind)(gateway);
          return hold(port, bytes);
        }),
      );
      onTestFinished(() => {
        for (const socket of held) socket.destroy();
      });
      // Those who were let in are still there while the page is asked for: it may be refused, and must not end the process.
      await fetch(gateway.http).then(
        (response) => response.text(),
        () => undefined,
      );
      expect(gateway.child.exitCode).toBeNull();
      for (const socket of held) socket.destroy();
      // It finds out one by one that they are gone.
      const served = async (): Promise<boolean> => (await fetch(gateway.http).catch(() => undefined))?.status === 200;
      while (!(await served())) expect(gateway.child.exitCode).toBeNull();
      const ann = ncClient(gateway.tcpPort);
      ann.send('ann');
      await ann.waitFor('#lobby');
      const page = await webSocketClient(`${gateway.http.replace('http', 'ws')}ws`, 'partyline.v1');
      page.send(JSON.stringify({ type: 'hello', nick: 'bob' }));
      await page.waitFor('welcome');
    },
  );
});

test('the program with 64 open files says that they are too few, and ends', async () => {
  const { code, err } = await startProgramWithFileLimit(64, START).exited;
  expect(code).toBe(1);
  expect(err).toBe(
    'partyline: The limit of open files is 64 (ulimit -n). At least 128 are needed. ' +
      'Raise it with ulimit -n 4096, or with LimitNOFILE=4096 in a systemd unit.\n',
  );
});
