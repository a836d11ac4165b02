import { describe, expect, test } from 'vitest';
import { kinds } from '../../adapters/dialects/heritage/index.js';
import { eventually } from '../support/eventually.js';
import { fileClientIn } from './support/file-client.js';
import { openHouse } from './support/house.js';
import { qtFields, qtString } from './support/qt-stream.js';

describe('text', () => {
  test('its port is one that the client lets its user choose', () => {
    expect(kinds.websocketFiles.port).toBeGreaterThanOrEqual(1_000);
    expect(kinds.websocketFiles.port).toBeLessThanOrEqual(65_535);
  });

  test('a plain handshake is answered without subprotocol or extensions, and nothing is said', async () => {
    const house = await openHouse();
    const client = await fileClientIn(house);
    expect(client.answer).not.toHaveProperty('sec-websocket-protocol');
    expect(client.answer).not.toHaveProperty('sec-websocket-extensions');
    await house.says('完');
    expect(await client.until('完')).toEqual(['完']);
  });

  test('the first frame says that the client is there: it is kept, and others are not shown it', async () => {
    const house = await openHouse();
    const [a, b] = [await fileClientIn(house), await fileClientIn(house, 1)];
    await house.says('完');
    expect(await a.until('完')).toEqual(['完']);
    expect(await b.until('完')).toEqual(['完']);
  });

  test('what a client says goes to all others and not back to it', async () => {
    const house = await openHouse();
    const clients = [await fileClientIn(house), await fileClientIn(house, 1), await fileClientIn(house, 2)] as const;
    clients[0].send('大家好 <b> & 🙂\n第二行');
    await eventually(() => clients[2].frames.length > 0);
    await house.says('完');
    const [own, ...others] = await Promise.all(clients.map((client) => client.until('完')));
    expect(own).toEqual(['完']);
    for (const frames of others) {
      expect(frames).toEqual([expect.stringMatching(/^guest\S+: 大家好 <b> & 🙂\n {2}第二行$/u), '完']);
    }
  });

  test('what the server says comes as it is, in a frame of its own', async () => {
    const house = await openHouse();
    const client = await fileClientIn(house);
    await Promise.all([house.says('服务器: <b>好</b> &\n\t二'), house.says('完')]);
    expect(await client.until('完')).toEqual(['服务器: <b>好</b> &\n\t二', '完']);
  });

  test('many are kept, and all go on when one closes and another one breaks', async () => {
    const house = await openHouse();
    const [a, b, c, d] = [
      await fileClientIn(house),
      await fileClientIn(house, 1),
      await fileClientIn(house, 2),
      await fileClientIn(house, 3),
    ];
    expect(await a.close()).toBe(1000);
    b.break();
    await house.holds(2);
    c.send('还在');
    await eventually(() => d.frames.length > 0);
    await house.says('完');
    expect(await d.until('完')).toEqual([expect.stringMatching(/^guest\S+: 还在$/), '完']);
  });
});

describe('binary frames of another form', () => {
  const path = '/etc/passwd';
  test.each([
    ['nothing', new Uint8Array()],
    ['a few bytes', Uint8Array.of(1, 2, 3)],
    ['an announced length without bytes', Uint8Array.of(0xff, 0xff, 0xff, 0xfe)],
    ['a null string', Uint8Array.of(0xff, 0xff, 0xff, 0xff)],
    ['half of a letter', Uint8Array.of(0, 0, 0, 1, 65)],
    ['a header that names a path', qtFields(qtString('FILE_HEADER'), qtString(path), new Uint8Array(8))],
    ['a request that names a path', qtFields(qtString('FILE_REQUEST'), qtString(path))],
    ['a download that names a path', qtFields(qtString('FILE_GET'), qtString(`../../../..${path}`))],
    ['an acknowledgement that names a path', qtFields(qtString('FILE_ACK'), qtString(path))],
    ['an acknowledgement of nothing', qtString('FILE_CHUNK_ACK')],
    ['a chunk', qtFields(qtString('FILE_CHUNK'), Uint8Array.of(0, 0, 0, 1, 65))],
    ['the path alone', qtString(path)],
    ['the path in UTF-8', Buffer.from(path)],
  ])('%s: nothing comes of it, for anybody', async (_, frame) => {
    const house = await openHouse();
    const [a, b] = [await fileClientIn(house), await fileClientIn(house, 1)];
    for (let times = 0; times < 12; times++) a.send(frame);
    a.send('还在');
    await eventually(() => b.frames.length > 0);
    await house.says('完');
    expect(await a.until('完')).toEqual(['完']);
    expect(await b.until('完')).toEqual([expect.stringMatching(/^guest\S+: 还在$/), '完']);
  });
});
