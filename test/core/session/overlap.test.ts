import { expect, test } from 'vitest';
import { type Broker, ChatError, MemoryBroker, type Message, type Plugin, refuse } from '../../../core/index.js';
import { deferred } from '../../support/deferred.js';
import type { NativePeer } from '../../support/peers.js';
import { countingRandom } from '../../support/random.js';
import { textPeerNamed } from '../../support/text-peer.js';
import { openWorld } from '../../support/world.js';

/** A broker that is asked to keep messages, and keeps each when it is told to. */
function patient() {
  const log = new MemoryBroker(countingRandom());
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const broker: Broker = Object.assign(Object.create(log) as Broker, {
    start: log.start.bind(log),
    subscribe: log.subscribe.bind(log),
    unsubscribe: log.unsubscribe.bind(log),
    known: log.known.bind(log),
    broadcastEphemeral: log.broadcastEphemeral.bind(log),
    read: log.read.bind(log),
    close: log.close.bind(log),
    async publish(message: Message) {
      const kept = deferred();
      asked.push(message.text);
      waiting.push(() => kept.resolve());
      await kept.promise;
      if (message.text === 'lost') throw new ChatError('CHAT_BROKER_FAILED');
      return log.publish(message);
    },
  });
  const keep = (count: number) => {
    for (const kept of waiting.splice(0, count)) kept();
  };
  return { broker, asked, keep };
}

const say = (text: string, ref: string = text) => ({ type: 'say', room: 'lobby', text, ref });

/** What was answered, in order, as `ok:ref` or the code and the ref. */
const answersOf = (peer: NativePeer) =>
  peer.heard.filter(({ ref }) => typeof ref === 'string').map(({ type, code, ref }) => `${code ?? type}:${ref}`);

test('messages of one session are on their way to the log together, and answered in order', async () => {
  const { broker, asked, keep } = patient();
  const { native, settle } = await openWorld({ broker });
  const ann = await native('ann', 'lobby');
  for (const text of ['one', 'two', 'three']) ann.send(say(text));
  await settle();
  expect([asked, answersOf(ann)]).toEqual([['one', 'two', 'three'], []]);
  keep(2);
  await settle();
  expect(answersOf(ann)).toEqual(['ok:one', 'ok:two']);
  keep(1);
  await settle();
  expect(answersOf(ann)).toEqual(['ok:one', 'ok:two', 'ok:three']);
  expect(ann.all('message').map(({ text }) => text)).toEqual(['one', 'two', 'three']);
});

test('whatever comes after them waits until all of them are kept', async () => {
  const { broker, keep } = patient();
  const { native, settle, hub } = await openWorld({ broker });
  const ann = await native('ann', 'lobby');
  for (const text of ['one', 'two']) ann.send(say(text));
  ann.send({ type: 'leave', room: 'lobby', ref: 'leave' });
  ann.send(say('three'));
  await settle();
  keep(1);
  await settle();
  expect(hub.chat.rooms()).toEqual([{ room: 'lobby', members: 1 }]);
  keep(1);
  await settle();
  expect(answersOf(ann)).toEqual(['ok:one', 'ok:two', 'ok:leave', 'CHAT_NOT_IN_ROOM:three']);
});

test('what is refused at once is answered in its place', async () => {
  const { broker, keep } = patient();
  const polite: Plugin = {
    name: 'polite',
    setup: (host) => host.gate('publish', (draft) => (draft.text === 'rude' ? refuse('RUDE', 'No.') : draft)),
  };
  const { native, settle } = await openWorld({ broker, plugins: [polite] });
  const ann = await native('ann', 'lobby');
  ann.send(say('one'));
  ann.send(say('rude'));
  ann.send({ ...say('bad'), kind: 7 });
  ann.send({ type: 'nothing-of-that-name', ref: 'unknown' });
  ann.send(say('two'));
  await settle();
  expect(answersOf(ann)).toEqual([]);
  keep(1);
  await settle();
  keep(1);
  await settle();
  expect(answersOf(ann)).toEqual([
    'ok:one',
    'RUDE:rude',
    'CHAT_BAD_COMMAND:bad',
    'CHAT_COMMAND_UNKNOWN:unknown',
    'ok:two',
  ]);
});

test('a message that cannot be kept is answered in its place, and does not hold up the next', async () => {
  const { broker, keep } = patient();
  const { native, settle } = await openWorld({ broker });
  const ann = await native('ann', 'lobby');
  for (const text of ['one', 'lost', 'two']) ann.send(say(text));
  await settle();
  keep(3);
  await settle();
  expect(answersOf(ann)).toEqual(['ok:one', 'CHAT_BROKER_FAILED:lost', 'ok:two']);
});

test('a slow gate holds up what comes after its message', async () => {
  const gate = deferred();
  const slow: Plugin = {
    name: 'slow',
    setup: (host) => host.gate('publish', (draft) => (draft.text === 'slow' ? gate.promise.then(() => draft) : draft)),
  };
  const { broker, asked, keep } = patient();
  const { native, settle } = await openWorld({ broker, plugins: [slow] });
  const ann = await native('ann', 'lobby');
  for (const text of ['slow', 'quick']) ann.send(say(text));
  await settle();
  expect(asked).toEqual([]);
  gate.resolve();
  await settle();
  expect(asked).toEqual(['slow', 'quick']);
  keep(2);
});

test('messages with keys keep their order too', async () => {
  const { broker, asked, keep } = patient();
  const { native, settle } = await openWorld({ broker });
  const ann = await native('ann', 'lobby');
  for (const text of ['one', 'two', 'three']) ann.send({ ...say(text), key: text });
  ann.send({ ...say('two again'), key: 'two' });
  await settle();
  expect(asked).toEqual(['one', 'two', 'three', 'two again']);
  keep(4);
  await settle();
  expect(answersOf(ann)).toEqual(['ok:one', 'ok:two', 'ok:three', 'ok:two again']);
  expect(ann.all('message').map(({ text }) => text)).toEqual(['one', 'two', 'three']);
});

test('no more of them are on their way than frames may wait', async () => {
  const { broker, asked, keep } = patient();
  const { native, settle } = await openWorld({ broker, limits: { inboxFrames: 4 } });
  const ann = await native('ann', 'lobby');
  for (let number = 0; number < 20; number++) ann.send(say(`${number}`));
  await settle();
  expect(asked).toHaveLength(5);
  for (let round = 0; round < 20; round++) {
    keep(1);
    await settle();
  }
  expect(answersOf(ann)).toEqual(Array.from({ length: 20 }, (_, number) => `ok:${number}`));
});

test('a session ends after what it has said is kept', async () => {
  const { broker, keep } = patient();
  const { native, settle } = await openWorld({ broker });
  const bob = await native('bob', 'lobby');
  const ann = await native('ann', 'lobby');
  for (const text of ['one', 'two']) ann.send(say(text));
  ann.wire.close();
  await settle();
  expect(bob.all('left')).toEqual([]);
  keep(2);
  await settle();
  expect(bob.heard.slice(-3).map(({ type, text }) => text ?? type)).toEqual(['one', 'two', 'left']);
});

test('a connection that takes over waits for what is on its way over the old one', async () => {
  const { broker, keep } = patient();
  const world = await openWorld({ broker });
  const ann = world.stranger();
  const { resume } = await ann.ask({ type: 'hello', nick: 'ann', resume: true });
  const { epoch } = await ann.ok({ type: 'join', room: 'lobby' });
  for (const text of ['one', 'two']) ann.send({ ...say(text), key: text });
  await world.settle();
  const again = world.stranger();
  const { token } = resume as { token: string };
  again.send({ type: 'hello', resume: token, positions: { lobby: { epoch, offset: 0 } } });
  await world.settle();
  expect(again.heard).toEqual([]);
  keep(2);
  await world.settle();
  expect(again.all('message').map(({ text }) => text)).toEqual(['one', 'two']);
});

test('a person’s lines are kept one after the other, for one may be several commands', async () => {
  const { broker, asked, keep } = patient();
  const world = await openWorld({ broker });
  const { wire } = await textPeerNamed(world, 'ann');
  for (const line of ['hello', 'there', '/part']) wire.send(line);
  await world.settle();
  expect(asked).toEqual(['hello']);
  keep(1);
  await world.settle();
  expect([asked, world.hub.chat.rooms()]).toEqual([['hello', 'there'], [{ room: 'lobby', members: 1 }]]);
  keep(1);
  await world.settle();
  expect(world.hub.chat.rooms()).toEqual([]);
});
