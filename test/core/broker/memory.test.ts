import { expect, test } from 'vitest';
import { MemoryBroker, type MemoryBrokerOptions, type Message } from '../../../core/index.js';
import { countingRandom } from '../../support/random.js';

async function started(options: MemoryBrokerOptions = {}) {
  const broker = new MemoryBroker(countingRandom(), options);
  await broker.start({ entry() {}, ephemeral() {} });
  let count = 0;
  const say = (room: string, text = 'hi', more: Partial<Message> = {}) => {
    const from = { id: 'u1', nick: 'ann' };
    return broker.publish({ room, text, from, kind: 'text', id: `m${++count}`, at: count, session: 's1', ...more });
  };
  const kept = async (room: string) =>
    (await broker.read(room, { limit: 1_000 })).entries.map(({ position }) => position.offset);
  return { broker, say, kept };
}

test('a room keeps so many entries, the newest', async () => {
  const { broker, say, kept } = await started({ entriesPerRoom: 3 });
  await broker.subscribe('a');
  for (let count = 0; count < 10; count++) await say('a');
  expect(await kept('a')).toEqual([8, 9, 10]);
});

test('reading across the end of what is kept tells of the gap', async () => {
  const { broker, say } = await started({ entriesPerRoom: 3 });
  const { epoch } = await broker.subscribe('a');
  for (let count = 0; count < 10; count++) await say('a');
  expect((await broker.read('a', { after: { epoch, offset: 6 }, limit: 9 })).gap).toBe(true);
  expect((await broker.read('a', { after: { epoch, offset: 7 }, limit: 9 })).gap).toBe(false);
});

test('a key is known for as long as its entry is kept', async () => {
  const { say } = await started({ entriesPerRoom: 3 });
  await say('a', 'hi', { key: 'k' });
  await say('a');
  expect((await say('a', 'hi', { key: 'k' })).duplicate).toBe(true);
  await say('a');
  await say('a');
  expect(await say('a', 'hi', { key: 'k' })).toMatchObject({ duplicate: false, position: { offset: 5 } });
});

test('a key that is used again after its entry went is known by its new entry', async () => {
  const { say } = await started({ entriesPerRoom: 1 });
  await say('a', 'hi', { key: 'k' });
  await say('a');
  const again = await say('a', 'hi', { key: 'k' });
  expect(await say('a', 'hi', { key: 'k' })).toEqual({ ...again, duplicate: true });
});

test('logs of empty rooms are forgotten, the one left longest ago first', async () => {
  const { broker, say, kept } = await started({ idleLogs: 2 });
  for (const room of ['a', 'b', 'c']) {
    await broker.subscribe(room);
    await say(room);
    await broker.unsubscribe(room);
  }
  expect([await kept('a'), await kept('b'), await kept('c')]).toEqual([[], [1], [1]]);
});

test('a log that was forgotten begins anew, in another epoch', async () => {
  const { broker, say } = await started({ idleLogs: 1 });
  const first = await say('a');
  await say('b');
  const again = await broker.subscribe('a');
  expect(again.offset).toBe(0);
  expect(again.epoch).not.toBe(first.position.epoch);
  expect(await broker.read('a', { after: first.position, limit: 5 })).toMatchObject({ gap: true });
});

test('a room that somebody is in is never forgotten', async () => {
  const { broker, say, kept } = await started({ idleLogs: 1 });
  await broker.subscribe('a');
  await say('a');
  for (const room of ['b', 'c', 'd']) await say(room);
  expect(await kept('a')).toEqual([1]);
});

test('beyond the memory for all logs those of empty rooms go first', async () => {
  const { broker, say, kept } = await started({ bytes: 10_000 });
  await broker.subscribe('full');
  await say('empty', 'x'.repeat(2_000));
  await say('full', 'x'.repeat(2_000));
  await say('full', 'x'.repeat(2_000));
  expect([await kept('empty'), await kept('full')]).toEqual([[], [1, 2]]);
});

test('then a new entry takes the place of the oldest ones of its room', async () => {
  const { broker, say, kept } = await started({ bytes: 10_000 });
  await broker.subscribe('a');
  for (let count = 0; count < 6; count++) await say('a', 'x'.repeat(2_000));
  expect(await kept('a')).toEqual([5, 6]);
});

test('an entry larger than all the memory is kept alone', async () => {
  const { broker, say, kept } = await started({ bytes: 1_000 });
  await broker.subscribe('a');
  await say('a');
  await say('a', 'x'.repeat(4_000));
  expect(await kept('a')).toEqual([2]);
});

test('the data beside a text counts as memory too', async () => {
  const { broker, say, kept } = await started({ bytes: 10_000 });
  await broker.subscribe('a');
  for (let count = 0; count < 6; count++) await say('a', 'hi', { data: 'x'.repeat(2_000) });
  expect(await kept('a')).toEqual([5, 6]);
});

test('what is pruned or forgotten is given back', async () => {
  const { broker, say, kept } = await started({ bytes: 10_000 });
  await broker.subscribe('a');
  await say('a', 'x'.repeat(4_000));
  await broker.prune('a', { entries: 0 });
  await broker.subscribe('b');
  await say('b', 'x'.repeat(2_000));
  await say('b', 'x'.repeat(2_000));
  expect(await kept('b')).toEqual([1, 2]);
});

test('what is erased is given back', async () => {
  const { broker, say, kept } = await started({ bytes: 10_000 });
  await broker.subscribe('a');
  await say('a', 'x'.repeat(4_000));
  await broker.erase('a', [1]);
  for (let count = 0; count < 2; count++) await say('a', 'x'.repeat(1_800));
  expect(await kept('a')).toEqual([1, 2, 3]);
});

test('an erased entry is dropped as any other, and its key with it', async () => {
  const { broker, say, kept } = await started({ entriesPerRoom: 2 });
  await broker.subscribe('a');
  await say('a', 'one', { key: 'k' });
  await broker.erase('a', [1]);
  await say('a');
  await say('a');
  expect(await kept('a')).toEqual([2, 3]);
  expect((await say('a', 'one', { key: 'k' })).duplicate).toBe(false);
});

test('a broker that was not started takes no message', async () => {
  const broker = new MemoryBroker(countingRandom());
  const from = { id: 'u1', nick: 'ann' };
  const message = { room: 'a', text: 'hi', from, kind: 'text', id: 'm1', at: 1, session: 's1' };
  await expect(broker.publish(message)).rejects.toMatchObject({ code: 'CHAT_BROKER_FAILED' });
});
