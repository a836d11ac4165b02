import { describe, expect, test } from 'vitest';
import { joinRoom, leave, markRead, retry, say, show } from '../../apps/web/src/chat/index.js';
import type { MessageItem } from '../../apps/web/src/chat/item.js';
import { newest } from './support/fake-platform.js';
import { settle, visit } from './support/visit.js';

const lastMessage = (page: Awaited<ReturnType<typeof visit>>): MessageItem => {
  const item = newest(page.here().items.value);
  if (item.type !== 'message') throw new TypeError('The last item is no message.');
  return item;
};

describe('a message of ours', () => {
  test('is shown at once, and settles when it comes back with its key', async () => {
    const page = await visit();
    say(page.chat, page.here(), 'hello');
    expect(page.lines()).toEqual(['ann: hello (sent)']);
    const { key } = newest(page.sent('say'));
    page.hear({ from: { id: 'a', nick: 'ann' }, text: 'hello', key });
    await page.ok('say', { id: 'm1', room: 'lobby', epoch: 'e', offset: 1, at: 5 });
    expect(page.lines()).toEqual(['ann: hello (kept)']);
  });

  test('is shown as the server changed it', async () => {
    const page = await visit();
    say(page.chat, page.here(), 'darn');
    page.hear({ from: { id: 'a', nick: 'ann' }, text: '****', key: newest(page.sent('say')).key });
    expect(page.lines()).toEqual(['ann: **** (kept)']);
  });

  test('says why it was refused, and can be sent again with the same key', async () => {
    const page = await visit();
    say(page.chat, page.here(), 'hello');
    const { key } = newest(page.sent('say'));
    await page.refuse('say', 'CHAT_BROKER_FAILED');
    expect(lastMessage(page)).toMatchObject({ state: 'failed', fault: { code: 'CHAT_BROKER_FAILED' } });
    retry(page.chat, page.here(), lastMessage(page));
    expect(page.lines()).toEqual(['ann: hello (sent)']);
    expect(newest(page.sent('say')).key).toBe(key);
  });

  test('waits for the connection, and is sent once the room is entered again', async () => {
    const page = await visit();
    page.socket().drop();
    say(page.chat, page.here(), 'hello');
    expect(page.lines()).toEqual(['ann: hello (waiting)']);
    page.chat.link.hurry();
    await page.arrive();
    expect(newest(page.sent('say'))).toMatchObject({ room: 'lobby', text: 'hello' });
  });

  test('that was on its way when the connection broke is not sent again unasked', async () => {
    const page = await visit();
    say(page.chat, page.here(), 'hello');
    page.socket().drop();
    await settle();
    expect(lastMessage(page)).toMatchObject({ state: 'failed', fault: { code: 'PAGE_UNCONFIRMED' } });
    page.chat.link.hurry();
    await page.arrive('a2');
    expect(page.sent('say')).toEqual([]);
  });
});

describe('messages of others', () => {
  test('are shown once, though they come twice', async () => {
    const page = await visit();
    page.hear({ offset: 1 });
    page.hear({ offset: 1 });
    expect(page.lines()).toEqual(['bob: hi (kept)']);
  });

  test('are unread where nobody looks, from the first of them on', async () => {
    const page = await visit(['lobby', 'design']);
    show(page.chat, 'design');
    page.hear({ id: 'first' });
    page.hear({ id: 'second', text: 'ann?' });
    const [lobby] = page.chat.conversations.value;
    expect(lobby?.unread.value).toBe(2);
    expect(lobby?.firstUnread.value).toBe('first');
    expect(lobby?.called.value).toBe(true);
  });

  test('are read where somebody looks', async () => {
    const page = await visit();
    page.hear({});
    expect(page.here().unread.value).toBe(0);
  });

  test('lose their divider once they are read and the room is left', async () => {
    const page = await visit(['lobby', 'design']);
    show(page.chat, 'design');
    page.hear({});
    show(page.chat, 'lobby');
    markRead(page.here());
    expect(page.here().firstUnread.value).toBeDefined();
    show(page.chat, 'design');
    show(page.chat, 'lobby');
    expect(page.here().firstUnread.value).toBeUndefined();
  });
});

describe('a direct message', () => {
  const fromBob = { room: '@a-b', to: { id: 'a', nick: 'ann' } };

  test('opens a conversation with its author', async () => {
    const page = await visit();
    page.hear(fromBob);
    const direct = newest(page.chat.conversations.value);
    expect(direct.peer.value).toEqual({ id: 'b', nick: 'bob' });
    expect(direct.unread.value).toBe(1);
  });

  test('stays in one conversation when the other takes another nick', async () => {
    const page = await visit();
    page.hear(fromBob);
    page.socket().say({ type: 'renamed', room: 'lobby', user: { id: 'b', nick: 'rob' }, was: 'bob' });
    page.hear({ ...fromBob, from: { id: 'b', nick: 'rob' } });
    const [, direct, ...more] = page.chat.conversations.value;
    expect(direct?.peer.value?.nick).toBe('rob');
    expect(direct?.items.value).toHaveLength(2);
    expect(more).toEqual([]);
  });

  test('does not go to whoever takes the nick after', async () => {
    const page = await visit();
    page.hear(fromBob);
    page.socket().say({ type: 'renamed', room: 'lobby', user: { id: 'b', nick: 'rob' }, was: 'bob' });
    page.hear({ room: '@a-c', from: { id: 'c', nick: 'bob' }, to: fromBob.to });
    expect(page.chat.conversations.value.map(({ peer }) => peer.value?.nick)).toEqual([undefined, 'rob', 'bob']);
  });
});

describe('a room', () => {
  test('tells who came, went and took another nick', async () => {
    const page = await visit();
    const bob = { id: 'b', nick: 'bob' };
    page.socket().say({ type: 'joined', room: 'lobby', user: { ...bob, wires: ['tcp/text'] } });
    expect(page.here().roster.value.map(({ nick }) => nick)).toEqual(['ann', 'bob']);
    page.socket().say({ type: 'renamed', room: 'lobby', user: { id: 'b', nick: 'rob' }, was: 'bob' });
    page.socket().say({ type: 'left', room: 'lobby', user: { id: 'b', nick: 'rob' } });
    expect(page.lines()).toEqual(['bob joined', 'rob renamed', 'rob left']);
    expect(page.here().roster.value.map(({ nick }) => nick)).toEqual(['ann']);
  });

  test('is entered under the name that the server gives it, and remembered', async () => {
    const page = await visit();
    const joined = joinRoom(page.chat, '#Design');
    await page.ok('join', { room: 'design', epoch: 'd', offset: 0, members: [] });
    await joined;
    expect(page.here().key).toBe('design');
    expect(page.memory.rooms).toEqual(['lobby', 'design']);
  });

  test('that is left goes, and its neighbour is shown', async () => {
    const page = await visit(['lobby', 'design']);
    show(page.chat, 'design');
    leave(page.chat, 'design');
    expect(newest(page.sent('leave'))).toMatchObject({ room: 'design' });
    expect(page.here().key).toBe('lobby');
    expect(page.memory.rooms).toEqual(['lobby']);
  });

  test('tells how much was missed while the connection was away', async () => {
    const page = await visit();
    page.socket().drop();
    page.chat.link.hurry();
    await page.arrive('a2', { epoch: 'e', offset: 7 });
    expect(newest(page.here().items.value)).toMatchObject({ said: [{ phrase: 'missed', values: { n: 7 } }] });
  });

  test('that we were taken out of can be entered again', async () => {
    const page = await visit();
    page.socket().say({ type: 'left', room: 'lobby', user: { id: 'a', nick: 'ann' }, reason: 'kicked' });
    expect(page.here().removed.value).toBe(true);
    const joined = joinRoom(page.chat, 'lobby');
    await page.ok('join', { room: 'lobby', epoch: 'e', offset: 0, members: [] });
    await joined;
    expect(page.here().removed.value).toBe(false);
  });
});
