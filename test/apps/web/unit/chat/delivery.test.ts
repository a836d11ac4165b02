import { describe, expect, test } from 'vitest';
import { discardMessage, retryMessage, sendMessage, waitingMessages } from '../../../../../apps/web/src/chat/index.js';
import { type Plugin, refuse } from '../../../../../index.js';
import { history } from '../../../../../plugins/history/index.js';
import { chatFixture, type TestPage } from '../support/chat-fixture.js';

describe('an own message', () => {
  test('is shown at once and moves to its position in the log', async () => {
    const { page } = await chatFixture();
    const ann = await page('ann');
    sendMessage(ann.chat, ann.room(), 'hello');
    await ann.until(() => ann.messages().length === 1);
    await ann.until(() => ann.messages()[0]?.state === 'sent');
    const [item, ...more] = ann.messages();
    expect(item).toMatchObject({ text: 'hello', mine: true, position: { offset: 1 } });
    expect(item?.id).not.toBe(item?.uid);
    expect(more).toEqual([]);
  });

  test('is delivered to other members', async () => {
    const { page } = await chatFixture();
    const [ann, bob] = await Promise.all([page('ann'), page('bob')]);
    sendMessage(ann.chat, ann.room(), 'hello');
    await bob.until(() => bob.texts().includes('hello'));
    expect(bob.messages()[0]).toMatchObject({ mine: false, from: { nick: 'ann' } });
  });

  test('is shown as a filter changed it', async () => {
    const loud: Plugin = {
      name: 'loud',
      setup: (host) => host.gate('publish', (message) => ({ ...message, text: message.text.toUpperCase() })),
    };
    const { page } = await chatFixture([loud]);
    const ann = await page('ann');
    sendMessage(ann.chat, ann.room(), 'hello');
    await ann.until(() => ann.texts().includes('HELLO'));
    expect(ann.messages()).toHaveLength(1);
  });

  test('shows why it was refused and can be retried', async () => {
    let isStrict = true;
    const strict: Plugin = {
      name: 'strict',
      setup: (host) => host.gate('publish', (message) => (isStrict ? refuse('TEST_NO', 'Not now.') : message)),
    };
    const { page } = await chatFixture([strict]);
    const ann = await page('ann');
    sendMessage(ann.chat, ann.room(), 'hello');
    await ann.until(() => ann.messages()[0]?.state === 'failed');
    const [refused] = ann.messages();
    expect(refused?.fault).toEqual({ code: 'TEST_NO', text: 'Not now.' });
    isStrict = false;
    if (refused !== undefined) retryMessage(ann.chat, ann.room(), refused);
    await ann.until(() => ann.messages()[0]?.state === 'sent');
    expect(ann.texts()).toEqual(['hello']);
  });

  test('can be discarded after a refusal', async () => {
    const strict: Plugin = {
      name: 'strict',
      setup: (host) => host.gate('publish', () => refuse('TEST_NO', 'Never.')),
    };
    const { page } = await chatFixture([strict]);
    const ann = await page('ann');
    sendMessage(ann.chat, ann.room(), 'hello');
    await ann.until(() => ann.messages()[0]?.state === 'failed');
    for (const item of ann.messages()) discardMessage(ann.chat, ann.room(), item);
    await ann.until(() => ann.items().length === 0);
  });

  test('waits without a connection and is then sent once and in order', async () => {
    const { page } = await chatFixture();
    const [ann, bob] = await Promise.all([page('ann'), page('bob')]);
    ann.setReachable(false);
    await ann.until(() => ann.chat.connectionState.value.name === 'waiting');
    for (const text of ['one', 'two', 'three']) sendMessage(ann.chat, ann.room(), text);
    await ann.until(() => waitingMessages(ann.room()).length === 3);
    expect(ann.messages().map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    ann.setReachable(true);
    ann.chat.client.hurry();
    await bob.until(() => bob.texts().length === 3);
    await ann.until(() => ann.messages().every(({ state }) => state === 'sent'));
    expect(ann.texts()).toEqual(['one', 'two', 'three']);
    expect(bob.texts()).toEqual(['one', 'two', 'three']);
  });

  test('is delivered once if the connection broke while sending', async () => {
    const { page } = await chatFixture();
    const [ann, bob] = await Promise.all([page('ann'), page('bob')]);
    sendMessage(ann.chat, ann.room(), 'between two');
    ann.setReachable(false);
    await ann.until(() => ann.chat.connectionState.value.name === 'waiting');
    ann.setReachable(true);
    ann.chat.client.hurry();
    await ann.until(() => ann.messages().some(({ state }) => state === 'sent'));
    sendMessage(ann.chat, ann.room(), 'after');
    await bob.until(() => bob.texts().includes('after'));
    expect(bob.texts()).toEqual(['between two', 'after']);
    await ann.until(() => ann.messages().every(({ state }) => state === 'sent'));
    expect(ann.texts()).toEqual(['between two', 'after']);
  });

  test('is refused if too many messages are waiting', async () => {
    const { page } = await chatFixture();
    const ann = await page('ann');
    ann.setReachable(false);
    await ann.until(() => ann.chat.connectionState.value.name === 'waiting');
    for (let n = 0; n < 501; n++) sendMessage(ann.chat, ann.room(), `line ${n}`);
    await ann.until(() => ann.items().length === 501);
    expect(ann.messages().filter(({ state }) => state === 'failed')).toMatchObject([
      { fault: { code: 'CLIENT_QUEUE_FULL' } },
    ]);
  });
});

describe('a lost connection', () => {
  test('recovers missed messages once and shows their number', async () => {
    const { page } = await chatFixture();
    const [ann, bob] = await Promise.all([page('ann'), page('bob')]);
    sendMessage(bob.chat, bob.room(), 'before');
    await ann.until(() => ann.texts().includes('before'));
    ann.setReachable(false);
    await ann.until(() => ann.chat.connectionState.value.name === 'waiting');
    for (const text of ['missed 1', 'missed 2', 'missed 3']) sendMessage(bob.chat, bob.room(), text);
    await bob.until(() => bob.messages().every(({ state }) => state === 'sent') && bob.messages().length === 4);
    ann.setReachable(true);
    ann.chat.client.hurry();
    await ann.until(() => ann.room().caughtUp.value !== undefined);
    expect(ann.room().caughtUp.value?.messages).toBe(3);
    await ann.until(() => ann.texts().length === 4);
    expect(ann.texts()).toEqual(['before', 'missed 1', 'missed 2', 'missed 3']);
  });

  test('fills the rest from the history if only a part is recovered', async () => {
    const { page } = await chatFixture([history()], { limits: { recoverEntries: 5 } });
    const [ann, bob] = await Promise.all([page('ann'), page('bob')]);
    await missMessages(ann, bob);
    await ann.until(() => ann.texts().length === 20);
    expect(ann.texts()).toEqual(many);
    await ann.until(() => ann.items().every(({ type }) => type !== 'gap'));
  });

  test('leaves a gap with the number of missing messages without a history', async () => {
    const { page } = await chatFixture([], { limits: { recoverEntries: 5 } });
    const [ann, bob] = await Promise.all([page('ann'), page('bob')]);
    await missMessages(ann, bob);
    await ann.until(() => ann.texts().includes('line 19'));
    const [before, gap, after] = ann.items().filter(({ type }) => type !== 'presence');
    expect(before).toMatchObject({ text: 'line 0' });
    expect(gap).toMatchObject({ type: 'gap', missed: 14 });
    expect(after).toMatchObject({ text: 'line 15' });
  });
});

const many = Array.from({ length: 20 }, (_, n) => `line ${n}`);

/** Disconnects a page after the first of many messages. */
async function missMessages(offline: TestPage, speaker: TestPage): Promise<void> {
  const [first = '', ...others] = many;
  sendMessage(speaker.chat, speaker.room(), first);
  await offline.until(() => offline.texts().includes(first));
  offline.setReachable(false);
  await offline.until(() => offline.chat.connectionState.value.name === 'waiting');
  for (const text of others) sendMessage(speaker.chat, speaker.room(), text);
  await speaker.until(() => speaker.messages().every(({ state }) => state === 'sent') && speaker.texts().length === 20);
  offline.setReachable(true);
  offline.chat.client.hurry();
}
