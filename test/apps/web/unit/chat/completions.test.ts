import { describe, expect, test } from 'vitest';
import { completionsFor, openDirect } from '../../../../../apps/web/src/chat/index.js';
import { chatFixture } from '../support/chat-fixture.js';

async function offered(typed: string, caret = typed.length) {
  const { page } = await chatFixture([]);
  const ann = await page('ann', { rooms: ['lobby', 'design', 'dev'] });
  await page('anton');
  await ann.until(() => ann.room().roster.value.length === 2);
  const emoji = (prefix: string) => [{ name: 'tea', emoji: '🍵' }].filter(({ name }) => name.startsWith(prefix));
  return completionsFor(ann.chat, ann.room(), typed, caret, emoji);
}

const inserts = (found: Awaited<ReturnType<typeof offered>>) => found?.options.map(({ insert }) => insert);

describe('completions', () => {
  test.each([
    ['/ni', ['/nick ']],
    ['/UNB', ['/unban ']],
    ['hello @an', ['@ann ', '@anton ']],
    ['@', ['@ann ', '@anton ']],
    ['(@ant', ['@anton ']],
    ['see #de', ['#design ', '#dev ']],
    ['a cup of :te', ['🍵 ']],
  ])('for “%s” are %j', async (typed, expected) => {
    expect(inserts(await offered(typed))).toEqual(expected);
  });

  test.each(['hello', 'mail@an', 'text /ni', ':t', '#nowhere', '/frob', ''])('for “%s” are empty', async (typed) => {
    expect(await offered(typed)).toBeUndefined();
  });

  test('replace the word before the caret', async () => {
    const found = await offered('ask @ant about it', 8);
    expect(found).toMatchObject({ from: 4, to: 8 });
  });

  test('in a direct conversation are the recipient', async () => {
    const { page } = await chatFixture([]);
    const ann = await page('ann');
    const direct = openDirect(ann.chat, { nick: 'bob' });
    expect(inserts(completionsFor(ann.chat, direct, '@b', 2))).toEqual(['@bob ']);
  });

  test('describe commands', async () => {
    expect((await offered('/kic'))?.options[0]?.detail).toContain('NICK');
  });
});
