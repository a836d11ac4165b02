import { describe, expect, test } from 'vitest';
import { createHeritageEncoder } from '../../../../adapters/dialects/heritage/encoder.js';
import { type KindName, kindNames, kinds } from '../../../../adapters/dialects/heritage/index.js';
import type { ServerEvent } from '../../../../core/index.js';

const bob = { id: 'u2', nick: 'bob' };
const said = {
  type: 'message',
  room: 'lobby',
  id: 'm1',
  epoch: 'e',
  offset: 1,
  at: 1_000,
  from: bob,
  kind: 'text',
  text: 'hi',
} as const;

const renderingOf = (kind: KindName) => {
  const { protocol: manners } = kinds[kind];
  return createHeritageEncoder({ protocol: manners, serverPrefix: manners.defaults.serverPrefix, server: 'partyline' });
};
const shown = (kind: KindName, event: object) => renderingOf(kind).render(event as ServerEvent);
/** To all five, in order. */
const toAll = (event: object) => kindNames.map((kind) => shown(kind, event));
/** The same to all but those with a colon of their own. */
const alike = (line: string, tcpChatting: string) =>
  kindNames.map((kind) => (kind === 'tcpChatting' ? tcpChatting : line));

describe('what somebody says', () => {
  test('has the nick in front, as each program writes it', () => {
    expect(toAll(said)).toEqual(alike('bob: hi', 'bob：hi'));
  });

  test('has its further lines indented, whatever ends a line in a window', () => {
    const text = 'hi\n李四: lies\u2028李四：lies\u2029[服务器]：lies';
    const block = 'hi\n  李四: lies\n  李四：lies\n  [服务器]：lies';
    expect(toAll({ ...said, text })).toEqual(alike(`bob: ${block}`, `bob：${block}`));
  });

  test.each([
    ['action', 'bob: * hi', 'bob：* hi'],
    ['edit', 'bob: ✎ hi', 'bob：✎ hi'],
    ['poll', 'bob: hi', 'bob：hi'],
    ['constructor', 'bob: hi', 'bob：hi'],
  ])('of the kind %s reads %j', (kind, line, tcpChatting) => {
    expect(toAll({ ...said, kind })).toEqual(alike(line, tcpChatting));
  });

  test.each(['delete', 'reaction', 'erased'])('of the kind %s is nothing', (kind) => {
    expect(toAll({ ...said, kind })).toEqual(kindNames.map(() => undefined));
  });

  test('to one person alone says to whom', () => {
    const event = { ...said, room: '@u1+u2', to: { id: 'u1', nick: 'ann' } };
    expect(toAll(event)).toEqual(alike('bob → ann: hi', 'bob → ann：hi'));
  });
});

describe('as it was written', () => {
  test.each(kindNames)('is shown to clients of the same kind alone: %s', (kind) => {
    const verbatim = { form: kinds[kind].protocol.name, text: 'as it\u0007 was\n' };
    const usual = alike('bob: hi', 'bob：hi');
    expect(toAll({ ...said, verbatim })).toEqual(
      kindNames.map((name, at) => (name === kind ? verbatim.text : usual[at])),
    );
  });

  test('is shown of comings and goings', () => {
    const verbatim = { form: 'serverchat', text: '李 四进入聊天' };
    expect(shown('serverchat', { type: 'joined', room: 'lobby', user: bob, verbatim })).toBe('李 四进入聊天');
  });
});

describe('who comes and goes', () => {
  test('is told to those whose own clients say so', () => {
    const joined = { type: 'joined', room: 'lobby', user: { ...bob, wires: [] } };
    const left = { type: 'left', room: 'lobby', user: bob, reason: 'gone' };
    expect([shown('serverchat', joined), shown('serverchat', left)]).toEqual(['bob进入聊天', 'bob离开聊天']);
    for (const kind of kindNames.filter((name) => name !== 'serverchat')) {
      expect([shown(kind, joined), shown(kind, left)]).toEqual([undefined, undefined]);
    }
  });

  test('is not told of a new nick', () => {
    expect(toAll({ type: 'renamed', room: 'lobby', user: bob, was: 'rob' })).toEqual(kindNames.map(() => undefined));
  });
});

describe("the server's voice", () => {
  const voices = ['System: hello', 'hello', '[服务器]：hello', 'hello', '服务器: hello'];

  test('stands in front of notices', () => {
    expect(toAll({ type: 'notice', text: 'hello' })).toEqual(voices);
  });

  test('stands in front of what the server says in the room', () => {
    const from = { id: 'plugin:partyline', nick: 'partyline' };
    expect(toAll({ ...said, from, text: 'hello' })).toEqual(voices);
  });

  test("stands in front of what a plugin says under the server's name, not of what a user of that name says", () => {
    const from = { id: 'plugin:operator', nick: 'partyline' };
    expect(toAll({ ...said, from, text: 'hello' })).toEqual(voices);
    expect(toAll({ ...said, from: { ...from, id: 'u3' } })).toEqual(alike('partyline: hi', 'partyline：hi'));
  });

  test("stands in front of a plugin's own event that has a line", () => {
    expect(toAll({ type: 'moderated', line: 'hello' })).toEqual(voices);
  });

  test('does not stand in front of what a plugin says under the nick of somebody', () => {
    expect(toAll({ ...said, from: { id: 'plugin:profanity', nick: 'bob' } })).toEqual(alike('bob: hi', 'bob：hi'));
  });

  test.each([
    ['qserverchat', 'System'],
    ['tcpChatting', '[服务器]'],
    ['serverchat', '服务器'],
  ] as const)('cannot be taken by a nick: %s, %s', (kind, nick) => {
    const line = `${nick}${kind === 'tcpChatting' ? '：' : ': '}hi`;
    const event = { ...said, from: { id: 'u2', nick } };
    expect(shown(kind, event)).toBe(`· ${line}`);
    const verbatim = { form: kinds[kind].protocol.name, text: line };
    expect(shown(kind, { ...event, verbatim })).toBe(`· ${line}`);
  });

  test('can be another', () => {
    const rendering = createHeritageEncoder({
      protocol: kinds.serverchat.protocol,
      serverPrefix: '** ',
      server: 'partyline',
    });
    expect(rendering.render({ type: 'notice', text: 'hello' })).toBe('** hello');
    expect(rendering.render({ ...said, from: { id: 'u2', nick: '服务器' } })).toBe('服务器: hi');
  });
});

test('a file is told to all but those who are given it', () => {
  const file = { ...said, kind: 'file', text: 'a.txt (1 KB): http://x/' };
  expect(shown('serverchat', file)).toBe('bob: a.txt (1 KB): http://x/');
  const from = { id: 'plugin:partyline', nick: 'partyline' };
  expect(shown('websocketFiles', { ...file, from })).toBeUndefined();
});

test('an event that means nothing to them is nothing', () => {
  expect(toAll({ type: 'typing', room: 'lobby', user: bob })).toEqual(kindNames.map(() => undefined));
});

describe('markup of others', () => {
  test.each([
    ['qserverchat', 'b&#60;i&#62;: &#60;img onerror=&#34;x&#34;&#62; &#38;lt; &#39;'],
    ['tcpChatting', 'b<\u200bi>：<\u200bimg onerror="x"> &lt; \''],
    ['serverchat', 'b<i>: <img onerror="x"> &lt; \''],
  ] as const)('is harmless in the window of %s', (kind, line) => {
    const event = { ...said, from: { id: 'u1', nick: 'b<i>' }, text: '<img onerror="x"> &lt; \'' };
    expect(shown(kind, event)).toBe(line);
  });

  test('is what a tag needs, and no other sign', () => {
    const event = { ...said, text: '1 < 2 <3 </b> <!-- <?xml' };
    expect(shown('tcpChatting', event)).toBe('bob：1 < 2 <3 <\u200b/b> <\u200b!-- <\u200b?xml');
  });
});
