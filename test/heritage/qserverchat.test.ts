import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sourceOf } from '../../bench/files/client/source.js';
import { type House, openHouse } from './support/house.js';
import { nativeSender } from './support/native-file.js';
import { type WebSocketClient, webSocketClient } from './support/websocket-client.js';

const page = { origin: 'null' };

/** A page that was opened from a file, and another one, both silent. */
async function pair(house: House): Promise<readonly [WebSocketClient, WebSocketClient]> {
  const pages = [
    await webSocketClient(house.ports.qserverchat, page),
    await webSocketClient(house.ports.qserverchat, page),
  ] as const;
  await house.holds(2);
  return pages;
}

/** What all of them have been shown, once the operator has spoken behind it. */
async function shown(house: House, ...clients: readonly WebSocketClient[]): Promise<readonly unknown[]> {
  await house.says('конец');
  const all = await Promise.all(clients.map((client) => client.until('System: конец')));
  return all.map((frames) => frames.slice(0, -1));
}

describe('the handshake', () => {
  test.each([
    ['from a file', { origin: 'null' }],
    ['without an origin', {}],
    ['from a page of somewhere', { origin: 'http://chat.example' }],
    ['on a path', { path: '/chat/room?nick=%D0%98', origin: 'null' }],
    ['on a path that is no path', { path: '//..//%zz' }],
  ])('one %s is accepted, without subprotocol or extensions', async (_, handshake) => {
    const house = await openHouse();
    const client = await webSocketClient(house.ports.qserverchat, handshake);
    expect(client.answer).not.toHaveProperty('sec-websocket-protocol');
    expect(client.answer).not.toHaveProperty('sec-websocket-extensions');
    await house.holds(1);
    expect(await shown(house, client)).toEqual([[]]);
  });

  test('it is answered byte for byte as RFC 6455 has it', async () => {
    const house = await openHouse();
    const socket = connect({ port: house.ports.qserverchat, host: '127.0.0.1' });
    onTestFinished(() => void socket.destroy());
    const close = Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8]);
    socket.write(
      'GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: null\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    socket.write(close);
    // A close frame of the server's own, with the same code and no mask.
    expect(await text(socket.setEncoding('latin1'))).toBe(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n\x88\x02\x03\xe8',
    );
  });
});

describe('messages', () => {
  test('the first frame is a message already, for all others and not for its sender', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    a.send('Иван: всем привет');
    await b.until('Иван: всем привет');
    expect(house.nicks()).toContain('Иван');
    expect(await shown(house, a, b)).toEqual([[], ['Иван: всем привет']]);
  });

  test.each([
    ['markup', 'Иван: <b>жирный</b> &amp; <img src=x onerror="alert(\'1\')"> \\'],
    ['line breaks', 'Иван: первая\nвторая\r\nтретья\r\n\r'],
    ['tabs and spaces', 'Иван: \tодин \u00a0 два\t  '],
    ['emoji', 'Иван: 🙂👩‍👩‍👧 𝄞 e\u0301 é 你好：！'],
    ['colons', 'Иван: а: б: Пётр: в'],
    ['a slash in front', 'Иван: /quit'],
    ['a mark of byte order', 'Иван: \ufeffда'],
    ['a long text', `Иван: ${'Ж🙂字'.repeat(1_000)}`],
    ['a name with spaces', 'Иван  Грозный: так'],
    ['no name', 'просто так'],
  ])('%s are relayed unchanged, in one text frame', async (_, written) => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    a.send(written);
    await b.until(written);
    expect(await shown(house, a, b)).toEqual([[], [written]]);
  });

  test('twenty frames in one segment come one by one, in order', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    const burst = Array.from({ length: 20 }, (_, index) => `Иван: сообщение ${index} 🙂`);
    a.sendTogether(burst);
    await b.until('Иван: сообщение 19 🙂');
    expect(await shown(house, a, b)).toEqual([[], burst]);
  });

  test('a nick that is changed holds from the next frame on', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    a.sendTogether(['Иван: раз', 'Пётр: два']);
    await b.until('Пётр: два');
    expect(house.nicks()).toContain('Пётр');
    expect(await shown(house, a, b)).toEqual([[], ['Иван: раз', 'Пётр: два']]);
  });

  test('two of one nick see each other as they write', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    a.send('Иван: я');
    await b.until('Иван: я');
    b.send('Иван: и я');
    await a.until('Иван: и я');
    expect(await shown(house, a, b)).toEqual([['Иван: и я'], ['Иван: я']]);
  });

  test('what the server adds is from System', async () => {
    const house = await openHouse();
    const pages = await pair(house);
    await house.says('Сервер <скоро> перезапустится.\nСохраните всё.');
    for (const client of pages) {
      // The page shows it as HTML.
      const said = 'System: Сервер &#60;скоро&#62; перезапустится.\nСохраните всё.';
      expect(await client.until(said)).toEqual([said]);
    }
  });

  test('there is no binary frame, neither for a file nor for binary frames of others', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    a.send(Uint8Array.of(0, 1, 2, 255));
    const anna = await nativeSender(house.native, 'anna');
    await anna.sends('файл.bin', sourceOf(100_000, 1));
    await house.sends('ещё.txt', Buffer.from('текст'));
    const [forA, forB] = await shown(house, a, b);
    const told = [expect.stringMatching(/^anna: файл\.bin \(/), expect.stringMatching(/^System: ещё\.txt \(/)];
    expect(forA).toEqual(told);
    expect(forB).toEqual(told);
  });
});

describe('closing', () => {
  test('code 1000 is answered with it, and the others go on', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    const c = await webSocketClient(house.ports.qserverchat, page);
    await house.holds(3);
    a.send('Иван: пока');
    expect(await a.close()).toBe(1000);
    await house.holds(2);
    b.send('Пётр: ушёл');
    await c.until('Пётр: ушёл');
    expect(await shown(house, b, c)).toEqual([['Иван: пока'], ['Иван: пока', 'Пётр: ушёл']]);
  });

  test('the others go on after a broken connection', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    const c = await webSocketClient(house.ports.qserverchat, page);
    await house.holds(3);
    a.break();
    b.send('Пётр: обрыв?');
    await c.until('Пётр: обрыв?');
    await house.holds(2);
    expect(await shown(house, b, c)).toEqual([[], ['Пётр: обрыв?']]);
  });

  test('whoever comes again has the same nick', async () => {
    const house = await openHouse({ history: 0 });
    const [a, b] = await pair(house);
    a.send('Иван: пока');
    expect(await a.close()).toBe(1000);
    await house.holds(1);
    const again = await webSocketClient(house.ports.qserverchat, page);
    await house.holds(2);
    again.send('Иван: снова тут');
    await b.until('Иван: снова тут');
    expect(house.nicks()).toContain('Иван');
    expect(await shown(house, again, b)).toEqual([[], ['Иван: пока', 'Иван: снова тут']]);
  });
});
