import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.js';
import { piecesOf } from './support/cuts.js';
import { type House, openHouse } from './support/house.js';
import { type TcpClient, tcpClient } from './support/tcp-client.js';

const GREETING = '服务器连接成功！';
const LEAVING = '@断开连接@';

/** Two clients in the room, of whom nobody has said anything. */
async function pair(house: House): Promise<readonly [TcpClient, TcpClient]> {
  const clients = [await tcpClient(house.ports.tcpChatting), await tcpClient(house.ports.tcpChatting)] as const;
  await house.holds(2);
  return clients;
}

/** What all of them have been shown behind the greeting, once the operator has spoken behind it. */
async function shown(house: House, ...clients: readonly TcpClient[]): Promise<readonly string[]> {
  await house.says('完');
  const all = await Promise.all(clients.map((client) => client.until('[服务器]：完')));
  return all.map((text) => text.slice(GREETING.length, -'[服务器]：完'.length));
}

describe('what its own server did', () => {
  test('a client that says nothing is greeted, and shown nothing else', async () => {
    const house = await openHouse();
    const client = await tcpClient(house.ports.tcpChatting);
    expect(await client.until(GREETING)).toBe(GREETING);
    await house.holds(1);
    expect(await shown(house, client)).toEqual(['']);
  });

  test('a text without line break or length is a message, and comes to all, its sender included, once', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    a.write('张三：你好');
    await a.until('你好');
    b.write('李四：你也好');
    await Promise.all([a.until('你也好'), b.until('你也好')]);
    expect(await shown(house, a, b)).toEqual(['张三：你好李四：你也好', '张三：你好李四：你也好']);
  });

  test.each([
    ['line breaks', '张三：第一行\n第二行\r\n\r第四行\n'],
    ['markup', '张三：<b>粗</b> &amp; <img src=x onerror=alert(1)> " \' \\'],
    ['tabs and spaces', '张三：\t一 \u3000 二\t '],
    ['three languages and emoji', '张三：Привет, 世界 🙂👩‍👩‍👧 é e\u0301 𝄞'],
    ['a mark of byte order', '张三：\ufeff你好\ufeff'],
    ['what is a command elsewhere', '张三：/nick 王五'],
    ['colons of both kinds', '张三：一：二: 三：四'],
    ['more than one segment has', `张三：${'字🙂Ж'.repeat(1_000)}`],
  ])('%s come as they were written', async (_, written) => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    a.write(written);
    await Promise.all([a.until(written), b.until(written)]);
    expect(await shown(house, a, b)).toEqual([written, written]);
  });

  test('the server speaks to every client, with nothing between its lines', async () => {
    const house = await openHouse();
    const clients = await pair(house);
    await Promise.all([house.says('大家好'), house.says('第二句')]);
    const said = `${GREETING}[服务器]：大家好[服务器]：第二句`;
    for (const client of clients) expect(await client.until('第二句')).toBe(said);
  });

  test('twenty messages in one segment come once each, in order', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    const burst = Array.from({ length: 20 }, (_, index) => `张三：第${index}条\n`).join('');
    a.write(burst);
    await Promise.all([a.until('第19条\n'), b.until('第19条\n')]);
    expect(await shown(house, a, b)).toEqual([burst, burst]);
    expect(house.nicks()).toContain('张三');
  });

  test('bursts of two clients at a time lose and double nothing', async () => {
    const house = await openHouse({ floodControl: false });
    const [a, b] = await pair(house);
    const burst = (name: string) => Array.from({ length: 200 }, (_, index) => `${name}：${index} 🙂。`);
    a.write(burst('张三').join(''));
    b.write(burst('李四').join(''));
    await house.hub.chat.say({ room: 'lobby', text: '界' });
    const both = [...burst('张三'), ...burst('李四')];
    const length = both.join('').length + '[服务器]：界'.length + GREETING.length;
    for (const client of [a, b]) {
      const all = await client.whenHas(length);
      const messages =
        all
          .slice(GREETING.length)
          .replace('[服务器]：界', '')
          .match(/[张李][三四]：\d+ 🙂。/gu) ?? [];
      expect(messages.filter((message) => message.startsWith('张'))).toEqual(burst('张三'));
      expect(messages.filter((message) => message.startsWith('李'))).toEqual(burst('李四'));
      expect(all).toHaveLength(length);
    }
  });
});

describe('characters that are cut', () => {
  test('a message comes whole wherever its segments were cut', async () => {
    const house = await openHouse({ floodControl: false });
    const [a, b] = await pair(house);
    let expected = '';
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 12 }), async (places) => {
        const written = '张三：你好，Жёлтый🙂👩‍👧𝄞！';
        await a.writePieces(piecesOf(Buffer.from(written), places));
        expected += written;
        for (const client of [a, b])
          expect(await client.whenHas((GREETING + expected).length)).toBe(GREETING + expected);
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  test('a silence inside of a character shows nobody half of it, wherever it falls', async () => {
    const house = await openHouse({ floodControl: false });
    const [a, b] = await pair(house);
    const bytes = Buffer.from('张三：好Ж🙂吗');
    a.write('张三：在');
    await b.until('在');
    let expected = `${GREETING}张三：在`;
    for (let cut = 1; cut < bytes.length; cut++) {
      const whole = new TextDecoder().decode(bytes.subarray(0, cut), { stream: true });
      a.write(bytes.subarray(0, cut));
      // A name alone is shown once there are words behind it.
      if (whole.length > '张三：'.length) await b.until(expected + whole);
      a.write(bytes.subarray(cut));
      expected += bytes.toString();
      for (const client of [a, b]) expect(await client.whenHas(expected.length)).toBe(expected);
    }
  });

  test('a silence behind the name does not lose the name', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    const bytes = Buffer.from('张三：好');
    a.write(bytes.subarray(0, -2));
    await eventually(() => house.nicks().includes('张三'));
    a.write(bytes.subarray(-2));
    await Promise.all([a.until('好'), b.until('好')]);
    expect(await shown(house, a, b)).toEqual(['张三：好', '张三：好']);
  });
});

describe('leaving', () => {
  test('the mark of leaving is not shown, and the others go on', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    a.write('张三：再见');
    await b.until('再见');
    a.end(LEAVING);
    await house.holds(1);
    expect(await shown(house, b)).toEqual(['张三：再见']);
    expect(await a.over).toBe(`${GREETING}张三：再见`);
  });

  test('a message that the mark of leaving is stuck to comes, although the connection ends right behind it', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    a.end(`张三：再见${LEAVING}`);
    await a.over;
    await house.holds(1);
    expect(await shown(house, b)).toEqual(['张三：再见']);
  });

  test('the mark in a message is part of it', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    const written = `张三：写 ${LEAVING} 就离开`;
    a.write(written);
    await b.until(written);
    expect(await shown(house, a, b)).toEqual([written, written]);
  });

  test('a connection that breaks does not disturb the others', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    a.write('张三：在');
    await b.until('在');
    a.break();
    b.write('李四：还在');
    await b.until('还在');
    await house.holds(1);
    expect(await shown(house, b)).toEqual(['张三：在李四：还在']);
  });

  test('whoever comes again has the same name, and is shown nothing of before', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    a.end(`张三：再见${LEAVING}`);
    await house.holds(1);
    const again = await tcpClient(house.ports.tcpChatting);
    await house.holds(2);
    again.write('张三：回来了');
    await Promise.all([again.until('回来了'), b.until('回来了')]);
    expect(house.nicks()).toContain('张三');
    expect(await shown(house, again, b)).toEqual(['张三：回来了', '张三：再见张三：回来了']);
  });

  test('whoever comes late is shown what is said from then on', async () => {
    const house = await openHouse();
    const [a] = await pair(house);
    a.write('张三：早');
    await a.until('张三：早');
    const late = await tcpClient(house.ports.tcpChatting);
    await late.until(GREETING);
    await house.holds(3);
    a.write('张三：晚');
    expect(await late.until('晚')).toBe(`${GREETING}张三：晚`);
  });

  test('two of one name see each other as they write', async () => {
    const house = await openHouse();
    const [a, b] = await pair(house);
    a.write('张三：我');
    await b.until('我');
    b.write('张三：也是我');
    await a.until('也是我');
    expect(await shown(house, a, b)).toEqual(['张三：我张三：也是我', '张三：我张三：也是我']);
  });
});
