import { describe, expect, test } from 'vitest';
import { clearDivider, markRead, sendMessage, showConversation } from '../../../../../apps/web/src/chat/index.js';
import { type ChatFixture, chatFixture, type TestPage } from '../support/chat-fixture.js';

async function speak(page: TestPage, texts: readonly string[], key?: string): Promise<void> {
  const before = page.texts(key).length;
  for (const text of texts) sendMessage(page.chat, page.room(key), text);
  await page.until(() => page.texts(key).length === before + texts.length);
  await page.until(() => page.messages(key).every(({ state }) => state === 'sent'));
}

/** Opens ann's page in #design and bob's page in the lobby. */
async function apart(fixture?: ChatFixture) {
  const { page } = fixture ?? (await chatFixture());
  const ann = await page('ann', { rooms: ['lobby', 'design'] });
  const bob = await page('bob');
  showConversation(ann.chat, 'design');
  return { ann, bob, page };
}

/** Reloads a page. */
function reload({ page }: Pick<ChatFixture, 'page'>, tab: TestPage): Promise<TestPage> {
  const { token } = tab.chat.client;
  tab.setReachable(false);
  return page('ann', { saved: tab.saved, ...(token === undefined ? {} : { token }) });
}

describe('messages of other users', () => {
  test('are unread in a hidden conversation, from the first one on', async () => {
    const { ann, bob } = await apart();
    await speak(bob, ['hello', 'ann?']);
    await ann.until(() => ann.room('lobby').unread.value === 2);
    expect(ann.room('lobby').mentioned.value).toBe(true);
    const first = ann.messages('lobby').find(({ text }) => text === 'hello');
    expect(ann.room('lobby').firstUnread.value).toBe(first?.uid);
  });

  test('are read in a visible conversation, and the server is notified after a delay', async () => {
    const { page } = await chatFixture();
    const [ann, bob] = [await page('ann'), await page('bob')];
    await speak(bob, ['one', 'two', 'three']);
    await ann.until(() => ann.texts().length === 3);
    expect(ann.room().unread.value).toBe(0);
    await ann.until(() => ann.sent('history.read').length > 0);
    expect(ann.sent('history.read').at(-1)).toMatchObject({ room: 'lobby', offset: 3 });
  });

  test('lose the divider after being read when the user switches rooms', async () => {
    const { ann, bob } = await apart();
    await speak(bob, ['hello']);
    await ann.until(() => ann.room('lobby').unread.value === 1);
    showConversation(ann.chat, 'lobby');
    markRead(ann.chat, ann.room());
    await ann.until(() => ann.room().unread.value === 0);
    expect(ann.room().firstUnread.value).toBeDefined();
    clearDivider(ann.room());
    expect(ann.room().firstUnread.value).toBeUndefined();
  });

  test('do not count as unread if they are edits or reactions', async () => {
    const { ann, bob } = await apart();
    await speak(bob, ['hello']);
    await bob.chat.client.request('react', { room: 'lobby', emoji: '🍵' });
    await bob.chat.client.request('edit', { room: 'lobby', text: 'hello!' });
    await ann.until(() => ann.texts('lobby').includes('hello!'));
    expect(ann.room('lobby').unread.value).toBe(1);
  });
});

describe('after a reload', () => {
  test('read messages stay read, and later ones are unread below the divider', async () => {
    const fixture = await chatFixture();
    const [ann, bob] = [await fixture.page('ann', { rooms: ['design', 'lobby'] }), await fixture.page('bob')];
    showConversation(ann.chat, 'lobby');
    await speak(bob, ['read 1', 'read 2']);
    await ann.until(() => ann.texts('lobby').length === 2);
    await ann.until(() => ann.sent('history.read').some(({ offset }) => offset === 2));
    const { saved: memory } = ann;
    ann.setReachable(false);
    await speak(bob, ['new 1', 'new 2 for ann']);
    const again = await reload(fixture, { ...ann, saved: memory });
    await again.until(() => again.room('lobby').unread.value === 2);
    expect(again.room('lobby').mentioned.value).toBe(true);
    showConversation(again.chat, 'lobby');
    await again.until(() => again.texts('lobby').length === 4);
    const first = again.messages('lobby').find(({ text }) => text === 'new 1');
    await again.until(() => again.room('lobby').firstUnread.value === first?.uid);
  });

  test('messages from session and history appear once', async () => {
    const fixture = await chatFixture();
    const [ann, bob] = [await fixture.page('ann'), await fixture.page('bob')];
    await speak(bob, ['one', 'two']);
    await speak(ann, ['mine']);
    const again = await reload(fixture, ann);
    await speak(bob, ['three']);
    await again.until(() => again.texts().includes('three'));
    await again.until(() => again.room().older.value === 'none');
    await again.until(() => again.texts().length === 4);
    expect(again.texts()).toEqual(['one', 'two', 'mine', 'three']);
    expect(again.room().caughtUp.value).toBeUndefined();
    expect(again.chat.me.value?.id).toBe(ann.chat.me.value?.id);
    expect(again.messages().map(({ mine }) => mine)).toEqual([false, false, true, false]);
  });
});

describe('messages read in another session of the user', () => {
  test('are no longer unread here', async () => {
    const { ann, bob } = await apart();
    await speak(bob, ['one', 'two', 'three']);
    await ann.until(() => ann.room('lobby').unread.value === 3);
    const [, second] = ann.messages('lobby');
    ann.inject({ type: 'read', room: 'lobby', ...second?.position });
    await ann.until(() => ann.room('lobby').unread.value === 1);
    expect(ann.room('lobby').firstUnread.value).toBe(ann.messages('lobby')[2]?.uid);
  });
});
