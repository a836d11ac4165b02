import { describe, expect, test } from 'vitest';
import { nativeSubprotocol } from '../../core/index.js';
import { startGateway } from '../apps/gateway/support/gateway.js';
import { eventually } from '../support/eventually.js';
import { countingRandom } from '../support/random.js';
import { patientClock } from './support-room/line.js';
import { frameSeat, type Seat, tcpSeat } from './support-room/seats.js';

/** Nobody begins with what was said before. */
const settings = { history: 0 };

/** The stock gateway. Whoever is silent is greeted late, so that nobody is for having been slow. */
const doors = () => startGateway(settings, { random: countingRandom(), clock: patientClock });

/** The same, where whoever is silent is greeted soon. */
const quickDoors = () => startGateway(settings, { random: countingRandom() });

const seen = ({ seen: all }: Seat): string => all().join('');

/** A person who types lines, in the lobby. */
async function person(tcpPort: number, nick: string): Promise<Seat> {
  const seat = await tcpSeat(tcpPort);
  seat.send(`${nick}\n`);
  await seat.until('#lobby');
  return seat;
}

describe('on the stock TCP port', () => {
  test("ServerChat's clients are known by their first words, and get their own form without line breaks", async () => {
    const { tcpPort } = await doors();
    const ann = await person(tcpPort, 'ann');
    const [li, wang] = [await tcpSeat(tcpPort), await tcpSeat(tcpPort)];
    li.send('李四进入聊天');
    await ann.until('* 李四 joined\n');
    wang.send('王五进入聊天');
    await ann.until('* 王五 joined\n');
    li.send('李四: 早上好');
    await ann.until('李四: 早上好\n');
    ann.send('hi\n');
    await li.until('ann: hi');
    wang.send('王五离开聊天');
    await li.until('王五离开聊天');
    await wang.until('王五离开聊天');
    expect(seen(li)).toBe('李四进入聊天王五进入聊天李四: 早上好ann: hi王五离开聊天');
    expect(seen(wang)).toBe('王五进入聊天李四: 早上好ann: hi王五离开聊天');
  });

  test("TCP_chatting's clients are known by their first message, and get their own form without line breaks", async () => {
    const { tcpPort } = await doors();
    const ann = await person(tcpPort, 'ann');
    const [zhang, li] = [await tcpSeat(tcpPort), await tcpSeat(tcpPort)];
    zhang.send('张三：你好');
    await ann.until('张三: 你好\n');
    li.send('李四：早上好');
    await ann.until('李四: 早上好\n');
    ann.send('hi\n');
    await zhang.until('ann：hi');
    zhang.send('张三：再见@断开连接@');
    await ann.until('* 张三 left\n');
    await li.until('张三：再见');
    expect(seen(zhang)).toBe('张三：你好李四：早上好ann：hi张三：再见');
    expect(seen(li)).toBe('李四：早上好ann：hi张三：再见');
    expect(seen(ann)).toContain('* 张三 joined\n张三: 你好\n* 李四 joined\n李四: 早上好\n张三: 再见\n* 张三 left\n');
  });

  test('both are refused in their own form', async () => {
    const { tcpPort } = await doors();
    const [li, zhang] = [await tcpSeat(tcpPort), await tcpSeat(tcpPort)];
    li.send(`李四进入聊天李四: ${'x'.repeat(64_001)}`);
    await li.until(
      '李四进入聊天服务器: A message has at most 4000 characters. A longer text is delivered in at most 16 messages.',
    );
    zhang.send(`张三：${'x'.repeat(64_001)}`);
    await zhang.until(
      '[服务器]：A message has at most 4000 characters. A longer text is delivered in at most 16 messages.',
    );
    expect(seen(zhang)).toBe(
      '[服务器]：A message has at most 4000 characters. A longer text is delivered in at most 16 messages.',
    );
    await li.until('张三进入聊天');
    expect(seen(li)).toBe(
      '李四进入聊天服务器: A message has at most 4000 characters. A longer text is delivered in at most 16 messages.张三进入聊天',
    );
  });

  test.each([
    ['bob: hi', '! A nick has'],
    ['张三：hi', '! A nick has no colon'],
    ['李四进入聊天', '-- You are 李四进入聊天. Type /help for help.'],
  ])('a person whose first line is %s is asked for a nick, as ever', async (line, answer) => {
    const { tcpPort } = await doors();
    const bob = await tcpSeat(tcpPort);
    bob.send(`${line}\n`);
    await bob.until(answer);
    expect(seen(bob).startsWith(`Welcome to Partyline.\nWhat is your nick?\n${answer}`)).toBe(true);
  });

  test('a person who was greeted first is a person, whatever they type', async () => {
    const { tcpPort } = await quickDoors();
    const bob = await tcpSeat(tcpPort);
    await bob.until('What is your nick?\n');
    bob.send('bob\n');
    await bob.until('#lobby');
    const ann = await person(tcpPort, 'ann');
    bob.send('李四进入聊天\n');
    bob.send('李四：hi\n');
    await ann.until('bob: 李四进入聊天\nbob: 李四：hi\n');
    expect(seen(ann)).not.toContain('* 李四');
  });

  test('bare text that is neither of them is plain text, with line breaks in what comes back', async () => {
    const { tcpPort } = await doors();
    const some = await tcpSeat(tcpPort);
    some.send('hello');
    await some.until('guest1000: hello\n');
    expect(seen(some)).toBe(
      'Welcome to Partyline.\nWhat is your nick?\n' +
        '-- You are guest1000. Type /help for help, /nick NAME to change your nick.\n' +
        '-- You are in #lobby: guest1000\nguest1000: hello\n',
    );
  });

  test('a program speaks JSON as ever, and what it says is a text', async () => {
    const { tcpPort } = await doors();
    const ann = await person(tcpPort, 'ann');
    const bot = await tcpSeat(tcpPort);
    bot.send('{"type":"hello","nick":"bot","ref":1}\n{"type":"join","room":"lobby","ref":2}\n');
    bot.send('{"type":"say","room":"lobby","text":"李四进入聊天","ref":3}\n');
    await ann.until('bot: 李四进入聊天\n');
    await bot.until('"ref":3');
    expect(seen(bot).split('\n')[0]).toMatch(/^\{"type":"welcome","ref":1,/);
  });
});

describe('on the stock WebSocket port', () => {
  test('the client with files is known by its first words, and is given files', async () => {
    const { ws, tcpPort } = await doors();
    const ann = await person(tcpPort, 'ann');
    const client = await frameSeat(ws);
    client.send('客户端已连接!');
    await ann.until('* guest1000 joined\n');
    ann.send('/send\n');
    await ann.until('curl -T FILE http');
    const place = /http:\/\/\S+/.exec(seen(ann))?.[0] ?? '';
    expect((await fetch(`${place}记.txt`, { method: 'PUT', body: 'contents' })).status).toBe(201);
    await eventually(() => client.binary.length === 2);
    const [header, chunk] = client.binary.map((frame) => Buffer.from(frame));
    expect(header?.subarray(4, 26).swap16().toString('utf16le')).toBe('FILE_HEADER');
    expect(header?.subarray(-8).readBigInt64BE()).toBe(8n);
    expect(chunk?.toString('latin1').endsWith('contents')).toBe(true);
    ann.send('hi\n');
    await client.until('ann: hi');
    expect(client.seen()).toEqual([expect.stringMatching(/^ann: 记\.txt \(8 B\) http/), 'ann: hi']);
  });

  test('a page that was opened from a file is refused unless such pages are admitted', async () => {
    const { ws } = await doors();
    await expect(frameSeat(ws, { origin: 'null' })).rejects.toThrow('403');
  });

  test("a page that was opened from a file is QServerChat's where such pages are admitted", async () => {
    const { ws, tcpPort } = await startGateway(
      { ...settings, origins: ['null'] },
      { random: countingRandom(), clock: patientClock },
    );
    const ann = await person(tcpPort, 'ann');
    const [ivan, olga] = [await frameSeat(ws, { origin: 'null' }), await frameSeat(ws, { origin: 'null' })];
    ivan.send('Иван: <b>привет</b>\nвсем');
    await ann.until('Иван: <b>привет</b>\n  всем\n');
    await olga.until('всем');
    ann.send('hi\n');
    await ivan.until('ann: hi');
    await olga.until('ann: hi');
    expect([ivan.seen(), olga.seen()]).toEqual([['ann: hi'], ['Иван: <b>привет</b>\nвсем', 'ann: hi']]);
  });

  test('whoever is none of them is a guest and greeted, as ever', async () => {
    const { ws } = await quickDoors();
    const some = await frameSeat(ws);
    await some.until('#lobby');
    expect(some.seen()).toEqual([
      'Welcome to Partyline.',
      '-- You are guest1000. Type /help for help, /nick NAME to change your nick.',
      '-- You are in #lobby: guest1000',
    ]);
  });

  test.each(['hello', 'bob: hi', '李四进入聊天', '张三：hi', '客户端已连接！'])(
    'whoever says %s at first is a guest who has said it',
    async (words) => {
      const { ws, tcpPort } = await doors();
      const ann = await person(tcpPort, 'ann');
      const some = await frameSeat(ws);
      some.send(words);
      await ann.until(`guest1000: ${words}\n`);
      expect(some.seen()[0]).toBe('Welcome to Partyline.');
    },
  );

  test('a program that asks for its subprotocol sees events, whatever it says', async () => {
    const { ws } = await doors();
    const program = await frameSeat(ws, { origin: new URL(ws).origin.replace('ws', 'http') }, nativeSubprotocol);
    program.send('客户端已连接!');
    program.send('{"type":"hello","ref":1}');
    await program.until('"ref":1');
    expect(program.seen().map((frame) => (JSON.parse(frame) as { type: string }).type)).toEqual(['error', 'welcome']);
  });
});
