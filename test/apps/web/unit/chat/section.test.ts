import { describe, expect, test } from 'vitest';
import { switchToSection } from '../../../../../apps/web/src/chat/history/section.js';
import { quit, reconnect, sendMessage, showLatest } from '../../../../../apps/web/src/chat/index.js';
import { chatFixture, messageTexts, roomFixture, sendAll } from '../support/chat-fixture.js';

describe('a list that is too long after loading older messages', () => {
  test('drops its end and reloads it when the user returns there', async () => {
    const { ann, bob } = await roomFixture(50);
    switchToSection(ann.room(), 30, 10);
    ann.chat.updates.markChanged(ann.room());
    await ann.until(() => ann.texts().length === 30);
    expect(ann.texts()).toEqual(messageTexts(50).slice(0, 30));
    expect(ann.room().live.value).toBe(false);
    expect(ann.room().newer.value).toBe('more');
    await sendAll(bob, ['new']);
    await ann.until(() => ann.room().unread.value === 1);
    await showLatest(ann.chat, ann.room());
    expect(ann.texts()).toEqual([...messageTexts(50).slice(-10), 'new']);
    expect(ann.room().older.value).toBe('more');
  });
});

describe('a user who has quit', () => {
  test('rejoins the rooms after reconnecting and sends waiting messages', async () => {
    const { page } = await chatFixture();
    const ann = await page('ann');
    const bob = await page('bob');
    await quit(ann.chat);
    expect(ann.chat.connectionState.value.name).toBe('off');
    sendMessage(ann.chat, ann.room(), 'written while off');
    await ann.until(() => ann.texts().length === 1);
    expect(ann.messages()[0]?.state).toBe('waiting');
    reconnect(ann.chat);
    await bob.until(() => bob.texts().includes('written while off'));
    await ann.until(() => ann.messages()[0]?.state === 'sent');
    expect(ann.texts()).toEqual(['written while off']);
  });
});
