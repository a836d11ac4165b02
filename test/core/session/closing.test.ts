import { expect, test } from 'vitest';
import { errors } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

test('who does not introduce itself in time is sent away', async () => {
  const { stranger, pass } = await openWorld({ limits: { handshakeMs: 5_000 } });
  const ann = stranger();
  await pass(4_999);
  expect(ann.heard).toEqual([]);
  await pass(1);
  await ann.over;
  expect(ann.heard).toEqual([
    { type: 'bye', code: 'CHAT_HANDSHAKE_TIMEOUT', text: errors.CHAT_HANDSHAKE_TIMEOUT.text, reconnectMs: 2_500 },
  ]);
});

test('who has logged in may be silent for a long time', async () => {
  const { native, pass, clock } = await openWorld();
  const ann = await native('ann');
  await pass(1_000_000);
  expect(await ann.ok({ type: 'ping' })).toEqual({ at: clock.now() });
});

test('who says nothing for longer than the limit is sent away, and may come back', async () => {
  const { native, pass } = await openWorld({ limits: { heartbeatMs: 1_000, idleMs: 5_000 } });
  const ann = await native('ann');
  await pass(4_900);
  expect(ann.all('bye')).toEqual([]);
  await pass(2_100);
  expect(ann.all('bye')).toMatchObject([{ code: 'CHAT_IDLE', reconnectMs: 2_500 }]);
});

test('who promised a heartbeat and is not heard of is cut off within two of them', async () => {
  const { stranger, pass } = await openWorld({ limits: { heartbeatMs: 1_000 } });
  const ann = stranger();
  await ann.ok({ type: 'hello', nick: 'ann', heartbeat: true });
  const bob = stranger();
  await bob.ok({ type: 'hello', nick: 'bob', heartbeat: true });
  for (let second = 0; second < 5; second++) {
    await bob.ok({ type: 'ping' });
    await pass(900);
  }
  expect(ann.all('bye')).toMatchObject([{ code: 'CHAT_HEARTBEAT_LOST' }]);
  expect(bob.all('bye')).toEqual([]);
});

test('the last to go takes the hub’s timers with them', async () => {
  const { native, pass, clock } = await openWorld();
  const ann = await native('ann');
  await ann.ok({ type: 'quit' });
  await pass(0);
  expect(clock.timers).toBe(0);
});

test('commands without a login do not put the deadline off', async () => {
  const { stranger, pass } = await openWorld({ limits: { handshakeMs: 5_000 } });
  const ann = stranger();
  await pass(4_000);
  await ann.ok({ type: 'ping' });
  await pass(1_000);
  await ann.over;
  expect(ann.heard.at(-1)).toMatchObject({ type: 'bye', code: 'CHAT_HANDSHAKE_TIMEOUT' });
});

test.each([
  ['no JSON', 'hello'],
  ['no object', '[1]'],
  ['null', 'null'],
  ['without a type', '{"ref":1}'],
  ['with a type that is no text', '{"type":5,"ref":1}'],
  ['with a ref that is an object', '{"type":"ping","ref":{}}'],
  ['with a ref that is too long', `{"type":"ping","ref":"${'r'.repeat(65)}"}`],
  ['binary', Uint8Array.of(123, 125)],
])('a frame that is %s gets an error without a ref, and the connection stays', async (_what, frame) => {
  const { stranger } = await openWorld();
  const ann = stranger();
  ann.wire.send(frame);
  expect(await ann.next('error')).toEqual({
    type: 'error',
    code: 'CHAT_BAD_FRAME',
    text: expect.any(String),
    retry: false,
  });
  await ann.ok({ type: 'hello', nick: 'ann' });
});

test('too many bad frames in a row close the connection', async () => {
  const { native } = await openWorld({ limits: { faults: 3 } });
  const ann = await native('ann');
  for (let count = 0; count < 5; count++) ann.wire.send('nonsense');
  await ann.over;
  expect(ann.heard.slice(1).map(({ type, code }) => [type, code])).toEqual([
    ['error', 'CHAT_BAD_FRAME'],
    ['error', 'CHAT_BAD_FRAME'],
    ['error', 'CHAT_BAD_FRAME'],
    ['bye', 'CHAT_PROTOCOL'],
  ]);
});

test('a command between bad frames begins the count anew', async () => {
  const { native } = await openWorld({ limits: { faults: 2 } });
  const ann = await native('ann');
  for (let round = 0; round < 5; round++) {
    ann.wire.send('nonsense');
    await ann.ok({ type: 'ping' });
  }
  expect(ann.all('error')).toHaveLength(5);
});

test('a frame that is too large is told, and counts as bad', async () => {
  const { native } = await openWorld({ limits: { faults: 2 } });
  const ann = await native('ann');
  ann.wire.send('x'.repeat(200_000));
  expect(await ann.next('error')).toMatchObject({ code: 'CHAT_FRAME_TOO_LARGE' });
  ann.wire.send('x'.repeat(200_000));
  await ann.over;
  expect(ann.heard.at(-1)).toMatchObject({ type: 'bye', code: 'CHAT_PROTOCOL' });
});

test('a full hub sends whoever comes away, until there is place', async () => {
  const { native, stranger, settle } = await openWorld({ limits: { sessions: 1 } });
  const ann = await native('ann');
  const bob = stranger();
  await bob.over;
  expect(bob.heard).toEqual([
    { type: 'bye', code: 'CHAT_HUB_FULL', text: errors.CHAT_HUB_FULL.text, reconnectMs: 2_500 },
  ]);
  ann.wire.close();
  await settle();
  await stranger().ok({ type: 'hello', nick: 'bob' });
});

test('an address has so many sessions at most, others are not concerned', async () => {
  const { stranger, settle } = await openWorld({ limits: { sessionsPerAddress: 1 } });
  const first = stranger({ remoteAddress: '192.0.2.1' });
  await first.ok({ type: 'hello' });
  const second = stranger({ remoteAddress: '192.0.2.1' });
  await second.over;
  expect(second.heard).toMatchObject([{ type: 'bye', code: 'CHAT_ADDRESS_CROWDED' }]);
  await stranger({ remoteAddress: '192.0.2.2' }).ok({ type: 'hello' });
  first.wire.close();
  await settle();
  await stranger({ remoteAddress: '192.0.2.1' }).ok({ type: 'hello' });
});

test('who does not read is closed, and the others do not notice', async () => {
  const { native, settle, hub } = await openWorld({ limits: { outboxBytes: 10_000 } });
  const ends: unknown[] = [];
  hub.on('closed', (session, cause) => void ends.push([session.user?.nick, cause.code]));
  const slow = await native('slow', 'lobby');
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'lobby');
  slow.wire.freeze();
  for (let count = 0; count < 20; count++) await ann.ok({ type: 'say', room: 'lobby', text: 'x'.repeat(1_000) });
  await settle();
  expect(ends).toEqual([['slow', 'CHAT_SLOW_CONSUMER']]);
  expect(bob.all('message')).toHaveLength(20);
  expect(bob.all('left')).toMatchObject([{ user: { nick: 'slow' } }]);
  expect(hub.chat.sessions()).toHaveLength(2);
});

test('who reads slowly but within the budget gets everything', async () => {
  const { native, settle } = await openWorld({ limits: { outboxBytes: 100_000 } });
  const slow = await native('slow', 'lobby');
  const ann = await native('ann', 'lobby');
  slow.wire.freeze();
  for (let count = 0; count < 20; count++) await ann.ok({ type: 'say', room: 'lobby', text: 'x'.repeat(1_000) });
  slow.wire.thaw();
  await settle();
  expect(slow.all('message').map(({ offset }) => offset)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
});
