import { describe, expect, test } from 'vitest';
import { type Entry, type Json, MemoryBroker, type Message, type Plugin } from '../../../core/index.js';
import { brokerConformance, createWorld, seededRandom, storeConformance } from '../../../testkit/index.js';
import { attach, keptLog } from '../../../testkit/world/kept-log.js';
import { testsOf } from '../../support/conformance.js';

const freshLog = () => keptLog(new MemoryBroker(seededRandom(1)));

describe('the rules of brokers, on an attachment', () => {
  testsOf(brokerConformance(() => attach(freshLog(), false).broker));
});

describe('the rules of stores, on an attachment', () => {
  const make = () => {
    const log = freshLog();
    const open = () => attach(log, true).broker.store ?? log.store;
    return { store: open(), reopen: async () => open() };
  };
  for (const { name, run } of storeConformance(make)) test(name, run);
});

function message(text: string): Message {
  return { room: 'a', from: { id: 'u', nick: 'ann' }, kind: 'text', text, id: text, at: 0, session: 's' };
}

function receiver() {
  const entries: Entry[] = [];
  return { entries, entry: (entry: Entry) => void entries.push(entry), ephemeral() {} };
}

test('what was kept is there for the next hub, after the last one closed it', async () => {
  const log = freshLog();
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
  const log = freshLog();
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
  const log = freshLog();
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

test('a hub that has vanished neither changes the store nor hears of it', async () => {
  const log = freshLog();
  const { broker, cut } = attach(log, true);
  await broker.store?.put('a', 'before');
  cut();
  let settled = false;
  void broker.store?.put('a', 'from beyond').finally(() => {
    settled = true;
  });
  expect(await attach(log, true).broker.store?.get('a')).toBe('before');
  expect(settled).toBe(false);
});

describe('what a plugin keeps in a world', () => {
  /** Counts the hubs that it was set up in. */
  function counting() {
    const found: (Json | undefined)[] = [];
    const plugin: Plugin = {
      name: 'counting',
      async setup({ store }) {
        const hubs = await store.get('hubs');
        found.push(hubs);
        await store.put('hubs', Number(hubs ?? 0) + 1);
      },
    };
    return { found, plugin };
  }

  test.each([
    ['kept', [undefined, 1, 2]],
    ['lost', [undefined, undefined, undefined]],
  ] as const)('with a log that is %s', async (log, wanted) => {
    const { found, plugin } = counting();
    await using world = createWorld({ plugins: [plugin], log });
    await world.settle();
    world.crash();
    await world.restart();
    await world.restart();
    expect(found).toEqual(wanted);
  });
});
