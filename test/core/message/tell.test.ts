import { expect, test } from 'vitest';
import { MemoryBroker } from '../../../core/index.js';
import { deferred } from '../../support/deferred.js';
import { countingRandom } from '../../support/random.js';
import { openWorld } from '../../support/world.js';

test('a direct message reaches the two and nobody else', async () => {
  const { native, settle } = await openWorld();
  const ann = await native('ann', 'lobby');
  const bob = await native('bob', 'lobby');
  const eve = await native('eve', 'lobby');
  await ann.ok({ type: 'tell', to: 'bob', text: 'psst' });
  await settle();
  expect([ann, bob, eve].map((peer) => peer.all('message').length)).toEqual([1, 1, 0]);
});

test('a direct message says who it is to, in a room of the two', async () => {
  const { native } = await openWorld();
  const ann = await native('ann');
  const bob = await native('bob');
  const receipt = await ann.ok({ type: 'tell', to: 'bob', text: 'psst', key: 'k' });
  expect(receipt).toMatchObject({ room: expect.stringMatching(/^@/), offset: 1 });
  expect(await bob.next('message')).toMatchObject({
    room: receipt.room,
    from: { nick: 'ann' },
    to: { nick: 'bob' },
    text: 'psst',
    key: 'k',
  });
});

test('the answer goes into the same room', async () => {
  const { native } = await openWorld();
  const ann = await native('ann');
  const bob = await native('bob');
  const { room, epoch } = await ann.ok({ type: 'tell', to: 'bob', text: 'ping' });
  expect(await bob.ok({ type: 'tell', to: 'ann', text: 'pong' })).toMatchObject({ room, epoch, offset: 2 });
});

test('any spelling of the nick will do', async () => {
  const { native } = await openWorld();
  const ann = await native('ann');
  const bob = await native('Bob');
  await ann.ok({ type: 'tell', to: 'ｂＯＢ', text: 'hi' });
  expect(await bob.next('message')).toMatchObject({ to: { nick: 'Bob' } });
});

test('nobody can be told who is not here', async () => {
  const { native } = await openWorld();
  const ann = await native('ann');
  expect(await ann.ask({ type: 'tell', to: 'bob', text: 'hi' })).toMatchObject({
    code: 'CHAT_USER_UNKNOWN',
    text: 'There is no bob here.',
  });
});

test('the same key again is the same direct message', async () => {
  const { native, settle } = await openWorld();
  const ann = await native('ann');
  const bob = await native('bob');
  const first = await ann.ok({ type: 'tell', to: 'bob', text: 'once', key: 'k' });
  expect(await ann.ok({ type: 'tell', to: 'bob', text: 'once', key: 'k' })).toEqual(first);
  await settle();
  expect(bob.all('message')).toHaveLength(1);
});

test('one may tell oneself something, once', async () => {
  const { native, settle } = await openWorld();
  const ann = await native('ann');
  await ann.ok({ type: 'tell', to: 'ann', text: 'note' });
  await settle();
  expect(ann.all('message')).toHaveLength(1);
});

test('conversations are not in the list of rooms, nor can others come in', async () => {
  const { native } = await openWorld();
  const ann = await native('ann');
  await native('bob');
  const { room } = await ann.ok({ type: 'tell', to: 'bob', text: 'psst' });
  const eve = await native('eve');
  expect(await eve.ok({ type: 'rooms' })).toEqual({ rooms: [], total: 0 });
  for (const type of ['join', 'who', 'leave', 'say']) {
    expect(await eve.ask({ type, room, text: 'hi' })).toMatchObject({ type: 'error' });
  }
});

test('coming and going of the two is not told in their conversation', async () => {
  const { native, settle } = await openWorld();
  const ann = await native('ann');
  const bob = await native('bob');
  await ann.ok({ type: 'tell', to: 'bob', text: 'psst' });
  ann.wire.close();
  await settle();
  expect(bob.heard.map(({ type }) => type)).toEqual(['welcome', 'message']);
});

test('a direct message passes the publish gates', async () => {
  const { native } = await openWorld({
    plugins: [
      {
        name: 'loud',
        setup: (host) => host.gate('publish', (draft) => ({ ...draft, text: draft.text.toUpperCase() })),
      },
    ],
  });
  const ann = await native('ann');
  const bob = await native('bob');
  await ann.ok({ type: 'tell', to: 'bob', text: 'psst' });
  expect(await bob.next('message')).toMatchObject({ text: 'PSST' });
});

test('whoever goes while a conversation opens is not kept in it', async () => {
  const broker = new MemoryBroker(countingRandom());
  const { native, settle } = await openWorld({ broker });
  const ann = await native('ann');
  const bob = await native('bob');
  const ready = deferred();
  const subscribe = broker.subscribe.bind(broker);
  const closed: string[] = [];
  const unsubscribe = broker.unsubscribe.bind(broker);
  broker.subscribe = (room) => ready.promise.then(() => subscribe(room));
  broker.unsubscribe = (room) => {
    closed.push(room);
    return unsubscribe(room);
  };
  const told = ann.ok({ type: 'tell', to: 'bob', text: 'psst' });
  await settle();
  bob.wire.close();
  await settle();
  ready.resolve();
  const { room } = await told;
  ann.wire.close();
  await settle();
  expect(closed).toEqual([room]);
});
