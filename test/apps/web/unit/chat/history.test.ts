import { describe, expect, test } from 'vitest';
import { jumpTo, loadNewer, loadOlder, sendMessage, showLatest } from '../../../../../apps/web/src/chat/index.js';
import { chatFixture, findMessage, messageTexts, roomFixture, sendAll } from '../support/chat-fixture.js';

describe('a user who joins', () => {
  test('sees the latest messages of the room', async () => {
    const { ann } = await roomFixture(60);
    expect(ann.texts()).toEqual(messageTexts(60).slice(-50));
    expect(ann.room().unread.value).toBe(0);
  });

  test('sees earlier and live messages once and in order', async () => {
    const { page } = await chatFixture();
    const bob = await page('bob');
    await sendAll(bob, messageTexts(30));
    const coming = page('ann');
    await sendAll(bob, ['while she comes']);
    const ann = await coming;
    await sendAll(bob, ['when she is there']);
    await ann.until(() => ann.texts().length === 32);
    expect(ann.texts()).toEqual([...messageTexts(30), 'while she comes', 'when she is there']);
  });

  test('sees presence changes after earlier messages', async () => {
    const { ann, page } = await roomFixture(3);
    await page('carl');
    await ann.until(() => ann.items().some(({ type }) => type === 'presence'));
    expect(ann.items().map(({ type }) => type)).toEqual(['message', 'message', 'message', 'presence']);
  });

  test('sees no hint of a history on a server without one', async () => {
    const { page } = await chatFixture([]);
    const bob = await page('bob');
    sendMessage(bob.chat, bob.room(), 'gone');
    const ann = await page('ann');
    await ann.until(() => ann.room().older.value === 'none');
    await loadOlder(ann.chat, ann.room());
    expect(ann.items()).toEqual([]);
    expect(ann.chat.keepsHistory.value).toBe(false);
  });
});

describe('older messages', () => {
  test('are prepended, down to the first one', async () => {
    const { ann } = await roomFixture(260);
    await loadOlder(ann.chat, ann.room());
    await ann.until(() => ann.texts().length === 150);
    await loadOlder(ann.chat, ann.room());
    await loadOlder(ann.chat, ann.room());
    await ann.until(() => ann.texts().length === 260);
    expect(ann.texts()).toEqual(messageTexts(260));
    expect(ann.room().older.value).toBe('none');
  });

  test('can be requested again after a failure', async () => {
    const { ann } = await roomFixture(60);
    ann.setReachable(false);
    await ann.until(() => ann.chat.connectionState.value.name === 'waiting');
    await loadOlder(ann.chat, ann.room());
    expect(ann.room().older.value).toBe('failed');
    ann.setReachable(true);
    ann.chat.client.hurry();
    await ann.until(() => ann.chat.connectionState.value.name === 'online');
    await ann.until(() => ann.room().older.value === 'more');
    await loadOlder(ann.chat, ann.room());
    await ann.until(() => ann.texts().length === 60);
  });
});

describe('a jump', () => {
  test('shows the messages around a position and only counts new ones', async () => {
    const { ann, bob } = await roomFixture(300);
    const epoch = findMessage(ann, 'line 300').position?.epoch ?? '';
    const uid = await jumpTo(ann.chat, ann.room(), { epoch, offset: 100 });
    expect(ann.items().find((item) => item.uid === uid)).toMatchObject({ text: 'line 100' });
    expect(ann.room().live.value).toBe(false);
    await sendAll(bob, ['new']);
    await ann.until(() => ann.room().unread.value === 1);
    expect(ann.texts()).not.toContain('new');
    await showLatest(ann.chat, ann.room());
    expect(ann.room().live.value).toBe(true);
    expect(ann.texts().at(-1)).toBe('new');
    expect(ann.texts()).toContain('line 251');
  });

  test('continues down to the newest messages without a gap', async () => {
    const { ann } = await roomFixture(300);
    const epoch = findMessage(ann, 'line 300').position?.epoch ?? '';
    await jumpTo(ann.chat, ann.room(), { epoch, offset: 100 });
    for (let pages = 0; !ann.room().live.value && pages < 10; pages++) {
      await loadNewer(ann.chat, ann.room());
      await ann.until(() => ann.room().newer.value !== 'loading');
    }
    await ann.until(() => ann.texts().at(-1) === 'line 300');
    const [first = ''] = ann.texts();
    expect(ann.texts()).toEqual(messageTexts(300).slice(Number(first.slice(5)) - 1));
    expect(ann.room().newer.value).toBe('none');
  });

  test('to a loaded message loads nothing', async () => {
    const { ann } = await roomFixture(20);
    const { position, uid } = findMessage(ann, 'line 7');
    const before = ann.sent('history').length;
    if (position === undefined) throw new TypeError('It has no place.');
    expect(await jumpTo(ann.chat, ann.room(), position)).toBe(uid);
    expect(ann.sent('history')).toHaveLength(before);
  });

  test('to a missing message does nothing', async () => {
    const { ann } = await roomFixture(20);
    expect(await jumpTo(ann.chat, ann.room(), { epoch: 'another', offset: 3 })).toBeUndefined();
    expect(ann.room().live.value).toBe(true);
  });

  test('ends when the user sends a message', async () => {
    const { ann } = await roomFixture(300);
    const epoch = findMessage(ann, 'line 300').position?.epoch ?? '';
    await jumpTo(ann.chat, ann.room(), { epoch, offset: 100 });
    sendMessage(ann.chat, ann.room(), 'here I am');
    await ann.until(() => ann.texts().at(-1) === 'here I am');
    expect(ann.room().live.value).toBe(true);
  });
});
