import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { rawSocket } from '../../support/raw-socket.js';
import { startGateway } from './support/gateway.js';

const BUDGET = 65_536;

async function page(ws: string): Promise<WebSocket> {
  const socket = new WebSocket(ws, 'partyline.v1');
  onTestFinished(() => socket.terminate());
  socket.on('error', () => {});
  await once(socket, 'open');
  return socket;
}

/** Resolves with the code and reason that the server closes with. */
async function closing(socket: WebSocket): Promise<[number, string]> {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  return [code, String(reason)];
}

test.each([
  ['large fragments', 40_000, 2],
  ['small fragments', 127, 500],
  ['empty fragments', 0, 500],
])('a WebSocket that holds %s before its login is closed with CHAT_FRAME_TOO_LARGE', async (_name, bytes, most) => {
  const { ws } = await startGateway();
  const socket = await page(ws);
  const closed = closing(socket);
  for (let at = 0; at < most; at++) socket.send(Buffer.alloc(bytes, 'x'), { fin: false });
  const [code, reason] = await closed;
  expect([code, reason.split(' ')[0]]).toEqual([1009, 'CHAT_FRAME_TOO_LARGE']);
});

test('a single frame that announces more than the budget is closed at its header', async () => {
  const { ws } = await startGateway();
  const socket = await rawSocket(Number(new URL(ws).port));
  onTestFinished(() => socket.destroy());
  socket.write(
    'GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: partyline.v1\r\n\r\n',
  );
  await socket.until('101');
  const header = Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0]);
  socket.write(header);
  await socket.until('CHAT_FRAME_TOO_LARGE');
  await socket.closed;
});

test('after the login frames up to the documented limit are taken, and twice as much closes', async () => {
  const { ws } = await startGateway();
  const socket = await page(ws);
  const answers: string[] = [];
  socket.on('message', (data) => answers.push(String(data)));
  const answer = async (ref: number): Promise<string> => {
    while (!answers.some((one) => one.includes(`"ref":${ref}`))) await once(socket, 'message');
    return answers.find((one) => one.includes(`"ref":${ref}`)) ?? '';
  };
  socket.send(JSON.stringify({ type: 'hello', nick: 'ann', ref: 1 }));
  expect(await answer(1)).toContain('welcome');
  socket.send(JSON.stringify({ type: 'ping', ref: 2, pad: 'x'.repeat(BUDGET + 10_000) }));
  expect(await answer(2)).not.toContain('CHAT_FRAME_TOO_LARGE');
  socket.send('x'.repeat(140_000));
  while (!answers.some((one) => one.includes('CHAT_FRAME_TOO_LARGE'))) await once(socket, 'message');
  const closed = closing(socket);
  for (let at = 0; at < 3; at++) socket.send(Buffer.alloc(100_000, 'x'), { fin: false });
  expect((await closed)[0]).toBe(1009);
});

test.each([
  ['a line', Buffer.from(`{"type":"hello","nick":"${'x'.repeat(BUDGET)}`)],
  ['a block', Buffer.concat([Buffer.from([0, 1, 0, 1]), Buffer.alloc(BUDGET, 'x')])],
])('over TCP %s of more than the budget is refused before the login, and taken by none', async (_name, bytes) => {
  const { tcpPort } = await startGateway();
  const socket = connect({ port: tcpPort, host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  let read = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    read += text;
  });
  socket.write(bytes);
  while (!/more than 65536 bytes/.test(read)) await once(socket, 'data');
  expect(read).toMatch(/more than 65536 bytes/);
});

test('the budget follows the limit handshakeBytes', async () => {
  const { ws } = await startGateway({ limits: { handshakeBytes: 1_000 } });
  const socket = await page(ws);
  const closed = closing(socket);
  socket.send('x'.repeat(1_001));
  expect((await closed)[0]).toBe(1009);
});
