import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KindName, kindNames, kinds, type ParsedMessage } from '../../../../adapters/dialects/heritage/index.js';

const read = (kind: KindName, frame: string, name?: string): readonly ParsedMessage[] =>
  kinds[kind].protocol.read(frame, name);
/** What was understood, in short. */
const heard = (kind: KindName, frame: string, name?: string) =>
  read(kind, frame, name).map((one) =>
    [one.action, one.name, one.text].filter((part) => part !== undefined).join(' | '),
  );

describe('QServerChat', () => {
  test.each([
    ['Иван: привет', 'say | Иван | привет'],
    ['Иван: a: b\nc', 'say | Иван | a: b\nc'],
    ['Anna Maria: hi', 'say | Anna Maria | hi'],
    ['no name', 'say | no name'],
    [': no name', 'say | : no name'],
    ['  : hi', 'say |   : hi'],
    ['two\nlines: hi', 'say | two\nlines: hi'],
    [`${'x'.repeat(65)}: hi`, `say | ${'x'.repeat(65)}: hi`],
    ['name: ', 'say | name | '],
  ])('%j is %j', (frame, what) => expect(heard('qserverchat', frame)).toEqual([what]));

  test('another name may stand in front at any time', () => {
    expect(heard('qserverchat', 'Пётр: привет', 'Иван')).toEqual(['say | Пётр | привет']);
  });
});

test.each(['a: b', '', '\n', 'x进入聊天'])('the QML chat says %j without a name', (frame) => {
  expect(heard('qmlChat', frame)).toEqual([`say | ${frame}`]);
});

test('the client with files comes with its first words, and says all else', () => {
  expect(heard('websocketFiles', '客户端已连接!')).toEqual(['join']);
  expect(heard('websocketFiles', '客户端已连接！')).toEqual(['say | 客户端已连接！']);
});

describe('TCP_chatting', () => {
  test.each([
    ['张三：你好', undefined, ['say | 张三 | 你好']],
    ['张三：一张三：二', undefined, ['say | 张三 | 一', 'say | 张三 | 二']],
    ['张三：一\n二', '张三', ['say | 张三 | 一\n二']],
    ['张三：李四：你好', undefined, ['say | 张三 | 李四：你好']],
    ['goes on', '张三', ['say | goes on']],
    ['goes on张三：二', '张三', ['say | goes on', 'say | 张三 | 二']],
    ['李四：你好', '张三', ['say | 李四：你好']],
    ['张三：再见@断开连接@', undefined, ['say | 张三 | 再见', 'leave']],
    ['@断开连接@', '张三', ['leave']],
    ['张三：@断开连接@ is what I type', '张三', ['say | 张三 | @断开连接@ is what I type']],
    ['', '张三', []],
  ] as const)('%j, of %s', (frame, name, what) => expect(heard('tcpChatting', frame, name)).toEqual(what));
});

describe('ServerChat', () => {
  test.each([
    ['李四进入聊天', undefined, ['join | 李四']],
    ['李四进入聊天李四: 你好', undefined, ['join | 李四', 'say | 李四 | 你好']],
    ['李四进入聊天李四离开聊天', undefined, ['join | 李四', 'leave | 李四']],
    [
      '李四进入聊天李四: 一李四: 二李四离开聊天',
      undefined,
      ['join | 李四', 'say | 李四 | 一', 'say | 李四 | 二', 'leave | 李四'],
    ],
    ['李四离开聊天', '李四', ['leave | 李四']],
    ['李四: 我离开聊天', '李四', ['say | 李四 | 我离开聊天']],
    ['李四: 王五进入聊天', '李四', ['say | 李四 | 王五进入聊天']],
    ['王五进入聊天', '李四', ['say | 王五进入聊天']],
    ['进入聊天', undefined, ['say | 进入聊天']],
    ['李四进入聊天了', undefined, ['say | 李四进入聊天了']],
    ['a\nb进入聊天', undefined, ['say | a\nb进入聊天']],
    ['李四: 你好', undefined, ['say | 李四 | 你好']],
  ] as const)('%j, of %s', (frame, name, what) => expect(heard('serverchat', frame, name)).toEqual(what));
});

describe('whatever is written', () => {
  const pieces = [
    '张三',
    '：',
    ': ',
    '进入聊天',
    '离开聊天',
    '@断开连接@',
    '客户端已连接!',
    '\n',
    '\r',
    ' ',
    '🙂',
    'a',
    '\u0000',
  ];
  const frames = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 12 })
    .map((all) => all.join(''));
  const names = fc.option(fc.constantFrom('张三', 'a', ' ', ': ', '进入聊天'), { nil: undefined });

  test.each(kindNames)('every character of it is in what is understood, once and in order: %s', (kind) => {
    fc.assert(
      fc.property(frames, names, (frame, name) => {
        const all = read(kind, frame, name);
        expect(all.map(({ original: written }) => written).join('')).toBe(frame);
      }),
    );
  });

  test.each(kindNames)('what is said is what is written behind the name: %s', (kind) => {
    fc.assert(
      fc.property(frames, names, (frame, name) => {
        for (const one of read(kind, frame, name)) {
          if (one.action !== 'say') continue;
          expect(one.original.endsWith(one.text ?? '')).toBe(true);
          expect(one.original.startsWith(one.name ?? '')).toBe(true);
        }
      }),
    );
  });
});
