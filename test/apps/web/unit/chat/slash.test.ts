import { describe, expect, test } from 'vitest';
import { sendMessage, submitLine } from '../../../../../apps/web/src/chat/index.js';
import { parseDuration } from '../../../../../apps/web/src/chat/slash/command.js';
import { slashCommands } from '../../../../../apps/web/src/chat/slash/run.js';
import { history } from '../../../../../plugins/history/index.js';
import { moderation } from '../../../../../plugins/moderation/index.js';
import { chatFixture } from '../support/chat-fixture.js';

async function typed(...lines: readonly string[]) {
  const { page } = await chatFixture([]);
  const ann = await page('ann');
  const before = ann.sent('history').length;
  for (const line of lines) await submitLine(ann.chat, ann.room(), line);
  return { ann, before };
}

/** The texts of the notices on a page. */
const notices = (ann: Awaited<ReturnType<typeof typed>>['ann']) =>
  ann.items().flatMap((item) => (item.type === 'notice' ? item.texts : []));

describe('an input line', () => {
  test.each([
    ['hello', 'say', { room: 'lobby', text: 'hello' }],
    ['//part is a command', 'say', { text: '/part is a command' }],
    ['/me waves', 'say', { text: 'waves', kind: 'action' }],
    ['/ME waves', 'say', { text: 'waves', kind: 'action' }],
    ['/nick anna', 'nick', { nick: 'anna' }],
    ['/join #Design', 'join', { room: 'Design' }],
    ['/join secret word', 'join', { room: 'secret', password: 'word' }],
    ['/part', 'leave', { room: 'lobby' }],
    ['/msg bob two words\nand a line', 'tell', { to: 'bob', text: 'two words\nand a line' }],
    ['/who', 'who', { room: 'lobby' }],
    ['/who #design', 'who', { room: 'design' }],
    ['/rooms', 'rooms', {}],
    ['/quit', 'quit', {}],
    ['/topic tea and cake', 'room.topic', { room: 'lobby', topic: 'tea and cake' }],
    ['/topic -', 'room.topic', { topic: '' }],
    ['/kick bob too loud', 'room.kick', { room: 'lobby', nick: 'bob', reason: 'too loud' }],
    ['/kick #dev bob', 'room.kick', { room: '#dev', nick: 'bob' }],
    ['/mute bob 10m too loud', 'room.mute', { nick: 'bob', seconds: 600, reason: 'too loud' }],
    ['/unmute bob', 'room.unmute', { nick: 'bob' }],
    ['/mutes', 'room.mutes', { room: 'lobby' }],
    ['/ban * bob 1h30m', 'room.ban', { room: '*', nick: 'bob', seconds: 5_400 }],
    ['/ban-ip 192.0.2.0/24 2h', 'room.ban.network', { address: '192.0.2.0/24', seconds: 7_200, network: true }],
    ['/ban-ip bob', 'room.ban.network', { nick: 'bob', network: true }],
    ['/unban :17', 'room.unban', { id: '17' }],
    ['/bans', 'room.bans', { room: 'lobby' }],
    ['/slow 10s', 'room.slow', { seconds: 10 }],
    ['/slow off', 'room.slow', { seconds: 0 }],
    ['/lock password word', 'room.lock', { access: 'password', password: 'word' }],
    ['/lock open', 'room.lock', { access: 'open' }],
    ['/invite bob 2d', 'room.invite', { nick: 'bob', seconds: 172_800 }],
    ['/uninvite bob', 'room.uninvite', { nick: 'bob' }],
    ['/role bob moderator', 'room.role', { nick: 'bob', role: 'moderator' }],
    ['/audit', 'moderation.audit', { room: 'lobby' }],
    ['/files', 'file.list', { room: 'lobby' }],
    ['/send', 'file.ticket', { room: 'lobby' }],
    ['/send @bob', 'file.ticket', { to: 'bob' }],
  ])('“%s” is sent as its command', async (line, type, command) => {
    const { ann } = await typed(line);
    expect(ann.sent(type).at(-1)).toMatchObject(command);
  });

  test.each([
    '/nick',
    '/join',
    '/me',
    '/msg',
    '/kick',
    '/mute bob 10q',
    '/slow',
    '/slow soon',
    '/lock',
    '/lock password',
    '/role bob king',
    '/invite bob tomorrow',
    '/edit',
    '/react',
    '/search',
  ])('“%s” sends nothing and shows the usage', async (line) => {
    const { ann } = await typed(line);
    const types = [
      'nick',
      'say',
      'tell',
      'room.kick',
      'room.mute',
      'room.slow',
      'room.lock',
      'room.role',
      'room.invite',
    ];
    expect(types.flatMap((type) => ann.sent(type))).toEqual([]);
    await ann.until(() => notices(ann).length === 1);
    expect(notices(ann)).toMatchObject([{ phrase: expect.stringMatching(/^help/) }]);
  });

  test.each(['/frobnicate', '/', '/toString', '/constructor x'])(
    '“%s” is reported as an unknown command',
    async (line) => {
      const { ann } = await typed(line);
      await ann.until(() => notices(ann).length === 1);
      expect(notices(ann)).toMatchObject([{ phrase: 'unknownCommand' }]);
    },
  );

  test.each(['/etc/hosts is the file', '/run.sh', '/usr/bin', '/a.b/c d'])(
    '“%s” is sent as text, as it is a path',
    async (line) => {
      const { ann } = await typed(line);
      expect(ann.sent('say')).toMatchObject([{ text: line }]);
      expect(notices(ann)).toEqual([]);
    },
  );

  test.each([
    ['hello', true],
    ['//etc', true],
    ['/etc/hosts', true],
    ['/who', true],
    ['/frobnicate', false],
    ['/msg', false],
    ['/kick bob', false],
  ])('“%s” is accepted or returned: %s', async (line, taken) => {
    const { page } = await chatFixture([]);
    const ann = await page('ann');
    expect(await submitLine(ann.chat, ann.room(), line)).toBe(taken);
  });

  test('reports a command that the server does not support', async () => {
    const { ann } = await typed('/kick bob');
    await ann.until(() => notices(ann).length === 1);
    expect(notices(ann)).toEqual([{ phrase: 'serverLacks', values: { name: 'kick' } }]);
  });
});

describe('a reply', () => {
  test('of /who lists all members', async () => {
    const { ann } = await typed('/who');
    await ann.until(() => notices(ann).length === 1);
    expect(notices(ann)).toMatchObject([{ phrase: 'whoIn', values: { n: 1, room: 'lobby', names: 'ann (bot)' } }]);
  });

  test('of /nick changes and stores the nick', async () => {
    const { ann } = await typed('/nick anna');
    expect(ann.chat.me.value?.nick).toBe('anna');
    expect(ann.saved.nick).toBe('anna');
  });

  test('with a refusal is shown with its code', async () => {
    const { ann } = await typed('/join \u{202E}');
    await ann.until(() => notices(ann).length === 1);
    expect(notices(ann)).toMatchObject([{ code: 'CHAT_NAME_INVALID' }]);
  });

  test('of /info shows the settings of the room', async () => {
    const { page } = await chatFixture([moderation({ operators: () => true })]);
    const ann = await page('ann');
    await submitLine(ann.chat, ann.room(), '/topic tea');
    await submitLine(ann.chat, ann.room(), '/info');
    await ann.until(() => notices(ann).some((notice) => 'phrase' in notice && notice.phrase === 'topicIs'));
    expect(notices(ann)).toContainEqual({ phrase: 'topicIs', values: { topic: 'tea' } });
  });

  test('of /bans has the ids that /unban accepts', async () => {
    const { page } = await chatFixture([moderation({ operators: () => true })]);
    const ann = await page('ann');
    await submitLine(ann.chat, ann.room(), '/ban mallory 2h spamming');
    await submitLine(ann.chat, ann.room(), '/bans');
    await ann.until(() => notices(ann).some((notice) => 'text' in notice && notice.text.includes(':1')));
    expect(notices(ann).at(-1)).toMatchObject({ text: expect.stringMatching(/^:\d+ mallory — spamming$/) });
  });
});

describe('commands on the last message', () => {
  const speaking = async () => {
    const { page } = await chatFixture([history()]);
    const ann = await page('ann');
    sendMessage(ann.chat, ann.room(), 'teh tea');
    await ann.until(() => ann.messages()[0]?.state === 'sent');
    return ann;
  };

  test('/edit changes the text', async () => {
    const ann = await speaking();
    await submitLine(ann.chat, ann.room(), '/edit the tea');
    await ann.until(() => ann.texts().includes('the tea'));
  });

  test('/react adds and removes a reaction', async () => {
    const ann = await speaking();
    await submitLine(ann.chat, ann.room(), '/react 🍵');
    await ann.until(() => ann.messages()[0]?.reactions?.has('🍵') === true);
    await submitLine(ann.chat, ann.room(), '/react -🍵');
    await ann.until(() => ann.messages()[0]?.reactions === undefined);
  });

  test('/delete removes the text', async () => {
    const ann = await speaking();
    await submitLine(ann.chat, ann.room(), '/delete');
    await ann.until(() => ann.messages()[0]?.erased === true);
  });
});

test('/clear empties the list except for unsent messages', async () => {
  const { ann } = await typed('one');
  await ann.until(() => ann.messages()[0]?.state === 'sent');
  ann.setReachable(false);
  await ann.until(() => ann.chat.connectionState.value.name === 'waiting');
  await submitLine(ann.chat, ann.room(), 'on its way');
  await submitLine(ann.chat, ann.room(), '/clear');
  await ann.until(() => ann.texts().join() === 'on its way');
  expect(ann.items()).toMatchObject([{ state: 'waiting' }]);
});

test('/help lists every command', async () => {
  const { ann } = await typed('/help');
  await ann.until(() => notices(ann).length > 0);
  expect(notices(ann)).toHaveLength(Object.keys(slashCommands).length);
});

test.each([
  ['30s', 30],
  ['1h30m', 5_400],
  ['2W', 1_209_600],
  ['0s', undefined],
  ['10', undefined],
  ['soon', undefined],
  ['99999999d', undefined],
])('parses “%s” as %s seconds', (word, seconds) => {
  expect(parseDuration(word)).toBe(seconds);
});
