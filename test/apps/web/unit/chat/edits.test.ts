import { describe, expect, test } from 'vitest';
import { sqlite } from '../../../../../adapters/brokers/sqlite/index.js';
import {
  deleteMessage,
  editMessage,
  loadOlder,
  quoteOf,
  searchMessages,
  sendMessage,
  setReaction,
  startReply,
} from '../../../../../apps/web/src/chat/index.js';
import { chatFixture, findMessage, roomFixture, sendAll } from '../support/chat-fixture.js';

describe('an edit', () => {
  test('changes the message for all members without a new item', async () => {
    const { ann, bob } = await roomFixture(3);
    await editMessage(bob.chat, bob.room(), findMessage(bob, 'line 2'), 'second');
    await ann.until(() => ann.texts().includes('second'));
    expect(ann.texts()).toEqual(['line 1', 'second', 'line 3']);
    expect(findMessage(ann, 'second').edited?.at).toBeGreaterThan(0);
  });

  test('is applied to messages loaded later', async () => {
    const { bob, page } = await roomFixture(3);
    await editMessage(bob.chat, bob.room(), findMessage(bob, 'line 2'), 'second');
    const carl = await page('carl');
    await carl.until(() => carl.texts().includes('second'));
    expect(findMessage(carl, 'second').edited).toBeDefined();
  });

  test("of another user's message is refused with a notice", async () => {
    const { ann } = await roomFixture(3);
    await editMessage(ann.chat, ann.room(), findMessage(ann, 'line 2'), 'not mine');
    await ann.until(() => ann.items().some(({ type }) => type === 'notice'));
    expect(ann.items().at(-1)).toMatchObject({ type: 'notice', tone: 'error', texts: [{ code: 'HISTORY_NOT_YOURS' }] });
    expect(ann.texts()).toContain('line 2');
  });

  test('keeps the item of the message', async () => {
    const { bob } = await roomFixture(3);
    const { uid } = findMessage(bob, 'line 2');
    await editMessage(bob.chat, bob.room(), findMessage(bob, 'line 2'), 'second');
    await bob.until(() => bob.texts().includes('second'));
    expect(findMessage(bob, 'second').uid).toBe(uid);
  });
});

test('a deletion leaves an empty message marked as deleted', async () => {
  const { ann, bob } = await roomFixture(3);
  await editMessage(bob.chat, bob.room(), findMessage(bob, 'line 2'), 'second');
  await ann.until(() => ann.texts().includes('second'));
  await deleteMessage(bob.chat, bob.room(), findMessage(bob, 'second'));
  await ann.until(() => ann.messages().some(({ erased }) => erased === true));
  expect(ann.messages().map(({ text, erased }) => [text, erased])).toEqual([
    ['line 1', undefined],
    ['', true],
    ['line 3', undefined],
  ]);
});

test('a missed deletion after edits leaves one empty message', async () => {
  const { ann, bob } = await roomFixture(3);
  ann.setReachable(false);
  await ann.until(() => ann.chat.connectionState.value.name === 'waiting');
  await editMessage(bob.chat, bob.room(), findMessage(bob, 'line 2'), 'second');
  await bob.until(() => bob.texts().includes('second'));
  await deleteMessage(bob.chat, bob.room(), findMessage(bob, 'second'));
  await sendAll(bob, ['after']);
  ann.setReachable(true);
  ann.chat.client.hurry();
  await ann.until(() => ann.texts().includes('after'));
  expect(ann.texts()).toEqual(['line 1', '', 'line 3', 'after']);
});

describe('reactions', () => {
  test('are counted with their users, and can be removed', async () => {
    const { ann, bob } = await roomFixture(1);
    await setReaction(ann.chat, ann.room(), findMessage(ann, 'line 1'), '🍵', true);
    await setReaction(bob.chat, bob.room(), findMessage(bob, 'line 1'), '🍵', true);
    await ann.until(() => findMessage(ann, 'line 1').reactions?.get('🍵')?.count === 2);
    const reaction = findMessage(ann, 'line 1').reactions?.get('🍵');
    expect(reaction?.mine).toBe(true);
    expect(reaction?.by.map(({ nick }) => nick).toSorted()).toEqual(['ann', 'bob']);
    await setReaction(ann.chat, ann.room(), findMessage(ann, 'line 1'), '🍵', false);
    await ann.until(() => findMessage(ann, 'line 1').reactions?.get('🍵')?.count === 1);
    expect(findMessage(ann, 'line 1').reactions?.get('🍵')?.mine).toBe(false);
    await setReaction(bob.chat, bob.room(), findMessage(bob, 'line 1'), '🍵', false);
    await ann.until(() => findMessage(ann, 'line 1').reactions === undefined);
  });

  test('are loaded by later visitors and counted from there', async () => {
    const { bob, page } = await roomFixture(1);
    await setReaction(bob.chat, bob.room(), findMessage(bob, 'line 1'), '🍵', true);
    const carl = await page('carl');
    await carl.until(() => carl.messages()[0]?.reactions?.get('🍵')?.count === 1);
    await setReaction(carl.chat, carl.room(), findMessage(carl, 'line 1'), '🍵', true);
    await carl.until(() => findMessage(carl, 'line 1').reactions?.get('🍵')?.count === 2);
    await bob.until(() => findMessage(bob, 'line 1').reactions?.get('🍵')?.count === 2);
  });
});

describe('a reply', () => {
  test('carries a position only; the quote comes from the room', async () => {
    const { ann, bob } = await roomFixture(2);
    startReply(ann.room(), findMessage(ann, 'line 1'));
    sendMessage(ann.chat, ann.room(), 'indeed');
    await bob.until(() => bob.texts().includes('indeed'));
    expect(quoteOf(bob.chat, bob.room(), findMessage(bob, 'indeed'))).toEqual({ nick: 'bob', text: 'line 1' });
    expect(ann.room().replyingTo.value).toBeUndefined();
    expect(JSON.stringify(ann.sent('say').at(-1)?.data)).not.toContain('line 1');
  });

  test('to a message that is not loaded requests it once', async () => {
    const { ann, bob, page } = await roomFixture(120);
    await loadOlder(ann.chat, ann.room());
    await ann.until(() => ann.texts().length === 120);
    startReply(ann.room(), findMessage(ann, 'line 5'));
    sendMessage(ann.chat, ann.room(), 'as in the beginning');
    await bob.until(() => bob.texts().includes('as in the beginning'));
    const carl = await page('carl');
    await carl.until(() => carl.texts().includes('as in the beginning'));
    const reply = findMessage(carl, 'as in the beginning');
    expect(quoteOf(carl.chat, carl.room(), reply)).toBeUndefined();
    quoteOf(carl.chat, carl.room(), reply);
    await carl.until(() => quoteOf(carl.chat, carl.room(), reply) !== undefined);
    expect(quoteOf(carl.chat, carl.room(), reply)).toEqual({ nick: 'bob', text: 'line 5' });
    expect(carl.sent('history').filter(({ around }) => around !== undefined)).toHaveLength(1);
  });

  test('whose id does not match the message at its position has no quote', async () => {
    const { ann, bob } = await roomFixture(2);
    const { position } = findMessage(bob, 'line 1');
    await bob.chat.client.say('lobby', 'forged', { data: { reply: { ...position, id: 'another' } } });
    await ann.until(() => ann.texts().includes('forged'));
    expect(quoteOf(ann.chat, ann.room(), findMessage(ann, 'forged'))).toBeUndefined();
  });
});

describe('a search', () => {
  test('finds messages by their words, page by page', async () => {
    const { ann } = await roomFixture(60, { broker: sqlite({ path: ':memory:' }) });
    const found = await searchMessages(ann.chat, ann.room(), 'line');
    expect(found.entries).toHaveLength(20);
    expect(found.entries.at(-1)?.text).toBe('line 60');
    expect(found.more).toBe(true);
    const next = await searchMessages(ann.chat, ann.room(), 'line', found.from);
    expect(next.entries.at(-1)?.text).toBe('line 40');
  });

  test('rejects with the error code without a history', async () => {
    const { page } = await chatFixture([]);
    const ann = await page('ann');
    await expect(searchMessages(ann.chat, ann.room(), 'tea')).rejects.toMatchObject({ code: 'CHAT_COMMAND_UNKNOWN' });
  });
});
