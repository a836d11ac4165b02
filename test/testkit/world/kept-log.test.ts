import { describe, expect, test } from 'vitest';
import { type Entry, MemoryBroker, type Message } from '../../../core/index.js';
import { brokerConformance, seededRandom } from '../../../testkit/index.js';
import { attach } from '../../../testkit/world/kept-log.js';

describe('the rules of brokers, on an attachment', () => {
  for (const { name, run } of brokerConformance(() => attach(new MemoryBroker(seededRandom(1)), false).broker)) {
    test(name, run);
  }
});

function message(text: string): Message {
  return { room: 'a', from: { id: 'u', nick: 'ann' }, kind: 'text', text, id: text, at: 0, session: 's' };
}

function receiver() {
  const entries: Entry[] = [];
  return { entries, entry: (entry: Entry) => void entries.push(entry), signal() {} };
}

test('what was kept is there for the next hub, after the last one closed it', async () => {
  const log = new MemoryBroker(seededRandom(1));
  const first = attach(log, true).broker;
  await first.start(receiver());
  await first.subscribe('a');
  const { position } = await first.publish(message('one'));
  await first.close();
  const second = attach(log, true).broker;
  await second.start(receiver());
  const page = await second.read('a', { limit: 10 });
  expect(page.entries.map((entry) => entry.position)).toEqual([position]);
});

test('the next hub gets nothing of rooms that only the last one had subscribed to', async () => {
  const log = new MemoryBroker(seededRandom(1));
  const first = attach(log, true);
  await first.broker.start(receiver());
  await first.broker.subscribe('a');
  first.cut();
  const got = receiver();
  const second = attach(log, true).broker;
  await second.start(got);
  await second.publish(message('one'));
  expect(got.entries).toEqual([]);
});

test('a hub that has vanished neither adds to the log nor hears of it', async () => {
  const log = new MemoryBroker(seededRandom(1));
  const got = receiver();
  const first = attach(log, true);
  await first.broker.start(got);
  await first.broker.subscribe('a');
  first.cut();
  let settled = false;
  void first.broker.publish(message('from beyond')).finally(() => {
    settled = true;
  });
  const second = attach(log, true).broker;
  await second.start(receiver());
  await second.subscribe('a');
  await second.publish(message('one'));
  expect((await second.read('a', { limit: 10 })).entries.map((entry) => entry.message.text)).toEqual(['one']);
  expect([got.entries, settled]).toEqual([[], false]);
});
