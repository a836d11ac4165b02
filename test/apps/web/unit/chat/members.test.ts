import { describe, expect, test } from 'vitest';
import {
  changeNick,
  joinRoom,
  leaveConversation,
  openDirect,
  sendMessage,
  setTyping,
  signIn,
} from '../../../../../apps/web/src/chat/index.js';
import { history } from '../../../../../plugins/history/index.js';
import { moderation } from '../../../../../plugins/moderation/index.js';
import { chatFixture, savedRooms } from '../support/chat-fixture.js';

const notices = (items: readonly { readonly type: string }[]) => items.filter(({ type }) => type === 'notice');

describe('a room', () => {
  test('shows joins, nick changes and leaves as one item', async () => {
    const { page } = await chatFixture();
    const ann = await page('ann');
    const bob = await page('bob');
    await changeNick(bob.chat, 'rob');
    await bob.chat.client.quit('Good night');
    await ann.until(() => ann.items().some((item) => item.type === 'presence' && item.changes.length === 3));
    expect(ann.items()).toMatchObject([
      {
        type: 'presence',
        changes: [
          { change: 'joined', nick: 'bob' },
          { change: 'renamed', nick: 'rob', was: 'bob' },
          { change: 'left', nick: 'rob', reason: 'Good night' },
        ],
      },
    ]);
    await ann.until(() => ann.room().roster.value.length === 1);
  });

  test('shows members as away while their connection is lost', async () => {
    const { page } = await chatFixture();
    const [ann, bob] = [await page('ann'), await page('bob')];
    bob.setReachable(false);
    await ann.until(() => ann.room().roster.value.some(({ nick, away }) => nick === 'bob' && away === true));
    bob.setReachable(true);
    bob.chat.client.hurry();
    await ann.until(() => ann.room().roster.value.every(({ away }) => away === undefined));
    expect(ann.room().roster.value.map(({ nick }) => nick)).toEqual(['ann', 'bob']);
  });

  test('is stored under the name that the server returns', async () => {
    const { page } = await chatFixture();
    const ann = await page('ann');
    await joinRoom(ann.chat, '#Design');
    expect(ann.room().key).toBe('design');
    expect(ann.saved.rooms).toEqual(['lobby', 'design']);
  });

  test('is removed after leaving, and the next one is shown', async () => {
    const { page } = await chatFixture();
    const ann = await page('ann', { rooms: ['lobby', 'design'] });
    await joinRoom(ann.chat, 'design');
    leaveConversation(ann.chat, 'design');
    expect(ann.room().key).toBe('lobby');
    expect(ann.saved.rooms).toEqual(['lobby']);
    await ann.until(() => !ann.chat.client.rooms.has('design'));
  });

  test('shows why joining was refused', async () => {
    const { page } = await chatFixture([moderation({ operators: ({ user }) => user?.nick === 'boss' })]);
    const boss = await page('boss', { rooms: ['lobby', 'club'] });
    await boss.chat.client.request('room.lock', { room: 'club', access: 'invite' });
    const { chat } = await page('ann');
    await expect(joinRoom(chat, 'club')).rejects.toMatchObject({ code: expect.stringContaining('ROOM_') });
  });
});

describe('typing', () => {
  test('is shown to other members until a message arrives', async () => {
    const { page } = await chatFixture();
    const [ann, bob] = [await page('ann'), await page('bob')];
    setTyping(bob.chat, bob.room(), true);
    await ann.until(() => ann.room().typing.value.length === 1);
    expect(ann.room().typing.value).toMatchObject([{ nick: 'bob' }]);
    sendMessage(bob.chat, bob.room(), 'done');
    await ann.until(() => ann.texts().includes('done'));
    expect(ann.room().typing.value).toEqual([]);
  });

  test('is sent once for many key presses, and once when it ends', async () => {
    const { page } = await chatFixture();
    const ann = await page('ann');
    for (let keys = 0; keys < 20; keys++) setTyping(ann.chat, ann.room(), true);
    setTyping(ann.chat, ann.room(), false);
    setTyping(ann.chat, ann.room(), false);
    await ann.until(() => ann.sent('typing').length === 2);
    expect(ann.sent('typing').map(({ on }) => on)).toEqual([true, false]);
  });

  test('of the own user is not shown', async () => {
    const { page } = await chatFixture();
    const ann = await page('ann');
    ann.inject({ type: 'typing', room: 'lobby', user: ann.chat.me.value, on: true });
    ann.inject({ type: 'typing', room: 'lobby', user: { id: 'x', nick: 'xeno' }, on: true });
    expect(ann.room().typing.value.map(({ nick }) => nick)).toEqual(['xeno']);
  });
});

describe('a direct conversation', () => {
  test('opens for both users with the first message', async () => {
    const { page } = await chatFixture();
    const [ann, bob] = [await page('ann'), await page('bob')];
    const direct = openDirect(ann.chat, { nick: 'bob' });
    sendMessage(ann.chat, direct, 'between us');
    await bob.until(() => bob.chat.conversations.value.length === 2);
    await bob.until(() => bob.room('@ann').unread.value === 1);
    expect(bob.room('@ann').mentioned.value).toBe(true);
    expect(bob.texts('@ann')).toEqual(['between us']);
    await ann.until(() => ann.messages('@bob')[0]?.state === 'sent');
    expect(ann.saved.recipients).toMatchObject([{ nick: 'bob', room: bob.room('@ann').room }]);
  });

  test('supports actions and replies once it has a name on the server', async () => {
    const { page } = await chatFixture();
    const [ann, bob] = [await page('ann'), await page('bob')];
    const direct = openDirect(ann.chat, { nick: 'bob' });
    sendMessage(ann.chat, direct, 'first');
    await ann.until(() => ann.messages('@bob')[0]?.state === 'sent');
    direct.replyingTo.value = ann.messages('@bob')[0];
    sendMessage(ann.chat, direct, 'waves', 'action');
    await bob.until(() => bob.texts('@ann').includes('waves'));
    expect(bob.messages('@ann')[1]).toMatchObject({ kind: 'action', reply: { offset: 1 } });
  });

  test('stays the same when the recipient changes nick', async () => {
    const { page } = await chatFixture();
    const [ann, bob] = [await page('ann'), await page('bob')];
    sendMessage(bob.chat, openDirect(bob.chat, { nick: 'ann' }), 'one');
    await ann.until(() => ann.chat.conversations.value.length === 2);
    await changeNick(bob.chat, 'rob');
    await ann.until(() => ann.room('@bob').recipient.value?.nick === 'rob');
    sendMessage(bob.chat, bob.room('@ann'), 'two');
    await ann.until(() => ann.texts('@bob').length === 2);
    expect(ann.chat.conversations.value).toHaveLength(2);
  });

  test('is restored after a reload with its messages and unread count', async () => {
    const { page } = await chatFixture();
    const [ann, bob] = [await page('ann'), await page('bob')];
    sendMessage(ann.chat, openDirect(ann.chat, { nick: 'bob' }), 'before');
    await ann.until(() => ann.messages('@bob')[0]?.state === 'sent');
    const { token } = ann.chat.client;
    ann.setReachable(false);
    sendMessage(bob.chat, bob.room('@ann'), 'meanwhile');
    await bob.until(
      () => bob.messages('@ann').every(({ state }) => state === 'sent') && bob.texts('@ann').length === 2,
    );
    const again = await page('ann', { saved: ann.saved, ...(token === undefined ? {} : { token }) });
    await again.until(() => again.texts('@bob').length === 2);
    expect(again.texts('@bob')).toEqual(['before', 'meanwhile']);
    await again.until(() => again.room('@bob').unread.value === 1);
  });
});

describe('moderation', () => {
  const club = async () => {
    const { page } = await chatFixture([moderation({ operators: ({ user }) => user?.nick === 'boss' }), history()]);
    const boss = await page('boss');
    return { boss, ann: await page('ann'), page };
  };

  test('shows the notice of the server', async () => {
    const { boss, ann } = await club();
    await boss.chat.client.request('room.mute', { room: 'lobby', nick: 'ann', reason: 'too loud' });
    await ann.until(() => notices(ann.items()).length === 1);
    expect(ann.items().at(-1)).toMatchObject({ texts: [{ text: expect.stringContaining('too loud') }] });
  });

  test('sets a topic that later members receive without a notice', async () => {
    const { boss, ann, page } = await club();
    await ann.until(() => ann.room().topic.value !== undefined);
    await boss.chat.client.request('room.topic', { room: 'lobby', topic: 'tea' });
    await ann.until(() => ann.room().topic.value === 'tea');
    await ann.until(() => notices(ann.items()).length === 1);
    const carl = await page('carl');
    await carl.until(() => carl.room().topic.value === 'tea');
    expect(notices(carl.items())).toEqual([]);
  });

  test('removes us from a room, and we can rejoin', async () => {
    const { boss, ann } = await club();
    await boss.chat.client.request('room.kick', { room: 'lobby', nick: 'ann', reason: 'go' });
    await ann.until(() => ann.room().removed.value);
    expect(ann.room().joined.value).toBe(false);
    await joinRoom(ann.chat, 'lobby');
    expect(ann.room().removed.value).toBe(false);
    expect(ann.room().joined.value).toBe(true);
  });

  test('removes us from a room, also after a lost connection', async () => {
    const { boss, ann } = await club();
    await boss.chat.client.request('room.kick', { room: 'lobby', nick: 'ann' });
    await ann.until(() => ann.room().removed.value);
    ann.setReachable(false);
    await ann.until(() => ann.chat.connectionState.value.name === 'waiting');
    ann.setReachable(true);
    ann.chat.client.hurry();
    await ann.until(() => ann.chat.connectionState.value.name === 'online');
    await ann.chat.client.request('ping');
    expect(ann.chat.client.rooms.has('lobby')).toBe(false);
  });

  test('reports our own permissions', async () => {
    const { boss, ann } = await club();
    await boss.until(() => boss.room().role.value === 'operator');
    await ann.until(() => ann.room().role.value === 'member');
  });
});

test('asks for another nick and suggests a free one if it is taken', async () => {
  const { page } = await chatFixture();
  await page('ann');
  const other = await page('ann', { saved: savedRooms([]) });
  await other.until(() => other.chat.connectionState.value.name === 'naming');
  expect(other.chat.connectionState.value).toMatchObject({ name: 'naming', nick: 'ann', suggestion: 'ann2' });
  signIn(other.chat, 'ann2');
  await other.until(() => other.chat.connectionState.value.name === 'online');
  expect(other.chat.me.value?.nick).toBe('ann2');
});

test('signs in under a free nick while the previous session still exists', async () => {
  const { page } = await chatFixture();
  const ann = await page('ann');
  const memory = { ...savedRooms([]), nick: 'ann' };
  const again = await page('', { saved: memory });
  await again.until(() => again.chat.me.value?.nick === 'ann2');
  expect(memory.nick).toBe('ann');
  expect(ann.chat.me.value?.nick).toBe('ann');
});

test('uses the text limits of the server', async () => {
  const { page } = await chatFixture([], { limits: { textCharacters: 70 } });
  const ann = await page('ann');
  expect(ann.chat.textLimits.value).toEqual({ characters: 70, bytes: 16_384 });
});
