import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../adapters/dialects/heritage/index.js';
import { eventually } from '../support/eventually.js';
import { piecesOf } from './support/cuts.js';
import { type House, openHouse } from './support/house.js';
import { type TcpClient, tcpClient } from './support/tcp-client.js';

/** Connects, and says so at once, as the original does. */
async function come(house: House, name: string): Promise<TcpClient> {
  const client = await tcpClient(house.ports.serverchat);
  client.write(`${name}进入聊天`);
  await client.until(`${name}进入聊天`);
  return client;
}

/** What all of them have been shown, once the operator has spoken behind it. */
async function shown(house: House, ...clients: readonly TcpClient[]): Promise<readonly string[]> {
  await house.says('完');
  const all = await Promise.all(clients.map((client) => client.until('服务器: 完')));
  return all.map((text) => text.slice(0, -'服务器: 完'.length));
}

describe('what its own server did', () => {
  test('its port is one that the client can read into 16 bits with a sign', () => {
    expect(kinds.serverchat.port).toBeLessThanOrEqual(32_767);
  });

  test('whoever comes in reads their own line, without any greeting, and so do the others, once', async () => {
    const house = await openHouse();
    const a = await come(house, '李四');
    const b = await come(house, '王五');
    await a.until('王五进入聊天');
    expect(house.nicks()).toEqual(['李四', '王五']);
    expect(await shown(house, a, b)).toEqual(['李四进入聊天王五进入聊天', '王五进入聊天']);
  });

  test('nothing is sent to whoever has not said who it is', async () => {
    const house = await openHouse({ history: 0 });
    const client = await tcpClient(house.ports.serverchat);
    await house.says('有人吗');
    client.write('王五进入聊天');
    expect(await client.until('王五进入聊天')).toBe('王五进入聊天');
  });

  test.each([
    ['a message', '李四: 早上好'],
    ['line breaks', '李四: 一\n二\r\n三\r\n\n'],
    ['markup', '李四: <b>粗</b> &amp; " \' \\ <script>'],
    ['tabs and spaces', '李四: \t一 \u3000 二\t '],
    ['three languages and emoji', '李四: Привет, 世界 🙂👩‍👩‍👧 é e\u0301 𝄞'],
    ['a mark of byte order', '李四: \ufeff你好'],
    ['colons', '李四: 王五: 一：二'],
    ['the words of coming in', '李四: 王五进入聊天'],
    ["the words of somebody else's leaving", '李四: 王五离开聊天'],
    ['a slash in front', '李四: /quit'],
    ['more than one segment has', `李四: ${'字🙂Ж'.repeat(1_000)}`],
  ])('%s to all, the sender included, unchanged and once', async (_, written) => {
    const house = await openHouse();
    const a = await come(house, '李四');
    const b = await come(house, '王五');
    a.write(written);
    await Promise.all([a.until(written), b.until(written)]);
    expect(await shown(house, a, b)).toEqual([`李四进入聊天王五进入聊天${written}`, `王五进入聊天${written}`]);
  });

  test('messages that are stuck to the line of coming in are lost for nobody', async () => {
    const house = await openHouse();
    const a = await come(house, '李四');
    const b = await tcpClient(house.ports.serverchat);
    b.write('王五进入聊天王五: 你好王五: 在吗');
    await Promise.all([a.until('在吗'), b.until('在吗')]);
    const all = '王五进入聊天王五: 你好王五: 在吗';
    expect(await shown(house, a, b)).toEqual([`李四进入聊天${all}`, all]);
  });

  test('twenty messages in one segment come once each, in order', async () => {
    const house = await openHouse();
    const a = await come(house, '李四');
    const b = await come(house, '王五');
    const burst = Array.from({ length: 20 }, (_, index) => `李四: 第${index}条`).join('');
    a.write(burst);
    await Promise.all([a.until('第19条'), b.until('第19条')]);
    expect(await shown(house, a, b)).toEqual([`李四进入聊天王五进入聊天${burst}`, `王五进入聊天${burst}`]);
  });

  test('a burst of two hundred loses and doubles nothing where nobody is slowed down', async () => {
    const house = await openHouse({ floodControl: false });
    const a = await come(house, '李四');
    const b = await come(house, '王五');
    const burst = Array.from({ length: 200 }, (_, index) => `李四: ${index} 🙂。`).join('');
    a.write(burst);
    expect(await b.until('李四: 199 🙂。')).toBe(`王五进入聊天${burst}`);
    expect(await a.until('李四: 199 🙂。')).toBe(`李四进入聊天王五进入聊天${burst}`);
  });
});

describe('characters that are cut', () => {
  test('a message comes whole wherever its segments were cut', async () => {
    const house = await openHouse({ floodControl: false });
    const a = await come(house, '李四');
    const b = await come(house, '王🙂五');
    let expected = '王🙂五进入聊天';
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 12 }), async (places) => {
        const written = '王🙂五: 你好，Жёлтый👩‍👧𝄞！';
        await b.writePieces(piecesOf(Buffer.from(written), places));
        expected += written;
        expect(await b.whenHas(expected.length)).toBe(expected);
        expect(await a.whenHas(`李四进入聊天${expected}`.length)).toBe(`李四进入聊天${expected}`);
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  test('a silence inside of a character shows nobody half of it, wherever it falls', async () => {
    const house = await openHouse({ floodControl: false });
    const a = await come(house, '李四');
    const b = await come(house, '王五');
    const bytes = Buffer.from('李四: 好Ж🙂吗');
    let expected = '王五进入聊天';
    for (let cut = 1; cut < bytes.length; cut++) {
      const whole = new TextDecoder().decode(bytes.subarray(0, cut), { stream: true });
      a.write(bytes.subarray(0, cut));
      // A name alone is shown once there are words behind it.
      if (whole.length > '李四: '.length) await b.until(expected + whole);
      a.write(bytes.subarray(cut));
      expected += bytes.toString();
      expect(await b.whenHas(expected.length)).toBe(expected);
      expect(await a.whenHas(`李四进入聊天${expected}`.length)).toBe(`李四进入聊天${expected}`);
    }
  });
});

describe('leaving', () => {
  test('the last line comes to the others although the connection ends right behind it, once', async () => {
    const house = await openHouse();
    const a = await come(house, '李四');
    const b = await come(house, '王五');
    b.end('王五离开聊天');
    await b.over;
    await a.until('王五离开聊天');
    expect(house.nicks()).toEqual(['李四']);
    expect(await shown(house, a)).toEqual(['李四进入聊天王五进入聊天王五离开聊天']);
  });

  test('a last line that is stuck to a message comes, and so does the message', async () => {
    const house = await openHouse();
    const a = await come(house, '李四');
    const b = await come(house, '王五');
    b.end('王五: 再见王五离开聊天');
    await a.until('王五离开聊天');
    expect(await shown(house, a)).toEqual(['李四进入聊天王五进入聊天王五: 再见王五离开聊天']);
  });

  test('a client that comes, speaks and leaves in one segment is heard', async () => {
    const house = await openHouse();
    const a = await come(house, '李四');
    const b = await tcpClient(house.ports.serverchat);
    b.end('王五进入聊天王五: 路过王五离开聊天');
    await a.until('王五离开聊天');
    expect(await shown(house, a)).toEqual(['李四进入聊天王五进入聊天王五: 路过王五离开聊天']);
  });

  test('whoever leaves and has not hung up reads their own last line', async () => {
    const house = await openHouse();
    await come(house, '李四');
    const b = await come(house, '王五');
    b.write('王五离开聊天');
    expect(await b.until('离开聊天')).toBe('王五进入聊天王五离开聊天');
  });

  test('the name is free again after leaving', async () => {
    const house = await openHouse({ history: 0 });
    const a = await come(house, '李四');
    const b = await come(house, '王五');
    b.end('王五离开聊天');
    await a.until('王五离开聊天');
    await b.over;
    const again = await come(house, '王五');
    expect(house.nicks()).toEqual(['李四', '王五']);
    again.write('王五: 又来了');
    await Promise.all([a.until('又来了'), again.until('又来了')]);
    expect(await shown(house, a, again)).toEqual([
      '李四进入聊天王五进入聊天王五离开聊天王五进入聊天王五: 又来了',
      '王五进入聊天王五: 又来了',
    ]);
  });

  test('two of one name come, speak and leave as they write', async () => {
    const house = await openHouse();
    const a = await come(house, '李四');
    const b = await come(house, '李四');
    await a.until('李四进入聊天李四进入聊天');
    b.write('李四: 我也是');
    await Promise.all([a.until('我也是'), b.until('我也是')]);
    a.write('李四: 我才是');
    await Promise.all([a.until('我才是'), b.until('我才是')]);
    b.end('李四离开聊天');
    await a.until('李四离开聊天');
    await house.holds(1);
    const said = '李四: 我也是李四: 我才是';
    expect(await b.over).toContain(`李四进入聊天${said}`);
    expect(await shown(house, a)).toEqual([`李四进入聊天李四进入聊天${said}李四离开聊天`]);
  });

  test('a connection that breaks is gone at once and disturbs nobody', async () => {
    const house = await openHouse();
    const [a, b, c] = [await come(house, '李四'), await come(house, '王五'), await come(house, '赵六')];
    await house.holds(3);
    b.break();
    await house.holds(2);
    await eventually(() => !house.nicks().includes('王五'));
    a.write('李四: 还在吗');
    await Promise.all([a.until('还在吗'), c.until('还在吗')]);
    // Nobody has said that they leave: the server does in their place.
    expect(await shown(house, c)).toEqual(['赵六进入聊天王五离开聊天李四: 还在吗']);
  });
});
