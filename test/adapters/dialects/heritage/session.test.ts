import { describe, expect, test } from 'vitest';
import {
  type HeritageOptions,
  heritage,
  type KindName,
  kindNames,
} from '../../../../adapters/dialects/heritage/index.js';
import { type Dialect, native, nativeSubprotocol } from '../../../../core/index.js';
import { openWorld } from '../../../support/world.js';

/** A hub for one old program, and for programs that ask for the native dialect. */
async function stage(kind: KindName, options: HeritageOptions = {}) {
  const own = heritage(options).dialects[kindNames.indexOf(kind)] as Dialect;
  const dialect: Dialect = {
    name: 'both',
    open: (port) => (port.info.subprotocol === nativeSubprotocol ? native : own).open(port),
  };
  const world = await openWorld({ dialect });
  const ann = await world.native('ann', 'lobby');
  return {
    world,
    ann,
    /** What others have seen, in short. */
    heard: () =>
      ann.heard.slice(2).map((event) => {
        const { nick } = (event.user ?? event.from) as { nick: string };
        return [event.type, nick, event.text].filter((part) => part !== undefined).join(' ');
      }),
    async client() {
      const wire = world.connect();
      const seen: unknown[] = [];
      wire.onframe = (frame) => seen.push(frame);
      await world.settle();
      return {
        wire,
        seen,
        async sends(frame: string | Uint8Array): Promise<void> {
          wire.send(frame);
          await world.settle();
        },
      };
    },
  };
}

const greetings: Readonly<Record<KindName, readonly string[]>> = {
  qserverchat: [],
  qmlChat: ['Welcome to Awesome Chat'],
  tcpChatting: ['服务器连接成功！'],
  websocketFiles: [],
  serverchat: [],
};

describe('who connects', () => {
  test.each(kindNames)('is greeted as its own server did: %s', async (kind) => {
    const { client } = await stage(kind);
    expect((await client()).seen).toEqual(greetings[kind]);
  });

  test('can be greeted otherwise, or not at all', async () => {
    const { client } = await stage('qmlChat', { qmlChat: { greeting: 'Hello.' } });
    expect((await client()).seen).toEqual(['Hello.']);
    const silent = await stage('qmlChat', { qmlChat: { greeting: '' } });
    expect((await silent.client()).seen).toEqual([]);
  });

  test.each(['qserverchat', 'qmlChat', 'tcpChatting'] as const)('is a guest at once: %s', async (kind) => {
    const { client, heard } = await stage(kind);
    await client();
    expect(heard()).toEqual(['joined guest1000']);
  });

  test.each(['websocketFiles', 'serverchat'] as const)('is nobody before its first words: %s', async (kind) => {
    const { world, client, heard } = await stage(kind);
    await client();
    await world.pass(299);
    expect(heard()).toEqual([]);
    await world.pass(1);
    expect(heard()).toEqual(['joined guest1000']);
  });

  test('is no guest once it has said who it is, however much time passes', async () => {
    const { world, client, heard } = await stage('serverchat', { guestAfterMs: 50 });
    const { sends, seen } = await client();
    await sends('李四进入聊天');
    await world.pass(60_000);
    expect([heard(), seen]).toEqual([['joined 李四'], ['李四进入聊天']]);
  });

  test('may say who it is when it has been let in as a guest', async () => {
    const { world, client, heard } = await stage('serverchat');
    const { sends } = await client();
    await world.pass(300);
    await sends('李四进入聊天');
    await sends('李四: hi');
    expect(heard()).toEqual(['joined guest1000', 'renamed 李四', 'message 李四 hi']);
  });

  test('is turned away when it is a browser that was made to ask for a page', async () => {
    const { client } = await stage('tcpChatting');
    const { wire, sends, seen } = await client();
    await sends('POST / HTTP/1.1\r\nHost: x\r\n\r\n张三：hi');
    expect(seen.at(-1)).toBe('[服务器]：This is a chat, not a web server.');
    await wire.closed;
  });
});

describe('a name', () => {
  test.each([
    ['Anna Maria', 'Anna_Maria'],
    ['ann', 'ann2'],
    ['x'.repeat(40), 'x'.repeat(32)],
    ['张'.repeat(40), '张'.repeat(32)],
  ])('%s is the nick %s', async (name, nick) => {
    const { client, heard } = await stage('qserverchat');
    const { sends } = await client();
    await sends(`${name}: hi`);
    expect(heard()).toEqual(['joined guest1000', `renamed ${nick}`, `message ${nick} hi`]);
  });

  test('of which nothing can be a nick leaves them a guest', async () => {
    const { client, heard } = await stage('serverchat');
    const { sends } = await client();
    await sends('***进入聊天');
    await sends('***: hi');
    expect(heard()).toEqual(['joined guest1000', 'message guest1000 hi']);
  });

  test('can change where the program has a field for it, and is asked for once each time', async () => {
    const { client, heard } = await stage('qserverchat');
    const { sends } = await client();
    for (const frame of ['bob: one', 'bob: two', 'rob: three']) await sends(frame);
    expect(heard().slice(1)).toEqual([
      'renamed bob',
      'message bob one',
      'message bob two',
      'renamed rob',
      'message rob three',
    ]);
  });

  test('stays where the program has none', async () => {
    const { client, heard } = await stage('tcpChatting');
    const { sends } = await client();
    for (const frame of ['张三：一', '李四：二']) await sends(frame);
    expect(heard().slice(1)).toEqual(['renamed 张三', 'message 张三 一', 'message 张三 李四：二']);
  });
});

describe('what a client writes', () => {
  const written: Readonly<Record<KindName, string>> = {
    qserverchat: 'bob: hi',
    qmlChat: 'hi',
    tcpChatting: 'bob：hi',
    websocketFiles: 'hi',
    serverchat: 'bob: hi',
  };

  test.each([
    ['qserverchat', false],
    ['qmlChat', true],
    ['tcpChatting', true],
    ['websocketFiles', false],
    ['serverchat', true],
  ] as const)('comes back to it as its own server did: %s, %s', async (kind, usual) => {
    for (const [options, comes] of [
      [{}, usual],
      [{ [kind]: { echo: true } }, true],
      [{ [kind]: { echo: false } }, false],
    ] as const) {
      const { world, client } = await stage(kind, options);
      const { sends, seen } = await client();
      await world.pass(300);
      seen.length = 0;
      await sends(written[kind]);
      expect(seen).toEqual(comes ? [written[kind]] : []);
    }
  });

  test('that is empty is said to nobody', async () => {
    const { client, heard } = await stage('tcpChatting');
    const { sends } = await client();
    await sends('张三：');
    await sends('张三：\u0000 ');
    expect(heard().filter((line) => line.startsWith('message'))).toEqual([]);
  });

  test('as bytes means nothing', async () => {
    const { client, heard } = await stage('websocketFiles');
    const { sends, seen } = await client();
    await sends('客户端已连接!');
    await sends(Uint8Array.of(0, 0, 0, 2, 0, 65));
    expect([heard(), seen]).toEqual([['joined guest1000'], []]);
  });
});

describe('who goes', () => {
  test('is out of the room, and comes in again with the next words', async () => {
    const { client, heard } = await stage('tcpChatting');
    const { sends } = await client();
    for (const frame of ['张三：再见@断开连接@', '@断开连接@', '张三：我又来了']) await sends(frame);
    expect(heard().slice(2)).toEqual(['message 张三 再见', 'left 张三', 'joined 张三', 'message 张三 我又来了']);
  });

  test('sees their own going where the program says it', async () => {
    const { client } = await stage('serverchat');
    const { sends, seen } = await client();
    for (const frame of ['李四进入聊天', '李四离开聊天']) await sends(frame);
    expect(seen).toEqual(['李四进入聊天', '李四离开聊天']);
  });

  test('sees it under the nick that others see, where the name cannot be shown', async () => {
    const { client } = await stage('serverchat');
    const { sends, seen } = await client();
    const name = 'x'.repeat(40);
    for (const frame of [`${name}进入聊天`, `${name}离开聊天`]) await sends(frame);
    expect(seen).toEqual([`${'x'.repeat(32)}进入聊天`, `${'x'.repeat(32)}离开聊天`]);
  });
});

test('everybody is in the room that was chosen', async () => {
  const { world, client } = await stage('qmlChat', { room: 'attic' });
  const bob = await world.native('bob', 'attic');
  await client();
  expect(await bob.next('joined')).toMatchObject({ room: 'attic', user: { wires: ['memory/qml-chat'] } });
});
