import { describe, expect, test } from 'vitest';
import { sourceOf } from '../../bench/files/client/source.js';
import { type House, openHouse } from './support/house.js';
import { nativeSender } from './support/native-file.js';
import { type WebSocketClient, webSocketClient } from './support/websocket-client.js';

const GREETING = 'Welcome to Awesome Chat';

async function pair(house: House): Promise<readonly [WebSocketClient, WebSocketClient]> {
  const windows = [await webSocketClient(house.ports.qmlChat), await webSocketClient(house.ports.qmlChat)] as const;
  await house.holds(2);
  return windows;
}

/** What all of them have been shown behind the greeting, once the operator has spoken behind it. */
async function shown(house: House, ...clients: readonly WebSocketClient[]): Promise<readonly unknown[]> {
  await house.says('конец');
  const all = await Promise.all(clients.map((client) => client.until('конец')));
  return all.map((frames) => {
    expect(frames[0]).toBe(GREETING);
    return frames.slice(1, -1);
  });
}

describe('what its own server did', () => {
  test('whoever shakes hands and says nothing is greeted in one text frame, and shown nothing else', async () => {
    const house = await openHouse();
    const client = await webSocketClient(house.ports.qmlChat);
    expect(client.answer).not.toHaveProperty('sec-websocket-protocol');
    expect(client.answer).not.toHaveProperty('sec-websocket-extensions');
    expect(await client.until(GREETING)).toEqual([GREETING]);
    await house.holds(1);
    expect(await shown(house, client)).toEqual([[]]);
  });

  test.each([
    ['a word', 'привет'],
    ['markup', '<b>жирный</b> &amp; "\'\\'],
    ['line breaks', 'раз\nдва\r\nтри\r\n'],
    ['tabs and spaces', ' \tраз \u00a0 '],
    ['nothing', ''],
    ['spaces alone', '   '],
    ['emoji', '🙂👩‍👩‍👧 𝄞 e\u0301 你好：！'],
    ['a colon', 'Иван: привет'],
    ['a slash in front', '/quit'],
    ['a mark of byte order', '\ufeffда'],
    ['a long text', 'Ж🙂字'.repeat(1_000)],
  ])('%s comes back to its sender as it was, once', async (_, written) => {
    const house = await openHouse();
    const [a] = await pair(house);
    a.send(written);
    await a.until(written);
    expect(await shown(house, a)).toEqual([[written]]);
  });

  test('twenty messages in one segment come back one by one, in order', async () => {
    const house = await openHouse();
    const [a] = await pair(house);
    const burst = Array.from({ length: 20 }, (_, index) => `сообщение ${index} 🙂`);
    a.sendTogether(burst);
    await a.until('сообщение 19 🙂');
    expect(await shown(house, a)).toEqual([burst]);
  });

  test('the others are told who has said it', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    a.send('привет & пока');
    await a.until('привет & пока');
    const [forA, forB] = await shown(house, a, b);
    expect(forA).toEqual(['привет & пока']);
    expect(forB).toEqual([expect.stringMatching(/^guest\S+: привет & пока$/)]);
  });

  test('the server speaks without any mark', async () => {
    const house = await openHouse();
    const [a] = await pair(house);
    await house.says('Hello <all>');
    expect(await a.until('Hello <all>')).toEqual([GREETING, 'Hello <all>']);
  });

  test('there is no binary frame, neither for a file nor back for binary frames', async () => {
    const house = await openHouse();
    const [a] = await pair(house);
    a.send(Uint8Array.of(0, 1, 2, 255));
    const anna = await nativeSender(house.native, 'anna');
    await anna.sends('файл.bin', sourceOf(100_000, 1));
    await house.sends('ещё.txt', Buffer.from('текст'));
    const told = [expect.stringMatching(/^anna: файл\.bin \(/), expect.stringMatching(/^ещё\.txt \(/)];
    expect(await shown(house, a)).toEqual([told]);
  });
});

describe('closing', () => {
  test('code 1000 is answered with it, and the others go on', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    expect(await a.close()).toBe(1000);
    await house.holds(1);
    b.send('ещё тут');
    await b.until('ещё тут');
    expect(await shown(house, b)).toEqual([['ещё тут']]);
  });

  test('a connection that breaks does not disturb the others, and a new window is greeted again', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    a.break();
    await house.holds(1);
    const again = await webSocketClient(house.ports.qmlChat);
    await house.holds(2);
    again.send('снова');
    await again.until('снова');
    expect(await shown(house, again)).toEqual([['снова']]);
    expect((await b.until('конец'))[1]).toMatch(/^guest\S+: снова$/);
  });

  test('the connection stays open until its own end, which is told to the window', async () => {
    const house = await openHouse();
    const [a] = await pair(house);
    await house.hub.stop();
    expect(await a.over).toBe(1012);
  });
});
