import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../adapters/system/index.js';
import { type Broker, type Entry, MemoryBroker, MemoryStore, type Message } from '../../../core/index.js';
import { brokerConformance, seededRandom, storeConformance, virtualClock } from '../../../testkit/index.js';
import { slowBroker } from '../../../testkit/world/slow-broker.js';
import { testsOf } from '../../support/conformance.js';

describe('the rules of brokers, on one that is far away', () => {
  const random = seededRandom(1);
  const make = () => slowBroker(new MemoryBroker(random), systemClock, () => random.between(0, 1)).broker;
  testsOf(brokerConformance(make));
});

/** A log with a store beside it. */
function withStore(): Broker {
  return Object.assign(new MemoryBroker(seededRandom(1)), { store: new MemoryStore() });
}

describe('the rules of stores, on one that is far away', () => {
  const random = seededRandom(1);
  const make = () => {
    const { store } = slowBroker(withStore(), systemClock, () => random.between(0, 1)).broker;
    return { store: store ?? new MemoryStore() };
  };
  for (const { name, run } of storeConformance(make)) test(name, run);
});

function message(text: string, more: Partial<Message> = {}): Message {
  return { room: 'a', from: { id: 'u', nick: 'ann' }, kind: 'text', text, id: text, at: 0, session: 's', ...more };
}

/** A broker that is so far away, started and subscribed to the room `a`, and all that happens to it, with the time. */
async function far(delays: readonly number[]) {
  const clock = virtualClock({ start: 0 });
  const log = new MemoryBroker(seededRandom(1));
  let drawn = 0;
  const delayMs = () => delays[drawn++ % delays.length] ?? 0;
  const slow = slowBroker(log, clock, delayMs);
  const happened: string[] = [];
  const note = (what: string) => void happened.push(`${clock.now()} ${what}`);
  await slow.broker.start({
    entry: ({ message: { text } }: Entry) => note(`entry ${text}`),
    ephemeral: (_room, { event: signal }) => note(`signal ${signal.type}`),
  });
  await log.subscribe('a');
  return { clock, log, slow, happened, note };
}

const typing = { event: { type: 'typing', room: 'a', user: { id: 'u', nick: 'ann' }, on: true } } as const;

describe('a slow broker', () => {
  test('has a message in the log after one way, and its entry and its answer back after two', async () => {
    const { clock, log, slow, happened, note } = await far([10]);
    void slow.broker.publish(message('one')).then(({ position }) => note(`receipt ${position.offset}`));
    const kept = async () => (await log.read('a', { limit: 10 })).entries.length;
    await clock.advance(9);
    expect(await kept()).toBe(0);
    await clock.advance(1);
    expect([await kept(), happened]).toEqual([1, []]);
    await clock.advance(9);
    expect(happened).toEqual([]);
    await clock.advance(1);
    expect(happened).toEqual(['20 entry one', '20 receipt 1']);
  });

  test('keeps the order of what it is asked, however long each takes', async () => {
    const { clock, slow, happened } = await far([50, 1, 30, 2, 40, 3]);
    for (const text of ['one', 'two', 'three', 'four']) void slow.broker.publish(message(text));
    await clock.advance(1_000);
    expect(happened.map((line) => line.split(' ')[2])).toEqual(['one', 'two', 'three', 'four']);
  });

  test('keeps signals in their place between messages', async () => {
    const { clock, slow, happened } = await far([20, 1, 5]);
    void slow.broker.publish(message('one'));
    slow.broker.broadcastEphemeral('a', typing);
    void slow.broker.publish(message('two'));
    await clock.advance(1_000);
    expect(happened.map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'entry one',
      'signal typing',
      'entry two',
    ]);
  });

  test('answers with the end of the log before the entries that come after it', async () => {
    const { clock, slow, happened, note } = await far([10]);
    void slow.broker.subscribe('a').then(({ offset }) => note(`subscribed at ${offset}`));
    void slow.broker.publish(message('one'));
    await clock.advance(20);
    expect(happened).toEqual(['20 subscribed at 0', '20 entry one']);
  });

  test('brings a refusal back as late as an answer', async () => {
    const { clock, log, slow, happened, note } = await far([10]);
    await log.close();
    slow.broker.publish(message('one')).catch((error: Error) => note(error.message));
    await clock.advance(19);
    expect(happened).toEqual([]);
    await clock.advance(1);
    expect(happened).toEqual(['20 The broker is closed.']);
  });

  test('is busy while something is under way, in either direction', async () => {
    const { clock, slow } = await far([10]);
    const busy = [slow.busy];
    void slow.broker.publish(message('one'));
    busy.push(slow.busy);
    await clock.advance(15);
    busy.push(slow.busy);
    await clock.advance(5);
    busy.push(slow.busy);
    expect(busy).toEqual([false, true, true, false]);
  });

  test('is busy with a signal until it has come', async () => {
    const { clock, slow } = await far([10]);
    slow.broker.broadcastEphemeral('a', typing);
    await clock.advance(19);
    expect(slow.busy).toBe(true);
    await clock.advance(1);
    expect(slow.busy).toBe(false);
  });

  test('keeps a value after one way, and says so after two', async () => {
    const clock = virtualClock({ start: 0 });
    const log = withStore();
    const { broker } = slowBroker(log, clock, () => 10);
    const happened: string[] = [];
    void broker.store?.put('a', 1).then(() => happened.push(`${clock.now()} kept`));
    await clock.advance(9);
    expect(await log.store?.get('a')).toBeUndefined();
    await clock.advance(1);
    expect([await log.store?.get('a'), happened]).toEqual([1, []]);
    await clock.advance(10);
    expect(happened).toEqual(['20 kept']);
  });

  test('has a store where the log has one', () => {
    expect(slowBroker(new MemoryBroker(seededRandom(1)), virtualClock(), () => 1).broker.store).toBeUndefined();
  });

  test('reaches as far as the log, and is as durable', () => {
    const log = new MemoryBroker(seededRandom(1));
    const { broker } = slowBroker(log, virtualClock(), () => 1);
    expect([broker.scope, broker.supports]).toEqual([log.scope, log.supports]);
  });
});
