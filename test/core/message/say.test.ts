import { expect, test } from 'vitest';
import { openWorld } from '../../support/world.js';

test('everybody in the room gets what is said, whole', async () => {
  const { native, clock } = await openWorld();
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'lobby');
  const data = { colour: 'red', list: [1, null] };
  const receipt = await ann.ok({ type: 'say', room: 'lobby', text: 'hi', key: 'k1', data });
  const message = {
    type: 'message',
    room: 'lobby',
    id: receipt.id,
    epoch: receipt.epoch,
    offset: 1,
    at: clock.now(),
    from: { id: expect.any(String), nick: 'ann' },
    kind: 'text',
    text: 'hi',
    key: 'k1',
    data,
  };
  expect(await bob.next('message')).toEqual(message);
  expect(await ann.next('message')).toEqual(message);
});

test('the reply says where the message stands', async () => {
  const { native, clock } = await openWorld();
  const ann = await native('ann', 'lobby');
  expect(await ann.ask({ type: 'say', room: 'lobby', text: 'hi', ref: 'mine' })).toEqual({
    type: 'ok',
    ref: 'mine',
    result: { id: expect.any(String), room: 'lobby', epoch: expect.any(String), offset: 1, at: clock.now() },
  });
});

test('the sender gets the message before the reply', async () => {
  const { native } = await openWorld();
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
  expect(ann.heard.slice(-2).map(({ type }) => type)).toEqual(['message', 'ok']);
});

test('messages are numbered 1, 2, 3 for everybody, whoever says them', async () => {
  const { native } = await openWorld();
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'lobby');
  const replies = await Promise.all(
    Array.from({ length: 30 }, (_, at) =>
      (at % 2 === 0 ? ann : bob).ok({ type: 'say', room: 'lobby', text: `message ${at}` }),
    ),
  );
  expect(replies.map(({ offset }) => offset).sort((a, b) => Number(a) - Number(b))).toEqual(
    Array.from({ length: 30 }, (_, at) => at + 1),
  );
  const seen = (peer: typeof ann) => peer.all('message').map(({ offset, text }) => [offset, text]);
  expect(seen(bob)).toEqual(seen(ann));
  expect(seen(ann).map(([offset]) => offset)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
});

test('the same key again gets the first reply, and no second message', async () => {
  const { native, settle, clock } = await openWorld();
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'lobby');
  const first = await ann.ok({ type: 'say', room: 'lobby', text: 'once', key: 'k' });
  await clock.advance(5_000);
  expect(await ann.ok({ type: 'say', room: 'lobby', text: 'once', key: 'k' })).toEqual(first);
  await settle();
  expect(bob.all('message')).toHaveLength(1);
});

test('a message with a known key is not reported again', async () => {
  const { native, hub } = await openWorld();
  const kept: number[] = [];
  hub.on('message', ({ position }) => kept.push(position.offset));
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: 'once', key: 'k' });
  await ann.ok({ type: 'say', room: 'lobby', text: 'once', key: 'k' });
  expect(kept).toEqual([1]);
});

test('nobody speaks in a room without being there', async () => {
  const { native, settle } = await openWorld();
  const bob = await native('bob', 'lobby');
  const ann = await native('ann');
  expect(await ann.refused({ type: 'say', room: 'lobby', text: 'hi' })).toBe('CHAT_NOT_IN_ROOM');
  await settle();
  expect(bob.all('message')).toEqual([]);
});

test('nobody hears what is said in another room', async () => {
  const { native, settle } = await openWorld();
  const bob = await native('bob', 'attic');
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
  await settle();
  expect(bob.all('message')).toEqual([]);
});

test('any spelling of the room will do', async () => {
  const { native } = await openWorld();
  const ann = await native('ann', 'lobby');
  expect(await ann.ok({ type: 'say', room: '#LOBBY', text: 'hi' })).toMatchObject({ room: 'lobby', offset: 1 });
});

test('an action is a message of that kind', async () => {
  const { native } = await openWorld();
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: 'waves', kind: 'action' });
  expect(await ann.next('message')).toMatchObject({ kind: 'action', text: 'waves' });
});

test.each([
  ['a kind that is none', { kind: 'shout' }],
  ['a kind that is no text', { kind: 1 }],
  ['no text', { text: undefined }],
  ['a text that is none', { text: 5 }],
  ['no room', { room: undefined }],
  ['a key that is no text', { key: 1 }],
  ['a key that is too long', { key: 'k'.repeat(65) }],
  ['too much data', { data: 'x'.repeat(16_384) }],
])('a message with %s is refused', async (_what, change) => {
  const { native } = await openWorld();
  const ann = await native('ann', 'lobby');
  const said = { type: 'say', room: 'lobby', text: 'hi', ...change };
  expect(await ann.refused(said)).toBe('CHAT_BAD_COMMAND');
});

test('data that is nested too deeply to be passed on is refused, and is no failure of the server', async () => {
  const { native, failures } = await openWorld();
  const ann = await native('ann', 'lobby');
  const data = '['.repeat(8_000) + ']'.repeat(8_000);
  ann.wire.send(`{"type":"say","ref":"deep","room":"lobby","text":"hi","data":${data}}`);
  await ann.ok({ type: 'ping' });
  expect(ann.all('error')).toMatchObject([{ ref: 'deep', code: 'CHAT_BAD_COMMAND' }]);
  expect(failures).toEqual([]);
});

test('data that is nested as deeply as the limit allows is passed on', async () => {
  const { native } = await openWorld({ limits: { dataDepth: 3 } });
  const ann = await native('ann', 'lobby');
  await ann.ok({ type: 'say', room: 'lobby', text: 'hi', data: [[['x']]] });
  expect(await ann.refused({ type: 'say', room: 'lobby', text: 'hi', data: [[[['x']]]] })).toBe('CHAT_BAD_COMMAND');
});

test('a message of a user who left during a slow gate is still said', async () => {
  let open = () => {};
  const slow = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { native } = await openWorld({
    plugins: [{ name: 'slow', setup: (host) => host.gate('publish', (draft) => slow.then(() => draft)) }],
  });
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'lobby');
  ann.send({ type: 'say', room: 'lobby', text: 'last words' });
  ann.wire.close();
  open();
  expect(await bob.next('message')).toMatchObject({ text: 'last words' });
  expect(await bob.next('left')).toMatchObject({ user: { nick: 'ann' } });
});
