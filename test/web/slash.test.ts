import { describe, expect, test } from 'vitest';
import { runLine } from '../../apps/web/src/chat/index.js';
import { newest } from './support/fake-platform.js';
import { settle, visit } from './support/visit.js';

const typed = async (line: string) => {
  const page = await visit();
  const done = runLine(page.chat, page.here(), line);
  await settle();
  return { ...page, done };
};

describe('a line', () => {
  test.each([
    ['hello', { type: 'say', room: 'lobby', text: 'hello' }],
    ['//part is a command', { type: 'say', text: '/part is a command' }],
    ['/me waves', { type: 'say', text: 'waves', kind: 'action' }],
    ['/ME waves', { type: 'say', text: 'waves', kind: 'action' }],
    ['/nick anna', { type: 'nick', nick: 'anna' }],
    ['/join #Design', { type: 'join', room: 'Design' }],
    ['/part', { type: 'leave', room: 'lobby' }],
    ['/msg bob two words\nand a line', { type: 'tell', to: 'bob', text: 'two words\nand a line' }],
    ['/who', { type: 'who', room: 'lobby' }],
    ['/who #design', { type: 'who', room: 'design' }],
    ['/rooms', { type: 'rooms' }],
    ['/quit', { type: 'quit' }],
  ])('“%s” is sent as its command', async (line, command) => {
    const page = await typed(line);
    expect(newest(page.socket().sent)).toMatchObject(command);
  });

  test.each(['/nick', '/join', '/me', '/msg'])('“%s” alone sends nothing and says how it goes', async (line) => {
    const page = await typed(line);
    expect(page.socket().sent.map(({ type }) => type)).toEqual(['hello', 'join']);
    expect(newest(page.here().items.value)).toMatchObject({ type: 'notice', tone: 'bad' });
  });

  test.each(['/frobnicate', '/', '/toString', '/constructor x'])('“%s” is told to be no command', async (line) => {
    const page = await typed(line);
    expect(page.lines()).toEqual(['unknownCommand']);
  });
});

describe('an answer', () => {
  test('of /who has everybody, with the wires that are not the usual one', async () => {
    const page = await typed('/who');
    const members = [
      { id: 'a', nick: 'ann', wires: ['websocket/native'] },
      { id: 'b', nick: 'bob', wires: ['tcp/text'] },
    ];
    await page.ok('who', { room: 'lobby', members });
    const values = { n: 2, room: 'lobby', names: 'ann and bob (nc)' };
    expect(newest(page.here().items.value)).toMatchObject({ said: [{ phrase: 'whoIn', values }] });
  });

  test('of /nick becomes our nick, for the next visit too', async () => {
    const page = await typed('/nick anna');
    await page.ok('nick', { nick: 'anna' });
    expect(page.chat.me.value?.nick).toBe('anna');
    expect(page.memory.nick).toBe('anna');
  });

  test('that refuses is shown with its code', async () => {
    const page = await typed('/join secret');
    await page.refuse('join', 'CHAT_ROOM_FULL');
    const said = [{ code: 'CHAT_ROOM_FULL', text: 'No: CHAT_ROOM_FULL' }];
    expect(newest(page.here().items.value)).toMatchObject({ tone: 'bad', said });
  });
});

test('/clear empties the list but for what is not sent yet', async () => {
  const page = await visit();
  page.hear({});
  await runLine(page.chat, page.here(), 'on its way');
  await runLine(page.chat, page.here(), '/clear');
  expect(page.lines()).toEqual(['ann: on its way (sent)']);
});

test('/help has a line for every command', async () => {
  const page = await visit();
  await runLine(page.chat, page.here(), '/help');
  expect(newest(page.lines()).split(' ')).toHaveLength(10);
});
